package import Foundation
internal import Paperwork
internal import SQLAccess

/// Time of people that no screen measures, as someone wrote it down: scanning, telephone calls, upkeep.
package struct TimeBooking: Sendable, Hashable {
    package var workflow: String
    package var department: String
    /// Any but `document`.
    package var kind: LedgerKind
    /// Above 0.
    package var seconds: Double
    package var actor: String
    package var reason: String
    /// What the time counts with where the workflow has no entries yet; nil: it is in none of the hours then.
    package var baseline: MeasuredBaseline?

    package init(
        workflow: String, department: String, kind: LedgerKind, seconds: Double, actor: String, reason: String,
        baseline: MeasuredBaseline? = nil
    ) {
        self.workflow = workflow
        self.department = department
        self.kind = kind
        self.seconds = seconds
        self.actor = actor
        self.reason = reason
        self.baseline = baseline
    }
}

/// A month's share of set-up or upkeep that is counted.
package struct CountedShare: Sendable, Hashable {
    package var workflow: String
    package var kind: LedgerKind
    /// As in `2026-04`.
    package var month: String

    package init(workflow: String, kind: LedgerKind, month: String) {
        self.workflow = workflow
        self.kind = kind
        self.month = month
    }
}

/// An entry of the ledger as people see it.
package struct LedgerLine: Sendable, Hashable, Codable {
    package var id: Int
    /// The id of the entry that this one takes back.
    package var reverses: Int?
    package var kind: LedgerKind
    package var document: String?
    package var batch: String?
    /// As an ISO date.
    package var day: String
    package var department: String
    package var workflow: String
    /// `done`, `rejected` or `failed`; nil for what is of no document.
    package var outcome: String?
    package var documents: Int
    package var baselineSeconds: Double
    package var humanSeconds: Double
    package var overheadSeconds: Double
    package var straightThrough: Bool
    package var actor: String?
    package var reason: String?

    enum CodingKeys: String, CodingKey {
        case id, reverses, kind, document, batch, day, department, workflow, outcome, documents, actor, reason
        case baselineSeconds = "baseline_seconds"
        case humanSeconds = "human_seconds"
        case overheadSeconds = "overhead_seconds"
        case straightThrough = "straight_through"
    }

    package var netSeconds: Double { baselineSeconds - humanSeconds - overheadSeconds }

    init(_ row: SQLRow) throws(Trouble) {
        let entry = try LedgerEntry(row)
        let chain = try row.text("chain")
        self.init(
            id: try row.integer("id"), reverses: entry.reverses, kind: entry.kind, document: entry.document,
            batch: chain == Store.placeChain ? nil : chain, day: entry.day, department: entry.department,
            workflow: entry.workflow, outcome: entry.outcome, documents: entry.documents,
            baselineSeconds: Double(entry.baselineMs) / 1000, humanSeconds: Double(entry.humanMs) / 1000,
            overheadSeconds: Double(entry.overheadMs) / 1000, straightThrough: entry.straightThrough != 0,
            actor: entry.actor, reason: entry.reason)
    }

    private init(
        id: Int, reverses: Int?, kind: LedgerKind, document: String?, batch: String?, day: String, department: String,
        workflow: String, outcome: String?, documents: Int, baselineSeconds: Double, humanSeconds: Double,
        overheadSeconds: Double, straightThrough: Bool, actor: String?, reason: String?
    ) {
        self.id = id
        self.reverses = reverses
        self.kind = kind
        self.document = document
        self.batch = batch
        self.day = day
        self.department = department
        self.workflow = workflow
        self.outcome = outcome
        self.documents = documents
        self.baselineSeconds = baselineSeconds
        self.humanSeconds = humanSeconds
        self.overheadSeconds = overheadSeconds
        self.straightThrough = straightThrough
        self.actor = actor
        self.reason = reason
    }
}

extension Store {
    /// Adds time that someone wrote down. It counts with the baseline that the workflow's entries had last, so that it
    /// stands in the same rows of a report.
    package func book(_ booking: TimeBooking, now: Date) throws {
        try database.write { connection in
            try add([entry(booking, connection)], to: Self.placeChain, at: now, connection)
        }
    }

    /// Adds a month's share of set-up or upkeep, where that month has none of that kind yet; `turn` of such an entry is
    /// the month, as 202604.
    ///
    /// - Returns: false where it was there.
    package func bookMonthly(_ booking: TimeBooking, month: String, now: Date) throws -> Bool {
        guard let turn = Int(month.replacing("-", with: "")) else { return false }
        return try database.write { connection in
            try connection.hold("ledger \(booking.workflow) \(booking.kind.rawValue)")
            let known = try connection.row(
                """
                SELECT 1 AS found FROM ledger_entry
                WHERE document IS NULL AND turn > 0 AND workflow = ? AND kind = ? AND turn = ? AND reverses IS NULL
                """, [.text(booking.workflow), .text(booking.kind.rawValue), .integer(turn)])
            guard known == nil else { return false }
            var entry = try entry(booking, connection)
            entry.turn = turn
            try add([entry], to: Self.placeChain, at: now, on: "\(month)-01", connection)
            return true
        }
    }

