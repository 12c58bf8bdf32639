internal import Evidence
internal import FieldTypes
internal import Forms
internal import Paperwork
internal import Rules
internal import Workflows

/// All the rules and conditions of a workflow, prepared once per worker.
final class CompiledRules {
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
    private let workflow: Workflow

    /// - throws: `RuleMistake` for an expression that a check of the job file would refuse.
    init(_ workflow: Workflow) throws {
        self.workflow = workflow
        rules = workflow.checkRules
        conditions = workflow.steps.compactMap(\.when)
        set = try RuleSet(rules.map(\.that) + conditions, schema: RuleSchema(workflow))
    }

    /// What the step's condition says of a document with these fields: `holds` where it has none.
    func verdict(on step: Step, for fields: [Field]) -> RuleVerdict {
        guard let condition = step.when, let index = conditions.firstIndex(of: condition) else { return .holds }
        set.load(fields)
        return set.verdicts(rules: [rules.count + index])[0]
    }

    /// The fields that a rule or condition of the job file reads; none where it is none of them.
    func reads(_ expression: String) -> [String] {
        (rules.map(\.that) + conditions).firstIndex(of: expression).map { set.reads[$0] } ?? []
    }

    /// Whether an outcome is of a step's condition and not of a rule.
    func isCondition(_ outcome: Outcome) -> Bool { outcome.number >= rules.count }

    /// Whether a problem with this rule is one of a job file's rules or conditions.
    func isRule(_ expression: String) -> Bool {
        rules.contains { $0.that == expression } || conditions.contains(expression)
    }

    /// A condition that could not be worked out, as a rule of which nothing is known.
    func unknown(_ condition: String) -> Outcome {
        let index = conditions.firstIndex(of: condition) ?? 0
        return Outcome(
            number: rules.count + index, rule: CheckRule(that: condition, otherwise: "when"), result: .unknown,
            columns: set.reads[rules.count + index])
    }

    /// What a field is called by people.
    func label(of field: String) -> String { workflow.label(ofField: field) }

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
        if field.value == .none { return chanceThatHolds(outcome, withSomethingIn: field) }
        var wrong = Perturbation(of: field.name + field.value.plainText)
        var passes = 0
        for _ in 0..<Self.trials {
            guard let value = wrong.next(field.value) else { return 1 }
            passes += set.verdicts(substituting: [field.name: value], rules: [outcome.number]) == [.holds] ? 1 : 0
        }
        return Double(passes + 1) / Double(Self.trials + 2)
    }

    /// Amounts that a rule is tried with in place of an empty field.
    private static let amounts = 2000

    /// How often the rule would hold if the field were not empty. Only a rule that none of so many amounts keeps says
    /// anything, as an equation does that adds up without the field; a limit that some of them keep proves nothing.
    /// On a form's zone nothing is proved so: whoever forgot to add an amount up may have written it all the same.
    private func chanceThatHolds(_ outcome: Outcome, withSomethingIn field: Field) -> Double {
        guard field.zone == nil, FieldTypes.named(field.type)?.shape == .wholeNumber else { return 1 }
        var wrong = Perturbation(of: field.name)
        for _ in 0..<Self.amounts {
            let amount = FieldValue.integer(wrong.amount())
            if set.verdicts(substituting: [field.name: amount], rules: [outcome.number]) != [.fails] { return 1 }
        }
        return 1 / Double(Self.amounts + 2)
    }
}

extension CheckRule {
    /// The expression on one line, cut to what fits a sentence.
    var name: String {
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

extension FieldFacts.Rule.Result {
    fileprivate init(_ verdict: RuleVerdict) {
        switch verdict {
        case .holds: self = .holds
        case .fails: self = .fails
        case .unknown: self = .unknown
        }
    }
}
