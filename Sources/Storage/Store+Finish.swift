package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Commits what ran once per batch: its exports, which replace earlier ones of the same step and path.
    ///
    /// The batch is finished when all its documents are settled. Where some wait for a person, it stays open, and is
    /// finished again when the last of them is settled.
    ///
    /// - Throws: `LostClaim`; `Trouble` where the page law does not hold.
    package func commitFinish(batch: String, exports: [ExportRecord], worker: String, now: Date) throws {
        try database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE batch SET claimed_by = NULL, lease_until = NULL, attempts = 0,
                    state = CASE WHEN unsettled = 0 THEN 'finished' ELSE 'split' END,
                    finished = CASE WHEN unsettled = 0 THEN ? END
                WHERE id = ? AND state = 'split' AND claimed_by = ?
                """, [.time(now), .text(batch), .text(worker)])
            guard changed == 1 else { throw LostClaim(id: batch, worker: worker) }
            try assertPageLaw(batch: batch, connection)
            for export in exports {
                try write(export, batch: batch, now: now, connection)
                try record(
                    .exported, batch: batch, actor: worker, detail: export.auditDetail, at: now, connection)
            }
            let isFinished =
                try connection.row(
                    "SELECT 1 FROM batch WHERE id = ? AND state = 'finished'", [.text(batch)]) != nil
            if isFinished { try record(.finished, batch: batch, actor: worker, at: now, connection) }
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
    }
}

extension ExportRecord {
    fileprivate var auditDetail: [String: String] {
        ["file": path, "step": String(step), "rows": String(rows), "sha256": sha256]
    }
}
