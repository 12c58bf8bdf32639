package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Puts a failed document back into the queue with all its attempts, once the cause is mended. Its time entry is
    /// taken back, since it is not settled any more, and its batch waits for it again. False where it is not failed,
    /// or another batch stands in its batch's place.
    package func retry(document id: String, now: Date) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE document SET state = 'queued', attempts = 0, settled = NULL
                WHERE id = ? AND state = 'failed'
                    AND batch NOT IN (SELECT original FROM reprocessing WHERE state = 'accepted')
                """, [.text(id)])
            guard changed == 1 else { return false }
            var document = try content(ofDocument: id, connection)
            try unsettle(document: id, batch: document.batch, now: now, connection)
            document.state = .queued
            document.problems.removeAll { $0.rule == Self.attemptsRule }
            try write(content: document, connection)
            try reopenArrival(ofBatch: document.batch, connection)
            try record(.retried, batch: document.batch, document: id, at: now, connection)
            try connection.announce()
            return true
        }
    }

    /// Puts a `failed` batch back into the queue, with all its attempts, once the cause is mended; pages that were set
    /// aside because it failed are looked at again. False where the batch is not failed, or another stands in its place.
    package func retry(batch: String, now: Date) throws -> Bool {
        try database.write { connection in
            let row = try connection.row(
                """
                SELECT failure_ja FROM batch WHERE id = ? AND state = 'failed'
                    AND id NOT IN (SELECT original FROM reprocessing WHERE state = 'accepted')
                \(connection.dialect.locking)
                """, [.text(batch)])
            guard let reason = try row?.text("failure_ja") else { return false }
            if let page = try takeBackPages(ofBatch: batch, setAsideBecause: reason, connection) {
                try connection.execute(
                    """
                    UPDATE batch SET state = 'splitting', next_page = ?, chunk = ?, attempts = 0,
                        failure_ja = NULL, failure_en = NULL
                    WHERE id = ?
                    """, [.integer(page), .integer(Self.firstChunk), .text(batch)])
            } else {
                try connection.execute(
                    """
                    UPDATE batch SET state = 'split', attempts = 0, failure_ja = NULL, failure_en = NULL
                    WHERE id = ?
                    """, [.text(batch)])
            }
            try reopenArrival(ofBatch: batch, connection)
            try record(.retried, batch: batch, at: now, connection)
            try connection.announce()
            return true
        }
    }

    /// The failed documents of a batch, in its order.
    package func failedDocuments(inBatch id: String) throws -> [String] {
        try database.read { connection in
            try connection.rows(
                "SELECT id FROM document WHERE batch = ? AND state = 'failed' ORDER BY number", [.text(id)]
            ).map { try $0.text("id") }
        }
    }

    /// Removes what `fail` noted of the pages behind the last one that was looked at, and gives the first of them; nil
    /// where there are none.
    private func takeBackPages(
        ofBatch id: String, setAsideBecause reason: String, _ connection: SQLConnection
    ) throws(Trouble) -> Int? {
        let first = try connection.row(
            """
            SELECT min(number) AS number FROM page WHERE batch = ?1 AND number > (
                SELECT coalesce(max(number), 0) FROM page
                WHERE batch = ?1 AND (outcome <> 'set_aside' OR reason_ja <> ?2))
            """, [.text(id), .text(reason)])?.optionalInteger("number")
        guard let first else { return nil }
        try connection.execute("DELETE FROM page WHERE batch = ? AND number >= ?", [.text(id), .integer(first)])
        return first
    }

    /// The original of a batch that goes on moves on with it, and its text is written anew.
    func reopenArrival(ofBatch id: String, _ connection: SQLConnection) throws(Trouble) {
        try connection.execute(
            "UPDATE arrival SET state = 'waiting' WHERE batch = ? AND state = 'set_aside'", [.text(id)])
    }

    /// Takes back what `settle` did.
    private func unsettle(document id: String, batch: String, now: Date, _ connection: SQLConnection) throws {
        try takeBack("document = ?1", [.text(id)], batch: batch, reason: "retry", at: now, connection)
        try connection.execute(
            """
            UPDATE batch SET unsettled = unsettled + 1, finished = NULL,
                state = CASE WHEN state = 'finished' THEN 'split' ELSE state END
            WHERE id = (SELECT batch FROM document WHERE id = ?)
            """, [.text(id)])
    }
}
