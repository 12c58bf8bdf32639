internal import Paperwork
internal import SQLAccess

extension Store {
    /// Looks for records that do not agree with each other: the page law of every batch, one time entry for each
    /// document that is settled and, where it is done and its batch has exports, exported, and none for others, a day's
    /// and a month's totals to the millisecond, the number of unsettled documents, the ledger against the audit trail, closed months.
    ///
    /// - Parameter report: is given each fault; it does not use the store.
    package func verifyConsistency(report: (ConsistencyFault) throws -> Void) throws {
        try database.read { connection in
            // Looking at millions of entries takes longer than a server grants to a statement.
            if connection.dialect.engine == .postgresql { try connection.execute("SET LOCAL statement_timeout = '6h'") }
            for (kind, sql) in Self.consistencyFaults {
                try connection.forEachRow(sql) {
                    try report(ConsistencyFault(kind: kind, subject: try $0.text("subject")))
                }
            }
            try checkLedger(connection, report: report)
        }
    }

    private static let consistencyFaults: [(ConsistencyFault.Kind, String)] = [
        (
            .pageLaw,
            """
            SELECT batch.id AS subject FROM batch LEFT JOIN page ON page.batch = batch.id
            GROUP BY batch.id, batch.next_page
            HAVING count(page.number) <> batch.next_page - 1 OR coalesce(max(page.number), 0) <> batch.next_page - 1
            """
        ),
        (
            .documentPages,
            """
            SELECT document.id AS subject FROM document LEFT JOIN page ON page.document = document.id
            GROUP BY document.id, document.page_count, document.batch
            HAVING count(page.number) <> document.page_count
                OR count(CASE WHEN page.batch <> document.batch THEN 1 END) > 0
            """
        ),
        (
            .unsettled,
            """
            SELECT batch.id AS subject FROM batch LEFT JOIN document
                ON document.batch = batch.id AND document.state NOT IN ('done', 'rejected', 'failed')
            GROUP BY batch.id, batch.unsettled HAVING count(document.id) <> batch.unsettled
            """
        ),
        (
            .timeEntry,
            """
            SELECT document.id AS subject FROM document JOIN batch ON batch.id = document.batch
                LEFT JOIN time_entry ON time_entry.document = document.id
                LEFT JOIN baseline ON baseline.id = batch.baseline
            WHERE (document.state IN ('rejected', 'failed') OR (document.state = 'done' AND (batch.export_rule = 'none'
                    OR coalesce(document.export_part, batch.parts + 1) <= batch.parts)))
                    <> (time_entry.document IS NOT NULL)
                OR time_entry.outcome <> document.state OR time_entry.human_ms <> document.human_ms
                OR time_entry.overhead_ms <> document.overhead_ms OR time_entry.machine_ms <> document.machine_ms
                OR time_entry.baseline_ms <> CASE WHEN document.state = 'done' AND time_entry.is_repeat = 0
                    THEN coalesce(baseline.mean_ms, 0) ELSE 0 END
                OR time_entry.workflow <> batch.workflow OR time_entry.department <> batch.department
                OR time_entry.straight_through <> CASE WHEN document.state = 'done' AND document.was_reviewed = 0
                    AND time_entry.is_repeat = 0 THEN 1 ELSE 0 END
                OR (time_entry.is_repeat = 1) <> EXISTS (SELECT 1 FROM reprocessing WHERE trial = document.batch)
            """
        ),
        (
            .timeDay,
            """
            SELECT DISTINCT day AS subject FROM (
                SELECT day FROM (
                    SELECT day, department, workflow, baseline, documents, unfinished, straight_through, baseline_ms,
                        human_ms, overhead_ms, machine_ms
                    FROM time_day
                    UNION ALL
                    SELECT day, department, workflow, coalesce(baseline, 0), -documents, -unfinished, -straight_through,
                        -baseline_ms, -human_ms, -overhead_ms, -machine_ms
                    FROM ledger_entry
                ) AS sums
                GROUP BY day, department, workflow, baseline
                HAVING sum(documents) <> 0 OR sum(unfinished) <> 0 OR sum(straight_through) <> 0
                    OR sum(baseline_ms) <> 0 OR sum(human_ms) <> 0 OR sum(overhead_ms) <> 0 OR sum(machine_ms) <> 0
            ) AS days ORDER BY subject
            """
        ),
        (
            .timeMonth,
            """
            SELECT DISTINCT month AS subject FROM (
                SELECT month FROM (
                    SELECT month, department, workflow, baseline, documents, unfinished, straight_through, baseline_ms,
                        human_ms, overhead_ms, machine_ms
                    FROM time_month
                    UNION ALL
                    SELECT substr(day, 1, 7), department, workflow, baseline, -documents, -unfinished, -straight_through,
                        -baseline_ms, -human_ms, -overhead_ms, -machine_ms
                    FROM time_day
                ) AS sums
                GROUP BY month, department, workflow, baseline
                HAVING sum(documents) <> 0 OR sum(unfinished) <> 0 OR sum(straight_through) <> 0
                    OR sum(baseline_ms) <> 0 OR sum(human_ms) <> 0 OR sum(overhead_ms) <> 0 OR sum(machine_ms) <> 0
            ) AS months ORDER BY subject
            """
        ),
    ]
}
