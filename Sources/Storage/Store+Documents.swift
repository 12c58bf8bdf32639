package import Foundation
package import Paperwork
internal import SQLAccess

extension Store {
    /// Commits a document's progress: its content, its state and the step that comes next.
    ///
    /// The new state is `document.state`. `working` keeps the claim; `queued` frees the document for its next step;
    /// `review` and `inDoubt` leave it to a person; `done`, `rejected` and `failed` settle it, and write its time entry
    /// in the same transaction. A step that goes forward starts with no failed attempts.
    ///
    /// - Throws: `LostClaim`.
    package func commitDocument(
        _ document: Document, nextStep: Int, spent: TimeSpent = TimeSpent(), worker: String, now: Date
    ) throws {
        try database.write { connection in
            let keeps = document.state == .working
            let changed = try connection.execute(
                """
                UPDATE document SET state = ?1,
                    claimed_by = CASE WHEN ?2 = 1 THEN claimed_by END,
                    lease_until = CASE WHEN ?2 = 1 THEN lease_until END,
                    attempts = CASE WHEN next_step = ?3 AND ?1 = 'queued' THEN attempts ELSE ?2 END, next_step = ?3,
                    was_reviewed = CASE WHEN ?1 = 'review' OR ?5 > 0 THEN 1 ELSE was_reviewed END,
                    machine_ms = machine_ms + ?4, human_ms = human_ms + ?5, overhead_ms = overhead_ms + ?6,
                    settled = CASE WHEN ?1 IN ('done', 'rejected', 'failed') THEN ?7 END
                WHERE id = ?8 AND state = 'working' AND claimed_by = ?9
                """,
                [
                    .text(document.state.rawValue), .flag(keeps), .integer(nextStep),
                    .integer(Milliseconds.from(spent.machine)), .integer(Milliseconds.from(spent.human)),
                    .integer(Milliseconds.from(spent.overhead)), .time(now), .text(document.id), .text(worker),
                ])
            guard changed == 1 else { throw LostClaim(id: document.id, worker: worker) }
            try write(content: document, connection)
            if document.state.isFinal { try settle(document: document.id, now: now, connection) }
            if document.state == .queued { try connection.announce() }
            guard let kind = StoreEvent.Kind(document.state) else { return }
            try record(kind, batch: document.batch, document: document.id, actor: worker, at: now, connection)
        }
    }

    /// What follows when a document reaches its last state: one time entry, and one document fewer to wait for. The document
    /// is locked before its batch, here as everywhere.
    func settle(document id: String, now: Date, _ connection: SQLConnection) throws(Trouble) {
        try connection.execute(
            """
            INSERT INTO time_entry (document, day, department, workflow, baseline, outcome, baseline_ms, human_ms,
                overhead_ms, machine_ms, straight_through, is_repeat)
            SELECT document.id, ?2, batch.department, batch.workflow, batch.baseline, document.state,
                CASE WHEN document.state = 'done' AND reprocessing.trial IS NULL THEN coalesce(baseline.mean_ms, 0)
                    ELSE 0 END,
                document.human_ms, document.overhead_ms, document.machine_ms,
                CASE WHEN document.state = 'done' AND document.was_reviewed = 0 AND reprocessing.trial IS NULL THEN 1
                    ELSE 0 END,
                CASE WHEN reprocessing.trial IS NULL THEN 0 ELSE 1 END
            FROM document JOIN batch ON batch.id = document.batch LEFT JOIN baseline ON baseline.id = batch.baseline
                LEFT JOIN reprocessing ON reprocessing.trial = batch.id
            WHERE document.id = ?1
            """, [.text(id), .text(day(of: now))])
        let batch = try connection.row(
            """
            UPDATE batch SET unsettled = unsettled - 1 WHERE id = (SELECT batch FROM document WHERE id = ?)
            RETURNING state, unsettled
            """, [.text(id)]
        ).found(id)
        if try batch.integer("unsettled") == 0, try batch.text("state") == BatchState.split.rawValue {
            try connection.announce()
        }
        // Last, because it is the one row that all documents of a workflow share.
        try connection.execute(
            """
            INSERT INTO time_day (day, department, workflow, baseline, documents, unfinished, straight_through,
                baseline_ms, human_ms, overhead_ms, machine_ms)
            SELECT day, department, workflow, coalesce(baseline, 0),
                CASE WHEN outcome = 'done' THEN 1 - is_repeat ELSE 0 END,
                CASE WHEN outcome = 'done' THEN 0 ELSE 1 - is_repeat END, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms
            FROM time_entry WHERE document = ?
            ON CONFLICT (day, department, workflow, baseline) DO UPDATE SET
                documents = time_day.documents + excluded.documents,
                unfinished = time_day.unfinished + excluded.unfinished,
                straight_through = time_day.straight_through + excluded.straight_through,
                baseline_ms = time_day.baseline_ms + excluded.baseline_ms,
                human_ms = time_day.human_ms + excluded.human_ms,
                overhead_ms = time_day.overhead_ms + excluded.overhead_ms,
                machine_ms = time_day.machine_ms + excluded.machine_ms
            """, [.text(id)])
    }
}
