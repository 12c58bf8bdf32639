/// One step of a schema's history. Steps are only ever added at the end, and never changed once released.
package struct Migration: Sendable, Hashable {
    /// As in `001-batches`; unique.
    package var identifier: String
    /// Statements parted by `;`, run in one transaction.
    package var sql: String

    package init(identifier: String, sql: String) {
        self.identifier = identifier
        self.sql = sql
    }
}
