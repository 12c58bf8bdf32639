internal import SQLAccess

extension Schema {
    /// Batches that are processed again under another version of their workflow.
    ///
    /// A trial's row outlives its batch: it says why a chain of the audit trail has none. What is processed again adds
    /// the time that was spent on it to the ledger, and neither a document nor time saved: those were counted before.
    @Sendable static func reprocessing(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE reprocessing (
            trial \(dialect.text) PRIMARY KEY NOT NULL,
            original \(dialect.text) NOT NULL REFERENCES batch (id),
            state \(dialect.text) NOT NULL CHECK (state IN ('trial', 'accepted', 'dropped')),
            begun \(dialect.integer) NOT NULL,
            decided \(dialect.integer),
            CHECK (trial <> original),
            CHECK ((state = 'trial') = (decided IS NULL))
        )\(dialect.strict);
        CREATE UNIQUE INDEX reprocessing_original ON reprocessing (original) WHERE state <> 'dropped';
        CREATE INDEX reprocessing_trial ON reprocessing (trial) WHERE state = 'trial';

        ALTER TABLE time_entry ADD COLUMN is_repeat \(dialect.integer) NOT NULL DEFAULT 0
            CHECK (is_repeat = 0 OR (is_repeat = 1 AND baseline_ms = 0 AND straight_through = 0));
        """
    }
}
