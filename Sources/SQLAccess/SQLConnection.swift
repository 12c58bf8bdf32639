package import Paperwork

/// A connection inside one transaction. It lives as long as the closure that it is given to, and on its thread.
///
/// After a statement that threw, the transaction can only end: PostgreSQL refuses all that follows it.
package final class SQLConnection {
    private let session: any SQLSession

    init(_ session: any SQLSession) { self.session = session }

    /// The engine's words for what the two do not share.
    package var dialect: SQLDialect { session.dialect }

    /// Runs one statement and tells how many rows it inserted, changed or deleted.
    ///
    /// Each `?` takes the next of `arguments`, `?2` the second.
    ///
    /// - Throws: `Trouble`: a broken constraint, a full disk, a mistake in the SQL.
    @discardableResult
    package func execute(_ sql: String, _ arguments: [SQLValue] = []) throws(Trouble) -> Int {
        try session.execute(sql, arguments)
    }

    /// Runs several statements without arguments, parted by `;`.
    package func executeScript(_ sql: String) throws(Trouble) { try session.executeScript(sql) }

    package func rows(_ sql: String, _ arguments: [SQLValue] = []) throws(Trouble) -> [SQLRow] {
        try session.rows(sql, arguments)
    }

    /// The first row; nil where there is none.
    package func row(_ sql: String, _ arguments: [SQLValue] = []) throws(Trouble) -> SQLRow? {
        try session.row(sql, arguments)
    }

    /// Hands over one row of a `SELECT` after the other, without keeping them.
    ///
    /// - Throws: `Trouble`, or what `body` throws.
    package func forEachRow(
        _ sql: String, _ arguments: [SQLValue] = [], _ body: (SQLRow) throws -> Void
    ) throws {
        try session.forEachRow(sql, arguments, body)
    }

    /// Waits until no other transaction holds `name`, and holds it to the end of this one: for what no single row can
    /// be locked for. A SQLite write has the whole file to itself, and does not wait.
    package func hold(_ name: String) throws(Trouble) { try session.hold(name) }

    /// Wakes all who wait in `SQLDatabase.waitForChange`, when this transaction is committed. With SQLite every commit
    /// does.
    package func announce() throws(Trouble) { try session.announce() }
}
