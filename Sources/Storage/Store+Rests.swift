package import Foundation
package import Paperwork
internal import SQLAccess

/// A batch whose pages are not sorted and whose exports are not written for a while: something outside its documents is
/// wrong, such as a full disk. Other batches of its workflow go on.
package struct BatchRest: Sendable, Hashable {
    /// The batch's id.
    package var batch: String
    /// When it is tried again.
    package var until: Date
    package var reason: Wording

    package init(batch: String, until: Date, reason: Wording) {
        self.batch = batch
        self.until = until
        self.reason = reason
    }
}

extension Store {
    /// Lets a batch rest. False where it rested before and nothing has succeeded since: whoever looks was told already.
    @discardableResult
    package func rest(_ rest: BatchRest) throws -> Bool {
        try database.write { connection in
            let known = try connection.row("SELECT 1 FROM batch_rest WHERE batch = ?", [.text(rest.batch)]) != nil
            try connection.execute(
                """
                INSERT INTO batch_rest (batch, until, reason_ja, reason_en) VALUES (?, ?, ?, ?)
                ON CONFLICT (batch) DO UPDATE
                    SET until = excluded.until, reason_ja = excluded.reason_ja, reason_en = excluded.reason_en
                """,
                [.text(rest.batch), .time(rest.until), .text(rest.reason.ja), .text(rest.reason.en)])
            return !known
        }
    }

    /// Ends a batch's rest; false where it did not rest.
    @discardableResult
    package func endRest(ofBatch id: String) throws -> Bool {
        let rests = try database.read {
            try $0.row("SELECT 1 FROM batch_rest WHERE batch = ?", [.text(id)]) != nil
        }
        guard rests else { return false }
        return try database.write { try endRest(ofBatch: id, $0) }
    }

    /// The batches that rest or were about to be tried again, by id.
    package func batchRests() throws -> [BatchRest] {
        try database.read { connection in
            try connection.rows("SELECT * FROM batch_rest ORDER BY batch").map { row in
                BatchRest(
                    batch: try row.text("batch"), until: try row.time("until"),
                    reason: Wording(ja: try row.text("reason_ja"), en: try row.text("reason_en")))
            }
        }
    }

    func endRest(ofBatch id: String, _ connection: SQLConnection) throws(Trouble) -> Bool {
        try connection.execute("DELETE FROM batch_rest WHERE batch = ?", [.text(id)]) > 0
    }
}
