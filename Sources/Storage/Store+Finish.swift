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
            for export in exports { try write(export, batch: batch, now: now, connection) }
            let isFinished =
                try connection.row(
                    "SELECT 1 FROM batch WHERE id = ? AND state = 'finished'", [.text(batch)]) != nil
            try record(isFinished ? .finished : .exported, batch: batch, worker: worker, at: now, connection)
        }
    }

    /// Puts a `failed` batch back into the queue, with all its attempts; once its cause is mended. False where the
    /// batch is not failed.
    package func retry(batch: String) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE batch SET state = 'split', attempts = 0, failure_ja = NULL, failure_en = NULL
                WHERE id = ? AND state = 'failed'
                """, [.text(batch)])
            try connection.announce()
            return changed == 1
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
