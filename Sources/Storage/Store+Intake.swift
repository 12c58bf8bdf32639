internal import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Takes a batch in. With `refuseDuplicates`, a batch whose bytes came in before for the same workflow is not added,
    /// unless it is the same arrival: that one is added already. A batch of which nothing was processed, and whose pages
    /// are not kept any more, is no obstacle: no command could go on with it.
    package func addBatch(_ intake: BatchIntake, refuseDuplicates: Bool = true) throws -> AddedBatch {
        let batch = intake.batch
        return try database.write { connection in
            try connection.hold("\(batch.workflow) \(batch.sha256)")
            if let arrival = intake.arrival, try hasBatch(arrival, connection) { return .added }
            if refuseDuplicates,
                let earlier = try connection.row(
                    "SELECT id FROM batch WHERE workflow = ? AND sha256 = ? AND NOT \(Self.isLost) ORDER BY received, id LIMIT 1",
                    [.text(batch.workflow), .text(batch.sha256)])
            {
                return .duplicate(of: try earlier.text("id"))
            }
            try insert(intake, connection)
            return .added
        }
    }

    /// Adds a batch, whatever came in before.
    func insert(_ intake: BatchIntake, _ connection: SQLConnection) throws {
        let batch = intake.batch
        try connection.execute(
            """
            INSERT INTO batch (id, workflow, file, sha256, page_count, page_file, workflow_version, department,
                baseline, priority, received, state, next_page, chunk, unsettled, attempts, export_rule)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'splitting', 1, ?, 0, 0, ?)
            """,
            [
                .text(batch.id), .text(batch.workflow), .text(batch.file), .text(batch.sha256),
                .integer(batch.pageCount), .text(intake.pageFile), .text(intake.workflowVersion),
                .text(intake.department), .optional(try baselineID(of: intake, connection)),
                .integer(intake.priority.rawValue), .time(intake.received),
                .integer(intake.pagesAtOnce ?? Self.firstChunk),
                .text(intake.exportRule.rawValue),
            ])
        if let arrival = intake.arrival {
            try insert(
                arrival, workflow: batch.workflow, file: batch.file, batch: batch.id, state: .taken, reason: nil,
                at: intake.received, connection)
        }
        try openChain(of: batch, at: intake.received, connection)
        try countPreparation(of: intake, connection)
        try connection.announce()
    }

    /// A condition for batches whose pages were purged and of which nothing but failed documents came.
    static let isLost = """
        (EXISTS (SELECT 1 FROM purged_pages WHERE purged_pages.batch = batch.id)
            AND NOT EXISTS (SELECT 1 FROM document WHERE document.batch = batch.id AND document.state <> 'failed'))
        """

    private func countPreparation(of intake: BatchIntake, _ connection: SQLConnection) throws {
        let milliseconds = Milliseconds.from(intake.preparationSeconds)
        guard milliseconds > 0 else { return }
        var entry = LedgerEntry(
            document: nil, kind: .preparation, turn: 0, reverses: nil, day: "", department: intake.department,
            workflow: intake.batch.workflow, baseline: try baselineID(of: intake, connection), outcome: nil)
        entry.humanMs = milliseconds
        try add([entry], to: intake.batch.id, at: intake.received, connection)
    }

    private func baselineID(of intake: BatchIntake, _ connection: SQLConnection) throws(Trouble) -> Int? {
        guard let baseline = intake.baseline else { return nil }
        let id = try baselineID(of: baseline, workflow: intake.batch.workflow, connection)
        let evidence = intake.evidence
        guard let id, !evidence.timedBy.isEmpty else { return id }
        try connection.execute(
            """
            INSERT INTO baseline_evidence (baseline, timed_by, approved, forms, carried_over) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [
                .integer(id), .text(evidence.timedBy), .text(evidence.approved), .text(evidence.forms),
                .text(evidence.carriedOver),
            ])
        return id
    }

    /// The id of a workflow's baseline, which is added where it is not there yet.
    func baselineID(
        of baseline: MeasuredBaseline, workflow: String, _ connection: SQLConnection
    ) throws(Trouble) -> Int? {
        let key: [SQLValue] = [
            .text(workflow), .integer(Milliseconds.from(baseline.seconds)),
            .integer(Milliseconds.from(baseline.spreadSeconds)), .integer(baseline.sample), .text(baseline.timed),
        ]
        try connection.execute(
            """
            INSERT INTO baseline (workflow, mean_ms, spread_ms, sample, timed) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, key)
        return try connection.row(
            """
            SELECT id FROM baseline
            WHERE workflow = ? AND mean_ms = ? AND spread_ms = ? AND sample = ? AND timed = ?
            """, key)?.integer("id")
    }
}

/// Durations as the store keeps them.
enum Milliseconds {
    /// Whole milliseconds, rounded; negative and not-a-number count as 0.
    static func from(_ seconds: Double) -> Int {
        seconds > 0 ? Int((min(seconds, 1e12) * 1000).rounded()) : 0
    }

    static func seconds(_ milliseconds: Int) -> Double { Double(milliseconds) / 1000 }

    /// In UTC, rounded.
    static func since1970(_ date: Date) -> Int { Int((date.timeIntervalSince1970 * 1000).rounded()) }
}
