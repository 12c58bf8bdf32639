internal import SQLAccess

extension Schema {
    /// What lets reports cost the same however many entries there are: sums by month beside those by day, and an index for
    /// each question that is asked of the entries themselves.
    @Sendable static func rollups(in dialect: SQLDialect) -> String {
        let sums = [
            "documents", "unfinished", "straight_through", "baseline_ms", "human_ms", "overhead_ms", "machine_ms",
        ]
        return """
            CREATE TABLE time_month (
                month \(dialect.text) NOT NULL CHECK (month LIKE '____-__'),
                department \(dialect.text) NOT NULL,
                workflow \(dialect.text) NOT NULL,
                baseline \(dialect.integer) NOT NULL,
                \(sums.map { "\($0) \(dialect.integer) NOT NULL" }.joined(separator: ",\n    ")),
                PRIMARY KEY (month, department, workflow, baseline)
            )\(dialect.strict);
            INSERT INTO time_month (month, department, workflow, baseline, \(sums.joined(separator: ", ")))
            SELECT substr(day, 1, 7), department, workflow, baseline,
                \(sums.map { "CAST(sum(\($0)) AS \(dialect.integer))" }.joined(separator: ", "))
            FROM time_day GROUP BY substr(day, 1, 7), department, workflow, baseline;

            DROP INDEX ledger_entry_day;
            CREATE INDEX ledger_entry_day ON ledger_entry (workflow, day, id);
            DROP INDEX ledger_entry_month;
            CREATE INDEX ledger_entry_month ON ledger_entry (day, id);
            CREATE INDEX ledger_entry_gone ON ledger_entry (document) WHERE reverses IS NOT NULL;
            CREATE INDEX ledger_entry_share ON ledger_entry (workflow, kind, turn) WHERE document IS NULL AND turn > 0;
            CREATE INDEX ledger_entry_beginning ON ledger_entry (id) WHERE counted_in = 0;
            CREATE INDEX review_entry_changed ON review_entry (at) WHERE action = 'change' AND is_undone = 0;
            CREATE INDEX review_plant_answered ON review_plant (at, is_caught) WHERE is_caught IS NOT NULL;
            """
    }
}
