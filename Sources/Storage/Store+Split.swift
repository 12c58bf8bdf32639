package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Commits what became of a part of a batch, and puts the rest of it back into the queue. New documents are queued.
    ///
    /// - Throws: `LostClaim`; `Trouble` where the page law would not hold, or a document is given again that is complete.
    package func commitSplit(_ result: SplitResult, worker: String, now: Date) throws {
        try database.write { connection in
            let row = try connection.row(
                "SELECT * FROM batch WHERE id = ? AND state = 'splitting' AND claimed_by = ? \(connection.dialect.locking)",
                [.text(result.batch), .text(worker)])
            guard let row else { throw LostClaim(id: result.batch, worker: worker) }
            let pageCount = try row.integer("page_count")
            let isLast = result.nextPage > pageCount
            guard result.nextPage > (try row.integer("next_page")) || pageCount == 0 else {
                throw Trouble.brokenPageLaw("no page was looked at")
            }
            for document in result.documents { try put(document, isOpen: false, in: row, connection) }
            if let open = result.openDocument { try put(open, isOpen: !isLast, in: row, connection) }
            for page in result.pages {
                try insert(page, batch: result.batch, connection)
                if case .document(let id, _) = page.page.outcome, page.machineSeconds > 0 {
                    try connection.execute(
                        "UPDATE document SET machine_ms = machine_ms + ? WHERE id = ?",
                        [.integer(Milliseconds.from(page.machineSeconds)), .text(id)])
                }
                guard case .setAside(let reason) = page.page.outcome else { continue }
                try record(
                    .pageSetAside, batch: result.batch, actor: worker, reason: reason,
                    detail: ["page": String(page.page.number)], at: now, connection)
            }
            try advance(batch: result.batch, to: result.nextPage, at: now, worker: worker, connection)
            try connection.execute(
                """
                UPDATE batch SET chunk = CASE WHEN chunk * 2 < ?1 THEN chunk * 2 WHEN chunk > ?1 THEN chunk ELSE ?1 END
                WHERE id = ?2
                """,
                [.integer(Self.largestChunk), .text(result.batch)])
            try assertPageLaw(batch: result.batch, connection)
            try connection.announce()
        }
    }

    /// Moves a batch on to `nextPage`, free for the next claim; behind its last page it is split. The transaction has
    /// locked the batch before, so that documents that settle meanwhile are counted here or count themselves off after.
    func advance(batch: String, to nextPage: Int, at now: Date, worker: String, _ connection: SQLConnection) throws {
        let row = try connection.row(
            """
            UPDATE batch SET next_page = ?1, claimed_by = NULL, lease_until = NULL, attempts = 0,
                state = CASE WHEN ?1 > page_count THEN 'split' ELSE 'splitting' END,
                unsettled = (SELECT count(*) FROM document
                    WHERE batch = ?2 AND state NOT IN ('done', 'rejected', 'failed'))
            WHERE id = ?2 RETURNING state
            """, [.integer(nextPage), .text(batch)]
        ).found(batch)
        guard try row.text("state") == BatchState.split.rawValue else { return }
        try record(.split, batch: batch, actor: worker, at: now, connection)
    }

    private func put(
        _ document: Document, isOpen: Bool, in batch: SQLRow, _ connection: SQLConnection
    ) throws {
        let id = SQLValue.text(try batch.text("id"))
        let changed = try connection.execute(
            """
            INSERT INTO document (id, batch, number, review_workflow, review_department, form, page_count, is_open, priority, received,
                state, next_step, attempts, was_reviewed, machine_ms, human_ms, overhead_ms)
            VALUES (?, ?, (SELECT coalesce(max(number), 0) + 1 FROM document WHERE batch = ?), ?, ?, ?, ?, ?, ?, ?,
                'queued', 0, 0, 0, 0, 0, 0)
            ON CONFLICT (id) DO UPDATE
                SET form = excluded.form, page_count = excluded.page_count, is_open = excluded.is_open
                WHERE document.is_open = 1 AND document.batch = excluded.batch
            """,
            [
                .text(document.id), id, id, .text(try batch.text("workflow")), .text(try batch.text("department")),
                .text(document.form), .integer(document.pages.count), .flag(isOpen),
                .integer(try batch.integer("priority")), .integer(try batch.integer("received")),
            ])
        guard changed == 1 else { throw Trouble.brokenPageLaw("document \(document.id) is complete already") }
        var queued = document
        queued.state = .queued
        try write(content: queued, connection)
    }

    func insert(_ record: PageRecord, batch: String, _ connection: SQLConnection) throws(Trouble) {
        var outcome = "blank"
        var document: String?
        var formPage: Int?
        var reason: Wording?
        switch record.page.outcome {
        case .blank: break
        case .document(let id, let page):
            outcome = "document"
            document = id
            formPage = page
        case .setAside(let why):
            outcome = "set_aside"
            reason = why
        }
        try connection.execute(
            """
            INSERT INTO page (batch, number, outcome, document, form_page, reason_ja, reason_en, registration)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(batch), .integer(record.page.number), .text(outcome), .optional(document), .optional(formPage),
                .optional(reason?.ja), .optional(reason?.en), .optional(record.registration),
            ])
    }
}
