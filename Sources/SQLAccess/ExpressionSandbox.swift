internal import Foundation
internal import GRDBSQLite
package import Paperwork

/// A SQLite database in memory in which expressions that users write are worked out, over one row of one table and any
/// rows of others, and can do nothing else.
///
/// An authorizer refuses everything but reading these tables and calling harmless functions; limits on steps, lengths
/// and depths stop what would take long. It belongs to one thread, and so do its expressions.
package final class ExpressionSandbox {
    let connection: OpaquePointer
    let guardian: SandboxGuard
    private let main: SandboxTable
    var mainName: String { SQLName.quoted(main.name) }
    private var updateMain: OpaquePointer?
    private var inserts: [String: OpaquePointer] = [:]
    private var deletes: [String: OpaquePointer] = [:]

    /// - Parameters:
    ///   - main: the table with the one row that an expression's bare column names speak of.
    ///   - tables: those that its sub-selects may read too.
    /// - Throws: `Trouble` of kind `definition` where two tables or two columns of one have the same name; SQLite does
    ///   not tell the case of Latin letters apart.
    package init(main: SandboxTable, tables: [SandboxTable] = []) throws(Trouble) {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(":memory:", &handle, flags, nil) == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw .sqlite(code: SQLITE_NOMEM, detail: "out of memory", at: ":memory:")
        }
        connection = handle
        guardian = SandboxGuard(tables: [main] + tables, main: main.name)
        self.main = main
        _disableDoubleQuotedStringLiterals(handle)
        listen()
        for table in [main] + tables { try create(table) }
        try prepareChanges(tables)
        limit()
        guardian.isOpen = false
    }

    deinit {
        for statement in [updateMain] + Array(inserts.values) + Array(deletes.values) { sqlite3_finalize(statement) }
        sqlite3_close_v2(connection)
    }

    /// Puts that row in the main table's place; one value per column, in the table's order.
    ///
    /// - Throws: `ExpressionMistake` where a value is too long for the sandbox.
    package func setRow(_ values: [SQLValue]) throws(ExpressionMistake) {
        precondition(values.count == main.columns.count, "The row has one value per column")
        guard let updateMain, !values.isEmpty else { return }
        try run(updateMain, values)
    }

    /// Puts those rows in the place of a table's rows.
    ///
    /// - Throws: `ExpressionMistake` where a value is too long for the sandbox.
    package func setRows(_ rows: [[SQLValue]], ofTable name: String) throws(ExpressionMistake) {
        guard let insert = inserts[name], let delete = deletes[name] else {
            preconditionFailure("The sandbox has no table '\(name)'")
        }
        try run(delete, [])
        for row in rows { try run(insert, row) }
    }

    private func run(_ statement: OpaquePointer, _ values: [SQLValue]) throws(ExpressionMistake) {
        defer { sqlite3_reset(statement) }
        guardian.steps = 0
        for (index, value) in values.enumerated() {
            guard statement.bind(value, at: Int32(index + 1)) == SQLITE_OK else { throw mistake() }
        }
        guard sqlite3_step(statement) == SQLITE_DONE else { throw mistake() }
    }

    private func mistake() -> ExpressionMistake {
        let code = sqlite3_errcode(connection)
        return ExpressionMistake(
            code == SQLITE_TOOBIG ? .tooLarge : .failed(String(cString: sqlite3_errmsg(connection))))
    }
}

// Setting up.
extension ExpressionSandbox {
    private func listen() {
        let context = Unmanaged.passUnretained(guardian).toOpaque()
        sqlite3_set_authorizer(
            connection,
            { context, action, first, second, _, _ in
                guard let context else { return SQLITE_DENY }
                return Unmanaged<SandboxGuard>.fromOpaque(context).takeUnretainedValue().answer(
                    action: action, first: first.map { String(cString: $0) }, second: second.map { String(cString: $0) }
                )
            }, context)
        sqlite3_progress_handler(
            connection, Int32(SandboxGuard.stepsPerQuestion),
            { context in
                guard let context else { return 1 }
                let guardian = Unmanaged<SandboxGuard>.fromOpaque(context).takeUnretainedValue()
                guardian.steps += SandboxGuard.stepsPerQuestion
                return guardian.steps > SandboxGuard.stepLimit ? 1 : 0
            }, context)
    }

    private func create(_ table: SandboxTable) throws(Trouble) {
        // SQLite has no table without columns: one stands in, which the authorizer lets nobody read.
        let columns =
            table.columns.isEmpty
            ? "\"\u{3000}\" INTEGER"
            : table.columns.map { "\(SQLName.quoted($0.name)) \($0.affinity.rawValue)" }.joined(separator: ", ")
        try runOnce("CREATE TABLE \(SQLName.quoted(table.name)) (\(columns))")
        if table == main { try runOnce("INSERT INTO \(SQLName.quoted(table.name)) DEFAULT VALUES") }
    }

    private func prepareChanges(_ tables: [SandboxTable]) throws(Trouble) {
        if !main.columns.isEmpty {
            let changes = main.columns.map { "\(SQLName.quoted($0.name)) = ?" }.joined(separator: ", ")
            updateMain = try prepared("UPDATE \(SQLName.quoted(main.name)) SET \(changes)")
        }
        for table in tables {
            let marks = Array(repeating: "?", count: max(1, table.columns.count)).joined(separator: ", ")
            inserts[table.name] = try prepared("INSERT INTO \(SQLName.quoted(table.name)) VALUES (\(marks))")
            deletes[table.name] = try prepared("DELETE FROM \(SQLName.quoted(table.name))")
        }
    }

    private func limit() {
        let limits: [(Int32, Int32)] = [
            (SQLITE_LIMIT_LENGTH, 100_000), (SQLITE_LIMIT_SQL_LENGTH, 20_000), (SQLITE_LIMIT_EXPR_DEPTH, 100),
            (SQLITE_LIMIT_COMPOUND_SELECT, 5), (SQLITE_LIMIT_VDBE_OP, 20_000), (SQLITE_LIMIT_FUNCTION_ARG, 50),
            (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (SQLITE_LIMIT_TRIGGER_DEPTH, 0),
            (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
        for (kind, value) in limits { sqlite3_limit(connection, kind, value) }
    }

    private func prepared(_ sql: String) throws(Trouble) -> OpaquePointer? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else { throw setUpTrouble() }
        return statement
    }

    private func runOnce(_ sql: String) throws(Trouble) {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw setUpTrouble() }
    }

    private func setUpTrouble() -> Trouble {
        let detail = String(cString: sqlite3_errmsg(connection))
        return Trouble(
            .definition,
            Wording(
                ja: "項目の名前を条件式で使えません(\(detail))。", en: "These field names can't be used in expressions: \(detail)."),
            remedy: Wording(
                ja: "項目の名前が重ならないようにしてください(英字の大文字と小文字は区別されません)。",
                en: "Give each field a name of its own; upper and lower case letters count as the same."))
    }
}
