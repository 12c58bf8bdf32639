/// One step of a schema's history. Steps are only ever added at the end, and never changed once released.
package struct Migration: Sendable {
    /// As in `001-batches`; unique.
    package var identifier: String
    /// Statements parted by `;`, run in one transaction.
    package var sql: @Sendable (SQLDialect) -> String

    package init(identifier: String, sql: @escaping @Sendable (SQLDialect) -> String) {
        self.identifier = identifier
        self.sql = sql
    }

    /// Statements that are the same for every engine.
    package init(identifier: String, sql: String) {
        self.init(identifier: identifier) { _ in sql }
    }
}