    /// The months' shares that are counted, those taken back among them.
    package func countedShares() throws -> Set<CountedShare> {
        try database.read { connection in
            let rows = try connection.rows(
                """
                SELECT DISTINCT workflow, kind, turn FROM ledger_entry
                WHERE document IS NULL AND turn > 0 AND kind IN ('set_up', 'upkeep')
                """)
            return Set(
                try rows.compactMap { row in
                    let turn = try row.integer("turn")
                    return try LedgerKind(rawValue: row.text("kind")).map { kind in
                        CountedShare(
                            workflow: try row.text("workflow"), kind: kind,
                            month: String(format: "%04d-%02d", turn / 100, turn % 100))
                    }
                })
        }
    }

    private func entry(_ booking: TimeBooking, _ connection: SQLConnection) throws(Trouble) -> LedgerEntry {
        var baseline = try connection.row(
            "SELECT max(id) AS id FROM baseline WHERE workflow = ?", [.text(booking.workflow)])?.optionalInteger("id")
        if baseline == nil, let measured = booking.baseline {
            baseline = try baselineID(of: measured, workflow: booking.workflow, connection)
        }
        var entry = LedgerEntry(
            document: nil, kind: booking.kind, turn: 0, reverses: nil, day: "", department: booking.department,
            workflow: booking.workflow, baseline: baseline, outcome: nil)
        let milliseconds = Milliseconds.from(booking.seconds)
        if booking.kind.isOverhead { entry.overheadMs = milliseconds } else { entry.humanMs = milliseconds }
        entry.actor = booking.actor
        entry.reason = booking.reason
        return entry
    }

    /// Takes back time that someone wrote down. False where there is no such entry, it is of a document, or it was taken
    /// back before.
    package func takeBack(booking id: Int, actor: String, reason: String, now: Date) throws -> Bool {
        try database.write { connection in
            try connection.hold("ledger entry \(id)")
            let row = try connection.row(
                """
                SELECT * FROM ledger_entry AS entry WHERE id = ? AND kind <> 'document' AND reverses IS NULL
                    AND NOT EXISTS (SELECT 1 FROM ledger_entry AS later WHERE later.reverses = entry.id)
                """, [.integer(id)])
            guard let row else { return false }
            let entry = try LedgerEntry(row).reversed(id: id, on: "", actor: actor, reason: reason)
            try add([entry], to: Self.placeChain, at: now, connection)
            return true
        }
    }

    /// The entries of those days and that workflow, by the day and in the order in which they were added.
    ///
    /// - Parameter after: the id of the last one of the piece before; 0 for the first piece.
    package func ledgerLines(
        workflow: String, from: String, to: String, after: Int = 0, limit: Int = 1000
    ) throws -> [LedgerLine] {
        try database.read { connection in
            let last = try connection.row("SELECT day FROM ledger_entry WHERE id = ?", [.integer(after)])?.text("day")
            let first = max(from, last ?? from)
            return try connection.rows(
                """
                SELECT * FROM ledger_entry WHERE workflow = ? AND day <= ? AND (day, id) > (?, ?)
                ORDER BY day, id LIMIT ?
                """,
                [
                    .text(workflow), .text(to), .text(first), .integer(first == last ? after : 0), .integer(limit),
                ]
            ).map { try LedgerLine($0) }
        }
    }

    /// Documents that count in those days, drawn by chance: the same for the same seed as long as no entries are added.
    package func drawDocuments(from: String, to: String, count: Int, seed: UInt64) throws -> [LedgerLine] {
        try database.read { connection in
            let span = try connection.row(
                """
                SELECT min(low) AS low, max(high) AS high FROM (
                    SELECT (SELECT min(id) FROM ledger_entry WHERE ledger_entry.day = days.day) AS low,
                        (SELECT max(id) FROM ledger_entry WHERE ledger_entry.day = days.day) AS high
                    FROM (SELECT DISTINCT day FROM time_day WHERE day BETWEEN ? AND ? AND documents > 0) AS days
                ) AS spans
                """, [.text(from), .text(to)])
            guard let low = try span?.optionalInteger("low"), let high = try span?.optionalInteger("high") else {
                return []
            }
            var random = SeededRandom(seed: seed)
            var drawn: [Int: LedgerLine] = [:]
            // Every id is as likely as any other; those that do not count are passed over.
            for _ in 0..<max(2000, count * 60) where drawn.count < count {
                let id = Int.random(in: low...high, using: &random)
                let row = try connection.row(
                    """
                    SELECT * FROM time_entry WHERE id = ? AND day BETWEEN ? AND ? AND documents = 1
                        AND baseline IS NOT NULL
                    """, [.integer(id), .text(from), .text(to)])
                if let row { drawn[id] = try LedgerLine(row) }
            }
            return drawn.values.sorted { $0.id < $1.id }
        }
    }
}
