internal import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Writes the ledger's entries of settled documents that have none that holds, and adds them to the sums of their day.
    ///
    /// - Parameters:
    ///   - condition: which documents, in SQL over `document` and `batch`, all of one batch and, where there are several,
    ///     done; its values are `?1`, `?2`, …
    ///   - now: its local date is the day on which they count.
    func count(_ condition: String, _ values: [SQLValue], at now: Date, _ connection: SQLConnection) throws {
        let rows = try connection.rows(
            """
            SELECT document.id AS document, 'document' AS kind, NULL AS reverses, '' AS day,
                batch.id AS batch, batch.department AS department, batch.workflow AS workflow, batch.baseline AS baseline,
                document.state AS outcome,
                (SELECT count(*) FROM ledger_entry AS gone
                    WHERE gone.document = document.id AND gone.reverses IS NOT NULL) AS turn,
                CASE WHEN document.state = 'done' AND reprocessing.trial IS NULL THEN 1 ELSE 0 END AS documents,
                CASE WHEN document.state <> 'done' AND reprocessing.trial IS NULL THEN 1 ELSE 0 END AS unfinished,
                CASE WHEN document.state = 'done' AND reprocessing.trial IS NULL THEN coalesce(baseline.mean_ms, 0)
                    ELSE 0 END AS baseline_ms,
                document.human_ms AS human_ms, document.overhead_ms AS overhead_ms, document.machine_ms AS machine_ms,
                CASE WHEN document.state = 'done' AND document.was_reviewed = 0 AND reprocessing.trial IS NULL THEN 1
                    ELSE 0 END AS straight_through,
                CASE WHEN reprocessing.trial IS NULL THEN 0 ELSE 1 END AS is_repeat, NULL AS actor, NULL AS reason
            FROM document JOIN batch ON batch.id = document.batch LEFT JOIN baseline ON baseline.id = batch.baseline
                LEFT JOIN reprocessing ON reprocessing.trial = batch.id
            WHERE NOT EXISTS (SELECT 1 FROM time_entry WHERE time_entry.document = document.id) AND \(condition)
            ORDER BY document.number
            """, values)
        guard let batch = try rows.first?.text("batch") else { return }
        try add(try rows.map { row throws(Trouble) in try LedgerEntry(row) }, to: batch, at: now, connection)
    }

    /// Takes back what documents of a batch count, each by an entry of its own.
    ///
    /// - Parameter condition: which, in SQL over `time_entry`; its values are `?1`, `?2`, …
    func takeBack(
        _ condition: String, _ values: [SQLValue], batch: String, reason: String, at now: Date,
        _ connection: SQLConnection
    ) throws {
        let rows = try connection.rows("SELECT * FROM time_entry WHERE \(condition) ORDER BY id", values)
        let entries = try rows.map { row in
            try LedgerEntry(row).reversed(id: try row.integer("id"), on: "", actor: nil, reason: reason)
        }
        guard !entries.isEmpty else { return }
        try add(entries, to: batch, at: now, connection)
    }

    /// Adds entries to the ledger, the audit trail and the sums of their day: all of them or none.
    ///
    /// They count on the local date of `now`; where that month is closed, on the first day of the first month that is not.
    ///
    /// - Parameters:
    ///   - chain: of the audit trail: the batch's, or the place's.
    ///   - wanted: another day than that of `now`, as ISO.
    func add(
        _ entries: [LedgerEntry], to chain: String, at now: Date, on wanted: String? = nil, _ connection: SQLConnection
    ) throws {
        let day = try openDay(wanted ?? day(of: now), connection)
        let entries = entries.map { entry in
            var entry = entry
            entry.day = day
            return entry
        }
        let detail = ["day": day, "entries": String(entries.count), "digest": LedgerEntry.digest(entries)]
        let isPlace = chain == Self.placeChain
        let number = try append(
            .timeCounted, to: chain, batch: isPlace ? nil : chain, actor: entries.first?.actor, detail: detail, at: now,
            connection
        ).number
        for entry in entries { try insert(entry, chain: chain, countedIn: number, connection) }
        var sums: [String: LedgerEntry] = [:]
        for entry in entries {
            let key = "\(entry.department)\n\(entry.workflow)\n\(entry.baseline ?? 0)"
            sums[key] = sums[key].map { $0.adding(entry) } ?? entry
        }
        // Last, because these are the rows that all documents of a workflow share.
        let ordered = sums.sorted { $0.key < $1.key }.map(\.value)
        for span in TimeSpan.allCases {
            for sum in ordered { try add(sum, to: span, connection) }
        }
    }

    private func insert(
        _ entry: LedgerEntry, chain: String, countedIn number: Int, _ connection: SQLConnection
    ) throws(Trouble) {
        try connection.execute(
            """
            INSERT INTO ledger_entry (chain, counted_in, document, kind, turn, reverses, day, department, workflow,
                baseline, outcome, documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms,
                machine_ms, is_repeat, actor, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(chain), .integer(number), .optional(entry.document), .text(entry.kind.rawValue),
                .integer(entry.turn), .optional(entry.reverses), .text(entry.day), .text(entry.department),
                .text(entry.workflow), .optional(entry.baseline), .optional(entry.outcome),
                .integer(entry.documents), .integer(entry.unfinished), .integer(entry.straightThrough),
                .integer(entry.baselineMs), .integer(entry.humanMs), .integer(entry.overheadMs),
                .integer(entry.machineMs), .flag(entry.isRepeat), .optional(entry.actor), .optional(entry.reason),
            ])
    }

    /// Adds to the sums of the day or of its month.
    private func add(_ sum: LedgerEntry, to span: TimeSpan, _ connection: SQLConnection) throws(Trouble) {
        let table = span.table
        try connection.execute(
            """
            INSERT INTO \(table) (\(span.column), department, workflow, baseline, documents, unfinished,
                straight_through, baseline_ms, human_ms, overhead_ms, machine_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (\(span.column), department, workflow, baseline) DO UPDATE SET
                documents = \(table).documents + excluded.documents,
                unfinished = \(table).unfinished + excluded.unfinished,
                straight_through = \(table).straight_through + excluded.straight_through,
                baseline_ms = \(table).baseline_ms + excluded.baseline_ms,
                human_ms = \(table).human_ms + excluded.human_ms,
                overhead_ms = \(table).overhead_ms + excluded.overhead_ms,
                machine_ms = \(table).machine_ms + excluded.machine_ms
            """,
            [
                .text(span == .day ? sum.day : String(sum.day.prefix(7))), .text(sum.department), .text(sum.workflow),
                .integer(sum.baseline ?? 0), .integer(sum.documents), .integer(sum.unfinished),
                .integer(sum.straightThrough), .integer(sum.baselineMs), .integer(sum.humanMs),
                .integer(sum.overheadMs), .integer(sum.machineMs),
            ])
    }

    /// That day, or the first one after the months that are closed.
    private func openDay(_ today: String, _ connection: SQLConnection) throws(Trouble) -> String {
        let closed = try connection.row("SELECT max(month) AS month FROM ledger_month")?.optionalText("month")
        guard let closed, closed >= today.prefix(7) else { return today }
        return "\(Self.month(after: closed))-01"
    }

    /// As in `2026-05` after `2026-04`.
    package static func month(after month: String) -> String {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { return month }
        return parts[1] == 12
            ? String(format: "%04d-01", parts[0] + 1) : String(format: "%04d-%02d", parts[0], parts[1] + 1)
    }
}

/// Of what the ledger's sums are kept, in the transaction that adds the entries.
enum TimeSpan: CaseIterable {
    case day
    case month

    var table: String { self == .day ? "time_day" : "time_month" }
    var column: String { self == .day ? "day" : "month" }
}

extension LedgerEntry {
    /// The sums of the two.
    fileprivate func adding(_ other: LedgerEntry) -> LedgerEntry {
        var sum = self
        sum.documents += other.documents
        sum.unfinished += other.unfinished
        sum.straightThrough += other.straightThrough
        sum.baselineMs += other.baselineMs
        sum.humanMs += other.humanMs
        sum.overheadMs += other.overheadMs
        sum.machineMs += other.machineMs
        return sum
    }
}
