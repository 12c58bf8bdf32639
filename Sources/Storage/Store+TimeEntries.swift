internal import Paperwork
internal import SQLAccess

extension Store {
    /// Writes the time entries of settled documents that have none yet, and adds them to the sums of their day.
    ///
    /// - Parameters:
    ///   - condition: which documents, in SQL over `document` and `batch`, all of one batch and, where there are several,
    ///     done; its values are `?2`, `?3`, …
    ///   - day: the local date on which they count, as ISO.
    func count(_ condition: String, _ values: [SQLValue], on day: String, _ connection: SQLConnection) throws(Trouble) {
        let values = [.text(day)] + values
        let entries = """
            SELECT document.id AS document, ?1 AS day, batch.department AS department, batch.workflow AS workflow,
                batch.baseline AS baseline, document.state AS outcome,
                CASE WHEN document.state = 'done' AND reprocessing.trial IS NULL THEN coalesce(baseline.mean_ms, 0)
                    ELSE 0 END AS baseline_ms,
                document.human_ms AS human_ms, document.overhead_ms AS overhead_ms, document.machine_ms AS machine_ms,
                CASE WHEN document.state = 'done' AND document.was_reviewed = 0 AND reprocessing.trial IS NULL THEN 1
                    ELSE 0 END AS straight_through,
                CASE WHEN reprocessing.trial IS NULL THEN 0 ELSE 1 END AS is_repeat
            FROM document JOIN batch ON batch.id = document.batch LEFT JOIN baseline ON baseline.id = batch.baseline
                LEFT JOIN reprocessing ON reprocessing.trial = batch.id
            WHERE NOT EXISTS (SELECT 1 FROM time_entry WHERE time_entry.document = document.id) AND \(condition)
            """
        let sums = try connection.rows(
            """
            SELECT day, department, workflow, coalesce(baseline, 0) AS baseline,
                sum(CASE WHEN outcome = 'done' THEN 1 - is_repeat ELSE 0 END) AS documents,
                sum(CASE WHEN outcome = 'done' THEN 0 ELSE 1 - is_repeat END) AS unfinished,
                sum(straight_through) AS straight_through, sum(baseline_ms) AS baseline_ms, sum(human_ms) AS human_ms,
                sum(overhead_ms) AS overhead_ms, sum(machine_ms) AS machine_ms
            FROM (\(entries)) AS entries GROUP BY day, department, workflow, baseline
            """, values)
        guard !sums.isEmpty else { return }
        try connection.execute(
            """
            INSERT INTO time_entry (document, day, department, workflow, baseline, outcome, baseline_ms, human_ms,
                overhead_ms, machine_ms, straight_through, is_repeat)
            \(entries)
            """, values)
        // Last, because it is the one row that all documents of a workflow share.
        for sum in sums { try add(sum, connection) }
    }

    private func add(_ sum: SQLRow, _ connection: SQLConnection) throws(Trouble) {
        var values: [SQLValue] = []
        for column in ["day", "department", "workflow"] { values.append(.text(try sum.text(column))) }
        let numbers = [
            "baseline", "documents", "unfinished", "straight_through", "baseline_ms", "human_ms", "overhead_ms",
            "machine_ms",
        ]
        for column in numbers { values.append(.integer(try sum.integer(column))) }
        try connection.execute(
            """
            INSERT INTO time_day (day, department, workflow, baseline, documents, unfinished, straight_through,
                baseline_ms, human_ms, overhead_ms, machine_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (day, department, workflow, baseline) DO UPDATE SET
                documents = time_day.documents + excluded.documents,
                unfinished = time_day.unfinished + excluded.unfinished,
                straight_through = time_day.straight_through + excluded.straight_through,
                baseline_ms = time_day.baseline_ms + excluded.baseline_ms,
                human_ms = time_day.human_ms + excluded.human_ms,
                overhead_ms = time_day.overhead_ms + excluded.overhead_ms,
                machine_ms = time_day.machine_ms + excluded.machine_ms
            """, values)
    }
}
