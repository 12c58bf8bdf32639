package import Foundation
internal import Paperwork
internal import SQLAccess

/// Removing what has had its time. Batches, time entries and the records of exports stay.
extension Store {
    /// The finished batches whose pages have had their time, the oldest first.
    package func batchesToPurge(finishedBefore limit: Date) throws -> [BatchRecord] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT * FROM batch WHERE state = 'finished' AND finished < ?
                    AND NOT EXISTS (SELECT 1 FROM purged_pages WHERE purged_pages.batch = batch.id)
                ORDER BY finished, id
                """, [.time(limit)]
            ).map { try BatchRecord($0) }
        }
    }

    /// Notes that a finished batch's pages are not kept any more; their files may be removed from then on. False where
    /// it was noted before.
    package func purgePages(ofBatch id: String, actor: String?, now: Date) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute(
                """
                INSERT INTO purged_pages (batch, at) SELECT id, ? FROM batch WHERE id = ? AND state = 'finished'
                ON CONFLICT (batch) DO NOTHING
                """, [.time(now), .text(id)])
            guard changed == 1 else { return false }
            try purgeReview(ofBatch: id, connection)
            try record(.pagesPurged, batch: id, actor: actor, at: now, connection)
            return true
        }
    }

    /// Whether a batch's pages were not purged.
    package func keepsPages(ofBatch id: String) throws -> Bool {
        try database.read { try $0.row("SELECT 1 FROM purged_pages WHERE batch = ?", [.text(id)]) == nil }
    }

    /// Batches whose pages are not kept any more, and may still have files after a crash.
    package func purgedBatches() throws -> [String] {
        try database.read { connection in
            try connection.rows("SELECT batch FROM purged_pages ORDER BY batch").map { try $0.text("batch") }
        }
    }

    /// The finished batches and dropped trials in whose chain nothing has happened since `limit`.
    package func auditToPurge(before limit: Date) throws -> [String] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT id FROM batch WHERE state = 'finished' AND finished < ?1
                    AND NOT EXISTS (SELECT 1 FROM audit_entry WHERE chain = batch.id AND at >= ?1)
                UNION
                SELECT trial AS id FROM reprocessing WHERE state = 'dropped' AND decided < ?1
                    AND NOT EXISTS (SELECT 1 FROM audit_entry WHERE chain = trial AND at >= ?1)
                ORDER BY id
                """, [.time(limit)]
            ).map { try $0.text("id") }
        }
    }

    /// Removes the entries of a batch's chain, and the contents of its documents. The chain goes on with an entry that
    /// says so, and names the hash of the last entry removed.
    package func purgeAudit(ofBatch id: String, actor: String?, now: Date) throws {
        try database.write { connection in
            let through = try connection.row(
                "SELECT entries AS number FROM audit_chain WHERE chain = ?", [.text(id)]
            ).found(id).integer("number")
            try purge(chain: id, batch: id, through: through, actor: actor, now: now, connection)
            try connection.execute(
                "DELETE FROM document_content WHERE document IN (SELECT id FROM document WHERE batch = ?)", [.text(id)])
        }
    }

    /// Removes the entries of the place's chain from before `limit`. False where there are none.
    package func purgePlaceAudit(before limit: Date, actor: String?, now: Date) throws -> Bool {
        try database.write { connection in
            let old = try placeEntries(before: limit, connection)
            guard let through = old else { return false }
            try purge(chain: Self.placeChain, batch: nil, through: through, actor: actor, now: now, connection)
            return true
        }
    }

    /// How many of the place's entries are from before `limit`.
    package func placeAuditToPurge(before limit: Date) throws -> Int {
        try database.read { connection in
            guard let through = try placeEntries(before: limit, connection) else { return 0 }
            return try connection.row(
                "SELECT count(*) AS entries FROM audit_entry WHERE chain = ? AND number <= ?",
                [.text(Self.placeChain), .integer(through)])?.integer("entries") ?? 0
        }
    }

    /// The number of the last entry before the first that has to be kept.
    private func placeEntries(before limit: Date, _ connection: SQLConnection) throws(Trouble) -> Int? {
        try connection.row(
            """
            SELECT max(number) AS number FROM audit_entry WHERE chain = ?1 AND number <
                coalesce((SELECT min(number) FROM audit_entry WHERE chain = ?1 AND at >= ?2),
                    (SELECT entries + 1 FROM audit_chain WHERE chain = ?1))
            """, [.text(Self.placeChain), .time(limit)])?.optionalInteger("number")
    }

    private func purge(
        chain: String, batch: String?, through number: Int, actor: String?, now: Date, _ connection: SQLConnection
    ) throws {
        let last = try connection.row(
            "SELECT hash FROM audit_entry WHERE chain = ? AND number = ?", [.text(chain), .integer(number)]
        ).found("\(chain) \(number)").text("hash")
        try append(
            .auditPurged, to: chain, batch: batch, actor: actor, detail: ["through": String(number), "hash": last],
            at: now, connection)
        try connection.execute(
            "DELETE FROM audit_entry WHERE chain = ? AND number <= ?", [.text(chain), .integer(number)])
        try connection.execute(
            "UPDATE audit_chain SET purged = ?, purged_hash = ? WHERE chain = ?",
            [.integer(number), .text(last), .text(chain)])
    }
}
