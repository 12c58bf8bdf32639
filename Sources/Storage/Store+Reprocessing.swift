package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// The trials that are not decided yet: a condition for the ids of batches whose finish is held.
    static let heldTrials = "(SELECT trial FROM reprocessing WHERE state = 'trial')"

    /// Takes a batch in once more that is finished, or of which nothing but its export is open, as the batch `intake`,
    /// whose exports are held until the trial is accepted.
    package func beginReprocessing(of original: String, as intake: BatchIntake) throws -> ReprocessingStart {
        try database.write { connection in
            let row = try connection.row(
                "SELECT id FROM batch WHERE id = ? AND \(Self.isSettled) \(connection.dialect.locking)",
                [.text(original)])
            if let earlier = try reprocessing(where: "original", original, connection) { return .already(earlier) }
            guard row != nil else { return .notFinished }
            let trial = intake.batch.id
            try insert(intake, connection)
            try connection.execute(
                "INSERT INTO reprocessing (trial, original, state, begun) VALUES (?, ?, 'trial', ?)",
                [.text(trial), .text(original), .time(intake.received)])
            let version = ["workflow_version": intake.workflowVersion]
            try record(
                .reprocessingBegun, trial: trial, of: original, detail: version, at: intake.received, connection)
            return .begun
        }
    }

    /// The reprocessing that a batch is the trial or the original of; nil where there is none, or it was dropped. A trial
    /// that was accepted and is processed again itself is looked up as the original.
    package func reprocessing(ofBatch id: String) throws -> Reprocessing? {
        try database.read { connection in
            try reprocessing(where: "original", id, connection) ?? reprocessing(where: "trial", id, connection)
        }
    }

    /// How often a batch was processed again, dropped trials included.
    package func reprocessingCount(ofBatch original: String) throws -> Int {
        try database.read { connection in
            try connection.row(
                "SELECT count(*) AS trials FROM reprocessing WHERE original = ?", [.text(original)])?
                .integer("trials") ?? 0
        }
    }

    /// The trials that are not decided yet, by the ids of their batches.
    package func trials() throws -> [String: Reprocessing] {
        try database.read { connection in
            let rows = try connection.rows("SELECT * FROM reprocessing WHERE state = 'trial'")
            return Dictionary(try rows.map { try Reprocessing($0) }.map { ($0.trial, $0) }) { first, _ in first }
        }
    }

    /// Lets a trial stand in its original's place: its finish is queued. False where it is no trial any more, where some
    /// of its documents are not settled, or where the original is being worked on again.
    package func acceptTrial(_ trial: String, actor: String?, now: Date) throws -> Bool {
        try database.write { connection in
            let row = try connection.row(
                """
                UPDATE reprocessing SET state = 'accepted', decided = ? WHERE trial = ? AND state = 'trial'
                    AND EXISTS (SELECT 1 FROM batch
                        WHERE batch.id = reprocessing.trial AND batch.state = 'split' AND batch.unsettled = 0)
                    AND EXISTS (SELECT 1 FROM batch WHERE batch.id = reprocessing.original AND \(Self.isSettled))
                RETURNING original
                """, [.time(now), .text(trial)])
            guard let row else { return false }
            try hand(try row.text("original"), overTo: trial, now: now, connection)
            try record(
                .reprocessingAccepted, trial: trial, of: try row.text("original"), actor: actor, at: now, connection)
            try connection.announce()
            return true
        }
    }

    /// Nothing more happens to the batch's documents by themselves, and nobody writes its exports at this moment; they may
    /// be between two attempts.
    private static let isSettled = """
        (batch.state = 'finished' OR (batch.state IN ('split', 'failed') AND batch.unsettled = 0
            AND batch.claimed_by IS NULL AND batch.id NOT IN \(heldTrials)))
        """

    /// A batch that had failed, or whose export was still tried, is over when another stands in its place, and its original
    /// lies where the other's should.
    private func hand(
        _ original: String, overTo trial: String, now: Date, _ connection: SQLConnection
    ) throws(Trouble) {
        try connection.execute(
            """
            UPDATE batch SET state = 'finished', finished = ?, failure_ja = NULL, failure_en = NULL
            WHERE id = ? AND state IN ('split', 'failed')
            """, [.time(now), .text(original)])
        _ = try endRest(ofBatch: original, connection)
        try connection.execute(
            "UPDATE arrival SET batch = ?, state = 'waiting' WHERE batch = ? AND state = 'set_aside'",
            [.text(trial), .text(original)])
    }

    /// Removes a trial's batch, documents and time entries; the audit trail stays, and says so. False where it is no trial
    /// any more. Whoever works on it loses the claim.
    package func dropTrial(_ trial: String, actor: String?, now: Date) throws -> Bool {
        try database.write { connection in
            let row = try connection.row(
                """
                UPDATE reprocessing SET state = 'dropped', decided = ? WHERE trial = ? AND state = 'trial'
                RETURNING original
                """, [.time(now), .text(trial)])
            guard let row else { return false }
            try removeDocuments(ofTrial: trial, now: now, connection)
            try connection.execute("DELETE FROM batch WHERE id = ?", [.text(trial)])
            try record(
                .reprocessingDropped, trial: trial, of: try row.text("original"), actor: actor, at: now, connection)
            return true
        }
    }

    private func removeDocuments(ofTrial trial: String, now: Date, _ connection: SQLConnection) throws {
        let batch: [SQLValue] = [.text(trial)]
        // Whoever settles a document or splits the batch at this moment ends first.
        for (table, column) in [("document", "batch"), ("batch", "id")] {
            _ = try connection.rows(
                "SELECT id FROM \(table) WHERE \(column) = ? ORDER BY id \(connection.dialect.locking)", batch)
        }
        try takeBack(
            "document IN (SELECT id FROM document WHERE batch = ?1)", batch, batch: trial, reason: "dropped", at: now,
            connection)
        for table in [
            "document_content", "review_hold", "review_first", "review_later", "review_entry", "review_plant",
        ] {
            try connection.execute(
                "DELETE FROM \(table) WHERE document IN (SELECT id FROM document WHERE batch = ?)", batch)
        }
        for table in ["set_aside_answer", "page", "document", "batch_rest"] {
            try connection.execute("DELETE FROM \(table) WHERE batch = ?", batch)
        }
    }

    private func reprocessing(
        where column: String, _ id: String, _ connection: SQLConnection
    ) throws(Trouble) -> Reprocessing? {
        try connection.row("SELECT * FROM reprocessing WHERE \(column) = ? AND state <> 'dropped'", [.text(id)])
            .map { row throws(Trouble) in try Reprocessing(row) }
    }

    /// On both chains, each naming the other batch; in the order of their names, so that nobody waits crosswise.
    private func record(
        _ kind: StoreEvent.Kind, trial: String, of original: String, actor: String? = nil,
        detail: [String: String] = [:], at now: Date, _ connection: SQLConnection
    ) throws {
        let entries = [(trial, ["original": original]), (original, ["trial": trial])].sorted { $0.0 < $1.0 }
        for (chain, other) in entries {
            try record(
                kind, batch: chain, actor: actor, detail: detail.merging(other) { first, _ in first }, at: now,
                connection)
        }
    }
}

extension Reprocessing {
    fileprivate init(_ row: SQLRow) throws(Trouble) {
        self.init(
            trial: try row.text("trial"), original: try row.text("original"),
            state: try State(stored: try row.text("state")), begun: try row.time("begun"))
    }
}
