internal import SQLAccess

extension Schema {
    /// Batches that are let alone for a while: their pages or exports can't be worked on, for a reason outside their
    /// documents.
    @Sendable static func rests(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE batch_rest (
            batch \(dialect.text) PRIMARY KEY NOT NULL REFERENCES batch (id),
            until \(dialect.integer) NOT NULL,
            reason_ja \(dialect.text) NOT NULL,
            reason_en \(dialect.text) NOT NULL
        )\(dialect.strict);
        """
    }
}
