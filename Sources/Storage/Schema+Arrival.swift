internal import SQLAccess

extension Schema {
    /// What came in through the inboxes, and where its original lies: `place` is relative to the data folder, and is
    /// written before the original is moved there.
    @Sendable static func arrival(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE arrival (
            token \(dialect.text) PRIMARY KEY NOT NULL,
            workflow \(dialect.text) NOT NULL,
            inbox \(dialect.text) NOT NULL,
            file \(dialect.text) NOT NULL,
            batch \(dialect.text) UNIQUE REFERENCES batch (id),
            state \(dialect.text) NOT NULL CHECK (state IN ('taken', 'done', 'waiting', 'set_aside')),
            place \(dialect.text) NOT NULL,
            reason_ja \(dialect.text),
            reason_en \(dialect.text),
            at \(dialect.integer) NOT NULL,
            CHECK (batch IS NOT NULL OR state = 'set_aside'),
            CHECK (batch IS NOT NULL OR reason_ja IS NOT NULL),
            CHECK ((reason_ja IS NULL) = (reason_en IS NULL))
        )\(dialect.strict);
        CREATE INDEX arrival_open ON arrival (at, token) WHERE state IN ('taken', 'waiting');
        """
    }
}
