package import Foundation
package import Paperwork
internal import SQLAccess

extension Store {
    /// Commits a document's progress: its content, its state and the step that comes next.
    ///
    /// The new state is `document.state`. `working` keeps the claim; `queued` frees the document for its next step;
    /// `review` and `inDoubt` leave it to a person; `done`, `rejected` and `failed` settle it. Its time entry is written in
    /// the same transaction, or, where it is done and its batch has exports, with the export that holds it. A step that goes forward starts with no failed attempts.
    ///
    /// - Parameter lane: into another system, that it waits in for its next step; nil where that takes none.
    /// - Throws: `LostClaim`.
    package func commitDocument(
        _ document: Document, nextStep: Int, lane: String? = nil, spent: TimeSpent = TimeSpent(), worker: String,
        now: Date
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
                    settled = CASE WHEN ?1 IN ('done', 'rejected', 'failed') THEN ?7 END,
                    lane = ?10
                WHERE id = ?8 AND state = 'working' AND claimed_by = ?9
                """,
                [
                    .text(document.state.rawValue), .flag(keeps), .integer(nextStep),
                    .integer(Milliseconds.from(spent.machine)), .integer(Milliseconds.from(spent.human)),
                    .integer(Milliseconds.from(spent.overhead)), .time(now), .text(document.id), .text(worker),
                    .optional(lane),
                ])
            guard changed == 1 else { throw LostClaim(id: document.id, worker: worker) }
            try write(content: document, connection)
            if document.state.isFinal { try settle(document: document.id, now: now, connection) }
            if document.state == .queued { try connection.announce() }
            guard let kind = StoreEvent.Kind(document.state) else { return }
            try record(kind, batch: document.batch, document: document.id, actor: worker, at: now, connection)
        }
    }

    /// What follows when a document reaches its last state: one document fewer to wait for, and its time entry, unless
    /// that waits for an export. The document is locked before its batch, here as everywhere.
    func settle(document id: String, now: Date, _ connection: SQLConnection) throws {
        let batch = try connection.row(
            """
            UPDATE batch SET unsettled = unsettled - 1 WHERE id = (SELECT batch FROM document WHERE id = ?)
            RETURNING state, unsettled
            """, [.text(id)]
        ).found(id)
        if try batch.integer("unsettled") == 0, try batch.text("state") == BatchState.split.rawValue {
            try connection.announce()
        }
        try count(
            "document.id = ?1 AND (document.state <> 'done' OR batch.export_rule = 'none')", [.text(id)], at: now,
            connection)
    }
}
