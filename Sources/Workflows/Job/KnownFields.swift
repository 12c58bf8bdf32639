import FieldTypes
import Forms
import Paperwork
import Rules

/// The names that rules, columns and reconciliation may speak of.
struct KnownFields {
    /// A mistake in a rule.
    struct RuleProblem {
        var message: Wording
        /// Where in the rule, in Unicode scalars from 0.
        var offset: Int
    }

    /// What every document has beside its fields.
    static let ofDocument = ["_document", "_batch", "_file", "_pages"]

    private let definitions: [FieldDefinition]
    /// Every template could be read in full. Where not, names that are not known are not held against the job file.
    private let areComplete: Bool
    private var filled: [String] = []

    init(forms: JobForms) {
        var seen: Set<String> = []
        definitions = forms.templates.flatMap(\.fields).filter { seen.insert($0.name).inserted }
        areComplete = forms.areComplete
    }

    private var names: [String] { definitions.map(\.name) + filled }

    func contains(_ name: String) -> Bool { names.contains(name) }

    mutating func add(_ more: [String]) { filled += more.filter { !contains($0) } }

    /// `name` if a document has it; else a mistake.
    func known(_ name: String, at node: DefinitionNode, in file: DefinitionFile, also: [String] = []) -> String? {
        guard areComplete else { return name }
        return file.known(name, Wording(ja: "項目", en: "field"), among: names + also, at: node)
    }

    /// What is wrong with a SQL expression over these fields.
    func mistakes(in expression: String) -> [RuleProblem] {
        do throws(Trouble) {
            return try RuleSet.check(expression, schema: schema).compactMap { problem($0, in: expression) }
        } catch {
            return [RuleProblem(message: error.message, offset: 0)]
        }
    }

    /// SQLite's functions that rules have a use for.
    private static let functions = [
        "abs", "avg", "coalesce", "count", "group_concat", "ifnull", "iif", "instr", "length", "like", "lower", "ltrim",
        "max", "min", "nullif", "replace", "round", "rtrim", "substr", "sum", "total", "trim", "upper",
    ]

    private var namesInRules: [String] {
        names + definitions.flatMap { $0.tableColumns ?? [] }.map(\.name)
    }

    private var schema: RuleSchema {
        var columns = filled.map { (name: $0, type: FieldTypes.plain.name) }
        var tables: [(name: String, columns: [(name: String, type: String)])] = []
        for definition in definitions {
            if let inner = definition.tableColumns {
                tables.append((definition.name, inner.map { ($0.name, $0.type) }))
            } else {
                columns.append((definition.name, definition.type))
            }
        }
        return RuleSchema(fields: columns, tables: tables)
    }

    private func problem(_ mistake: RuleMistake, in expression: String) -> RuleProblem? {
        let offset = mistake.offset ?? 0
        switch mistake.kind {
        case .unknownName(let name):
            guard areComplete else { return nil }
            let known = expression.contains("\(name)(") ? Self.functions : namesInRules
            return RuleProblem(
                message: Suggestion.wording(mistake.message, name: name, among: known), offset: offset)
        case .neverHolds, .alwaysHolds:
            return areComplete ? RuleProblem(message: mistake.message, offset: offset) : nil
        case .syntax, .notAnExpression, .forbidden:
            return RuleProblem(message: mistake.message, offset: offset)
        }
    }
}

extension FieldDefinition {
    /// The columns of a table; nil for any other field.
    fileprivate var tableColumns: [Column]? {
        switch place {
        case .table(_, _, let columns), .find(.table(_, let columns)): columns
        default: nil
        }
    }
}
