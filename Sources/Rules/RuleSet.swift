package import Paperwork
internal import SQLAccess

/// Rules, prepared once and asked often: SQL expressions over a document's fields.
///
/// A rule set belongs to one thread; each worker makes its own.
package final class RuleSet {
    private let schema: RuleSchema
    private let sandbox: ExpressionSandbox
    private let rules: [SandboxExpression]
    private let position: [String: Int]
    private var row: [SQLValue]
    /// A value was too long for the sandbox: nothing can be checked until another document is loaded.
    private var isUnusable = false

    /// For each rule, the fields that it reads, table fields among them, in the schema's order.
    package let reads: [[String]]

    /// - Throws: `RuleMistake` for the first rule that `check` would refuse; `Trouble` where the schema's names clash.
    package init(_ expressions: [String], schema: RuleSchema) throws {
        self.schema = schema
        let sandbox = try ExpressionSandbox(main: schema.main, tables: schema.tables)
        self.sandbox = sandbox
        rules = try expressions.map { expression throws(RuleMistake) in
            do throws(ExpressionMistake) { return try sandbox.prepare(expression) } catch {
                throw RuleMistake(error, in: expression)
            }
        }
        reads = rules.map { rule in
            let main = schema.mainName
            let columns = schema.columns.filter { rule.reads.contains(SandboxColumn(table: main, name: $0.name)) }
            let tables = schema.tables.filter { table in rule.reads.contains { $0.table == table.name } }
            return columns.map(\.name) + tables.map(\.name)
        }
        position = Dictionary(
            schema.columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        row = Array(repeating: .null, count: schema.columns.count)
    }

    package var count: Int { rules.count }

    /// Takes a document's fields as those that rules are asked about from now on. Fields that the schema does not name
    /// are left out; columns without a field are NULL.
    package func load(_ fields: [Field]) {
        row = Array(repeating: .null, count: schema.columns.count)
        var rows: [String: [[String: FieldValue]]] = [:]
        for field in fields {
            if case .rows(let content) = field.value { rows[field.name] = content }
            if let index = position[field.name] { row[index] = field.value.sql }
        }
        isUnusable = false
        do throws(ExpressionMistake) {
            for table in schema.tables {
                let content = (rows[table.name] ?? []).map { row in
                    table.columns.map { (row[$0.name] ?? .none).sql }
                }
                try sandbox.setRows(content, ofTable: table.name)
            }
        } catch {
            isUnusable = true
        }
    }

    /// What each rule, or each of `rules` by its index, says of the loaded document; with some of its fields replaced.
    ///
    /// Cheap enough to ask for hundreds of assignments of one document. Table fields can't be replaced.
    package func verdicts(
        substituting values: [String: FieldValue] = [:], rules indices: [Int]? = nil
    ) -> [RuleVerdict] {
        let asked = indices.map { $0.map { rules[$0] } } ?? rules
        var row = row
        for (name, value) in values {
            if let index = position[name] { row[index] = value.sql }
        }
        do throws(ExpressionMistake) {
            try sandbox.setRow(row)
        } catch {
            return asked.map { _ in .fails }
        }
        return asked.map { isUnusable ? .fails : RuleVerdict($0) }
    }
}

extension RuleVerdict {
    fileprivate init(_ rule: SandboxExpression) {
        do throws(ExpressionMistake) {
            self = try RuleVerdict(rule.value())
        } catch {
            self = .fails
        }
    }

    /// A number other than 0 is true, and a text is no truth.
    init(_ value: SQLValue) {
        switch value {
        case .null: self = .unknown
        case .integer(let number): self = number != 0 ? .holds : .fails
        case .real(let number): self = number != 0 ? .holds : .fails
        case .text, .blob: self = .fails
        }
    }
}

extension FieldValue {
    /// As rules see it: flags 1 or 0, lists joined with `;`, nothing NULL. Rows are NULL: they are a table.
    var sql: SQLValue {
        switch self {
        case .none, .rows: .null
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .flag(let flag): .flag(flag)
        case .list(let items): .text(items.joined(separator: ";"))
        }
    }
}
