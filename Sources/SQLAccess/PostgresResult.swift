/// What a statement gave.
struct PostgresResult: Sendable {
    var rows: [SQLRow]
    /// Rows that the statement inserted, changed, deleted or gave.
    var rowCount: Int
    /// As in `COMMIT`.
    var commandTag: String
}
