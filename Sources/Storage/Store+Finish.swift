package import Foundation
internal import Paperwork
internal import SQLAccess

/// What runs once per batch, or once for each part of it: its exports, with which the time of its documents counts.
extension Store {
    /// Gives `worker` the finish of a batch, where it is due. Nil where it is not, or another worker is at it.
    package func claimFinish(batch: String, worker: String, leaseSeconds: Double, now: Date) throws -> FinishTask? {
        try takeBack(try database.read { try lapsedClaims(now: now, $0) }, now: now)
        return try database.write { connection in
            let due = try connection.row(
                "SELECT id FROM batch WHERE id = ? AND \(Self.isFinishDue) \(connection.dialect.locking)",
                [.text(batch)])
            guard due != nil else { return nil }
            let holding = Holding(worker: worker, until: now.addingTimeInterval(leaseSeconds))
            let row = try connection.row(
                "\(Self.takeBatch) WHERE id = ?3 RETURNING *", holding.values + [.text(batch)]
            ).found(batch)
            return try finishTask(row, connection)
        }
    }

    /// Whether the batch's finish can be claimed: all its documents are settled, or, where it is exported in parts, some
    /// are done that no file holds and the others wait for a person. False where it is finished, or a trial that nobody
    /// accepted.
    package func isFinishDue(batch: String) throws -> Bool {
        try database.read { connection in
            try connection.row("SELECT 1 AS found FROM batch WHERE id = ? AND \(Self.isFinishDue)", [.text(batch)])
                != nil
        }
    }

    /// Commits what a finish did: its exports, and the time entries of the documents that they hold.
    ///
    /// The batch is finished when all its documents are settled, and those that are done are in an export. Else it stays
    /// open for the next.
    ///
    /// - Throws: `LostClaim`; `Trouble` where the page law does not hold.
    package func commitFinish(batch: String, exports: [ExportRecord], worker: String, now: Date) throws {
        try database.write { connection in
            let row = try connection.row(
                """
                UPDATE batch SET claimed_by = NULL, lease_until = NULL, attempts = 0, parts = parts + 1
                WHERE id = ? AND state = 'split' AND claimed_by = ? RETURNING unsettled, parts
                """, [.text(batch), .text(worker)])
            guard let row else { throw LostClaim(id: batch, worker: worker) }
            try assertPageLaw(batch: batch, connection)
            for export in exports {
                try write(export, batch: batch, now: now, connection)
                try record(
                    .exported, batch: batch, actor: worker, detail: export.auditDetail, at: now, connection)
            }
            let parts = SQLValue.integer(try row.integer("parts"))
            let left = try connection.row(
                "SELECT 1 AS found FROM document WHERE batch = ?1 AND state = 'done' AND coalesce(export_part, ?2 + 1) > ?2",
                [.text(batch), parts])
            if left == nil, try row.integer("unsettled") == 0 {
                try connection.execute(
                    "UPDATE batch SET state = 'finished', finished = ? WHERE id = ?", [.time(now), .text(batch)])
                try record(.finished, batch: batch, actor: worker, at: now, connection)
            } else {
                try connection.announce()
            }
            try count(
                "document.batch = ?1 AND document.state = 'done' AND document.export_part <= ?2",
                [.text(batch), parts], at: now, connection)
        }
    }

    private func write(
        _ export: ExportRecord, batch: String, now: Date, _ connection: SQLConnection
    ) throws(Trouble) {
        try connection.execute(
            """
            INSERT INTO export_file (batch, step, path, row_count, sha256, written) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (batch, step, path) DO UPDATE
                SET row_count = excluded.row_count, sha256 = excluded.sha256, written = excluded.written
            """,
            [
                .text(batch), .integer(export.step), .text(export.path), .integer(export.rows), .text(export.sha256),
                .time(now),
            ])
        try connection.execute(
            "UPDATE export_name SET standing = coming WHERE path = ? AND batch = ?", [.text(export.path), .text(batch)])
    }
}

extension Store {
    /// Of a batch: documents are done that no export holds, and all others wait for a person.
    static let isPartDue = """
        export_rule = 'parts' AND unsettled > 0
            AND NOT EXISTS (SELECT 1 FROM document
                WHERE document.batch = batch.id AND document.state IN ('queued', 'working'))
            AND EXISTS (SELECT 1 FROM document WHERE document.batch = batch.id AND document.state = 'done'
                AND coalesce(document.export_part, batch.parts + 1) > batch.parts)
        """

    private static let isFinishDue = """
        state = 'split' AND claimed_by IS NULL AND id NOT IN \(heldTrials) AND (unsettled = 0 OR (\(isPartDue)))
        """

    /// The finish of a batch that was just claimed. Which documents its export holds is written down here: a part that an
    /// earlier attempt had begun keeps its documents, because its file may be in use although nobody noted it.
    func finishTask(_ row: SQLRow, _ connection: SQLConnection) throws -> FinishTask {
        let batch = try Batch(row)
        let rule = try ExportRule(stored: try row.text("export_rule"))
        let part = try row.integer("parts") + 1
        try connection.execute(
            """
            UPDATE document SET export_part = ?1 WHERE batch = ?2 AND state = 'done' AND export_part IS NULL
                AND (?3 = 0 OR NOT EXISTS
                    (SELECT 1 FROM document AS begun WHERE begun.batch = ?2 AND begun.export_part = ?1))
            """, [.integer(part), .text(batch.id), .flag(rule == .parts)])
        return FinishTask(
            batch: batch, workflowVersion: try row.text("workflow_version"), received: try row.time("received"),
            exportRule: rule, part: part, attempt: try row.integer("attempts"))
    }
}

extension ExportRecord {
    fileprivate var auditDetail: [String: String] {
        ["file": path, "step": String(step), "rows": String(rows), "sha256": sha256]
    }
}
