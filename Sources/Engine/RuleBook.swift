internal import Evidence
internal import FieldTypes
internal import Forms
internal import Paperwork
internal import Rules
internal import Workflows

/// All the rules and conditions of a workflow, prepared once per worker.
final class RuleBook {
    /// What one rule says of a document.
    struct Outcome {
        /// Its place among the workflow's rules, from 0.
        var number: Int
        var rule: CheckRule
        var result: FieldFacts.Rule.Result
        /// The fields that it reads.
        var columns: [String]

        /// - Parameter chance: how often it would hold all the same if the field's value were wrong.
        func fact(chance: Double) -> FieldFacts.Rule {
            FieldFacts.Rule(
                name: Wording(verbatim: rule.name), result: result, chance: chance,
                otherwise: Wording(verbatim: rule.otherwise))
        }
    }

    /// Wrong values that a rule is tried with, to see how much it proves.
    private static let trials = 100

    private let rules: [CheckRule]
    private let conditions: [String]
    private let set: RuleSet

    /// - throws: `RuleMistake` for an expression that a check of the job file would refuse.
    init(_ workflow: Workflow) throws {
        rules = workflow.checkRules
        conditions = workflow.steps.compactMap(\.when)
        set = try RuleSet(rules.map(\.that) + conditions, schema: RuleSchema(workflow))
    }

    /// Whether the step's condition lets it run on a document with these fields; an unknown condition does not.
    func allows(_ step: Step, for fields: [Field]) -> Bool {
        guard let condition = step.when, let index = conditions.firstIndex(of: condition) else { return true }
        set.load(fields)
        return set.verdicts(rules: [rules.count + index]) == [.holds]
    }

    /// Whether a problem with this rule is one of a job file's rules.
    func isRule(_ expression: String) -> Bool { rules.contains { $0.that == expression } }

    func outcomes(of numbers: [Int], for fields: [Field], with values: [String: FieldValue] = [:]) -> [Outcome] {
        set.load(fields)
        return zip(numbers, set.verdicts(substituting: values, rules: numbers)).map { number, verdict in
            Outcome(
                number: number, rule: rules[number], result: FieldFacts.Rule.Result(verdict), columns: set.reads[number]
            )
        }
    }

    /// How often the rule would hold if `field` were misread: the share of wrong values that pass, each with one
    /// character changed, by Laplace's rule of succession so that it is never 0.
    func chanceThatHolds(_ outcome: Outcome, withWrong field: Field, in fields: [Field]) -> Double {
        set.load(fields)
        var wrong = Perturbation(of: field.name + field.value.plainText)
        var passes = 0
        for _ in 0..<Self.trials {
            guard let value = wrong.next(field.value) else { return 1 }
            passes += set.verdicts(substituting: [field.name: value], rules: [outcome.number]) == [.fails] ? 0 : 1
        }
        return Double(passes + 1) / Double(Self.trials + 2)
    }
}

extension CheckRule {
    /// The expression on one line, cut to what fits a sentence.
    fileprivate var name: String {
        let line = that.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= 40 ? line : line.prefix(39) + "…"
    }
}

extension Workflow {
    /// The rules of all check steps, in the file's order.
    var checkRules: [CheckRule] {
        steps.flatMap { if case .check(let rules) = $0.action { rules } else { [CheckRule]() } }
    }

    /// The numbers, among `checkRules`, of those that the steps `range` hold.
    func checkRuleNumbers(ofSteps range: Range<Int>) -> [Int] {
        var next = 0
        return steps.enumerated().flatMap { number, step -> [Int] in
            guard case .check(let rules) = step.action else { return [] }
            defer { next += rules.count }
            return range.contains(number) ? Array(next..<next + rules.count) : []
        }
    }
}

extension RuleSchema {
    /// The columns that a workflow's rules may speak of: its forms' fields, and those that a register fills in.
    fileprivate init(_ workflow: Workflow) {
        var seen = Set<String>()
        let written = workflow.forms.flatMap(\.fields).filter { seen.insert($0.name).inserted }
        let filled = workflow.steps.flatMap { step -> [(name: String, type: String)] in
            guard case .reconcile(let reconcile) = step.action else { return [] }
            return reconcile.fill.filter { seen.insert($0.field).inserted }.map { ($0.field, FieldTypes.plain.name) }
        }
        let tables = written.compactMap { field -> (name: String, columns: [(name: String, type: String)])? in
            guard case .table(_, _, let columns) = field.place else { return nil }
            return (field.name, columns.map { ($0.name, $0.type) })
        }
        self.init(
            fields: written.filter { FieldTypes.named($0.type)?.ruleColumn != nil }.map { ($0.name, $0.type) } + filled,
            tables: tables)
    }
}

extension FieldFacts.Rule.Result {
    fileprivate init(_ verdict: RuleVerdict) {
        switch verdict {
        case .holds: self = .holds
        case .fails: self = .fails
        case .unknown: self = .unknown
        }
    }
}
