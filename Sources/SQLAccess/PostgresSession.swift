internal import Paperwork

/// A transaction of PostgreSQL.
final class PostgresSession: SQLSession {
    let dialect = SQLDialect(.postgresql)
    private let connection: PostgresConnection
    private let name: String
    private var cursors = 0
    /// What the server refused; after it the transaction can only be undone.
    private var failure: PostgresFailure?
    private var isCommitting = false

    /// Rows that are fetched at once where they are handed over one by one.
    private static let fetchSize = 100

    init(_ connection: PostgresConnection, name: String) {
        self.connection = connection
        self.name = name
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> Int {
        try run(sql, arguments).rowCount
    }

    func executeScript(_ sql: String) throws(Trouble) { _ = try once(sql) }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> [SQLRow] { try run(sql, arguments).rows }

    func row(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> SQLRow? { try run(sql, arguments).rows.first }

    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
        cursors += 1
        let cursor = "cursor_\(cursors)"
        _ = try once("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", arguments)
        var rows: [SQLRow]
        repeat {
            rows = try once("FETCH \(Self.fetchSize) FROM \(cursor)").rows
            for row in rows { try body(row) }
        } while rows.count == Self.fetchSize
        _ = try once("CLOSE \(cursor)")
    }

    func hold(_ name: String) throws(Trouble) {
        _ = try run("SELECT pg_advisory_xact_lock(hashtextextended('tema ' || ?, 0))", [.text(name)])
    }

    func announce() throws(Trouble) { _ = try run("NOTIFY \(PostgresEngine.channel)", []) }

    /// Also where an earlier statement failed and the caller went on: the server then undoes instead, and this throws.
    func commit() throws(Trouble) {
        isCommitting = true
        let tag = try once("COMMIT").commandTag
        guard tag == "COMMIT" else {
            throw failure.map { .postgresql($0, at: name) } ?? .unexpectedData("COMMIT gave \(tag)")
        }
    }

    /// Undoes what is left of the transaction, and tells whether the connection can be used again.
    func rollBack() -> Bool {
        guard failure?.spoilsConnection != true else { return false }
        return (try? connection.runOnce("ROLLBACK")) != nil
    }

    /// It failed for a reason that may have gone, and was surely undone.
    var isWorthRepeating: Bool {
        guard let failure else { return false }
        return failure.isConflict || failure.isConnectionLost && !isCommitting
    }

    private func run(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> PostgresResult {
        try noting { () throws(PostgresFailure) in
            try connection.run(sql, arguments)
        }
    }

    private func once(_ sql: String, _ arguments: [SQLValue] = []) throws(Trouble) -> PostgresResult {
        try noting { () throws(PostgresFailure) in
            try connection.runOnce(sql, arguments)
        }
    }

    private func noting(_ body: () throws(PostgresFailure) -> PostgresResult) throws(Trouble) -> PostgresResult {
        do {
            return try body()
        } catch {
            failure = error
            throw .postgresql(error, at: name)
        }
    }
}
