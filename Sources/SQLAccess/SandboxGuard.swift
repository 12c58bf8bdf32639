internal import GRDBSQLite

/// Decides, while SQLite parses an expression, what it may do; and counts its steps while it runs.
///
/// SQLite asks through C callbacks that carry this object; the sandbox that owns it outlives them.
final class SandboxGuard {
    /// Closed, it allows only to read the sandbox's tables; open, it allows what the sandbox itself does.
    var isOpen = true
    /// What was asked for and refused first, since the last `reset`.
    private(set) var refusal: ExpressionMistake.Kind?
    /// The columns that were read, by table, since the last `reset`.
    private(set) var reads: Set<SandboxColumn> = []
    var steps = 0

    /// By lower-case name: SQLite does not tell case apart.
    private let tables: [String: (name: String, columns: [String: String])]

    /// Every expression runs over its row: to read none of its columns is to read nothing.
    private let main: String

    init(tables: [SandboxTable], main: String) {
        self.main = main
        self.tables = Dictionary(
            tables.map { table in
                let columns = table.columns.map { ($0.name.lowercased(), $0.name) }
                return (
                    table.name.lowercased(), (table.name, Dictionary(columns, uniquingKeysWith: { first, _ in first }))
                )
            },
            uniquingKeysWith: { first, _ in first })
    }

    func reset() {
        refusal = nil
        reads = []
    }

    /// An answer to SQLite's authorizer: `SQLITE_OK` or `SQLITE_DENY`.
    func answer(action: Int32, first: String?, second: String?) -> Int32 {
        if isOpen { return SQLITE_OK }
        let refused: ExpressionMistake.Kind? =
            switch action {
            case SQLITE_SELECT: nil
            case SQLITE_READ: read(table: first ?? "", column: second ?? "")
            case SQLITE_FUNCTION: allowsFunction(second ?? "") ? nil : .forbiddenFunction(second ?? "")
            default: .forbidden
            }
        guard let refused else { return SQLITE_OK }
        if refusal == nil { refusal = refused }
        return SQLITE_DENY
    }

    private func read(table: String, column: String) -> ExpressionMistake.Kind? {
        guard let known = tables[table.lowercased()] else { return .unknownTable(table) }
        // `count(*)` reads no column in particular, but the table.
        if column.isEmpty {
            if known.name != main { reads.insert(SandboxColumn(table: known.name, name: "")) }
            return nil
        }
        guard let name = known.columns[column.lowercased()] else { return .unknownColumn(column) }
        reads.insert(SandboxColumn(table: known.name, name: name))
        return nil
    }

    private func allowsFunction(_ name: String) -> Bool { Self.functions.contains(name.lowercased()) }

    /// Functions of SQLite that give the same answer each time, touch nothing outside their arguments, and can't make
    /// much out of little.
    private static let functions: Set<String> = [
        "abs", "avg", "ceil", "ceiling", "char", "coalesce", "count", "date", "datetime", "floor", "glob",
        "group_concat", "ifnull", "iif", "instr", "julianday", "length", "like", "lower", "ltrim", "max", "min", "mod",
        "nullif", "replace", "round", "rtrim", "sign", "strftime", "substr", "substring", "sum", "time", "total",
        "trim",
        "trunc", "typeof", "unicode", "unixepoch", "upper",
    ]

    /// Steps of SQLite's machine that one evaluation may take.
    static let stepLimit = 2_000_000
    /// How many steps pass between two questions of SQLite whether to go on.
    static let stepsPerQuestion = 1000
}

/// A column of one of a sandbox's tables; with an empty name the table as a whole, as `count(*)` reads it.
package struct SandboxColumn: Sendable, Hashable {
    package var table: String
    package var name: String

    package init(table: String, name: String) {
        self.table = table
        self.name = name
    }
}
