internal import SQLAccess

extension Schema {
    /// What came in through the inboxes, and where its original lies: `place` is relative to the data folder, and is
    /// written before the original is moved there.
    @Sendable static func arrival(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE arrival (
            token TEXT PRIMARY KEY NOT NULL,
            workflow TEXT NOT NULL,
            inbox TEXT NOT NULL,
            file TEXT NOT NULL,
            batch TEXT UNIQUE REFERENCES batch (id),
            state TEXT NOT NULL CHECK (state IN ('taken', 'done', 'waiting', 'set_aside')),
            place TEXT NOT NULL,
            reason_ja TEXT,
            reason_en TEXT,
            at \(dialect.integer) NOT NULL,
            CHECK (batch IS NOT NULL OR state = 'set_aside'),
            CHECK (batch IS NOT NULL OR reason_ja IS NOT NULL),
            CHECK ((reason_ja IS NULL) = (reason_en IS NULL))
        )\(dialect.strict);
        CREATE INDEX arrival_open ON arrival (at, token) WHERE state IN ('taken', 'waiting');
        """
    }
}
