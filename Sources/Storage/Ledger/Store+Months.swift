package import Foundation
internal import Paperwork
internal import SQLAccess

/// A month of the ledger as it was when it was closed. Durations are whole milliseconds.
package struct MonthSnapshot: Sendable, Hashable, Codable {
    package struct Row: Sendable, Hashable, Codable {
        package var department: String
        package var workflow: String
        /// The id of the baseline; 0 where there was none.
        package var baseline: Int
        package var documents: Int
        package var unfinished: Int
        package var straightThrough: Int
        package var baselineMs: Int
        package var humanMs: Int
        package var overheadMs: Int
    }

    /// As in `2026-04`.
    package var month: String
    /// The digest of the snapshot of the month that was closed before; nil for the first.
    package var previous: String?
    package var rows: [Row]
    package var netMs: Int

    init(month: String, previous: String?, rows: [Row]) {
        self.month = month
        self.previous = previous
        self.rows = rows
        netMs = rows.reduce(0) { $0 + $1.baselineMs - $1.humanMs - $1.overheadMs }
    }

    init(text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }

    /// Its keys in order, so that the same snapshot is the same text.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

/// A month that is closed.
package struct ClosedMonth: Sendable, Hashable {
    package var month: String
    package var netSeconds: Double
    package var documents: Int
    /// Of the snapshot.
    package var sha256: String
    package var signature: String
    package var publicKey: String
    package var closed: Date
    package var actor: String?
    /// The signed text.
    package var body: String
}

extension Store {
    /// Closes a month that is over: its sums are computed from the entries, compared with the daily ones, and signed. No
    /// entry can be added to it afterwards, nor to a month before.
    ///
    /// - throws: `Trouble` where the month is not over or closed already, an earlier one with entries is not closed, or
    ///   the sums do not agree.
    package func closeMonth(_ month: String, seal: LedgerSeal, actor: String?, now: Date) throws -> ClosedMonth {
        try database.write { connection in
            try connection.hold("ledger months")
            guard month < day(of: now).prefix(7) else { throw Self.refused(Self.notOver(month)) }
            let last = try connection.row("SELECT month, sha256 FROM ledger_month ORDER BY month DESC LIMIT 1")
            let closed = try last?.text("month") ?? ""
            guard month > closed else {
                throw Self.refused(Wording(ja: "\(month) はもう締めてあります。", en: "\(month) is closed already"))
            }
            let open = try connection.row(
                "SELECT min(month) AS month FROM time_month WHERE month > ? AND month < ?",
                [.text(closed), .text(month)])?.optionalText("month")
            if let first = open {
                throw Self.refused(
                    Wording(ja: "先に \(first) を締めてください。", en: "\(first) has entries and is open: close it first"))
            }
            let rows = try monthRows(month, connection, from: "ledger_entry")
            let kept = try TimeSpan.allCases.map { try monthRows(month, connection, from: $0.table) }
            guard kept.allSatisfy({ $0 == rows }) else {
                throw Self.refused(
                    Wording(
                        ja: "\(month) の集計が記録の合計と合いません。tema verify で確かめてください。",
                        en: "the sums of \(month) are not those of its entries: see what tema verify says"))
            }
            let snapshot = MonthSnapshot(month: month, previous: try last?.text("sha256"), rows: rows)
            let body = try snapshot.text()
            let sha256 = SHA256.hex(body.utf8)
            let signature = seal.sign(body)
            try connection.execute(
                """
                INSERT INTO ledger_month (month, body, sha256, signature, public_key, closed, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(month), .text(body), .text(sha256), .text(signature), .text(seal.publicKey), .time(now),
                    .optional(actor),
                ])
            try append(
                .monthClosed, to: Self.placeChain, actor: actor,
                detail: ["month": month, "sha256": sha256, "signature": signature, "public_key": seal.publicKey],
                at: now, connection)
            return try Self.closed(
                connection.row("SELECT * FROM ledger_month WHERE month = ?", [.text(month)]).found(month))
        }
    }

    /// The months that are closed, in order.
    package func closedMonths() throws -> [ClosedMonth] {
        try database.read { connection in
            try connection.rows("SELECT * FROM ledger_month ORDER BY month").map { try Self.closed($0) }
        }
    }

    /// Which months are closed, as in `2026-04`, in order.
    package func closedMonthNames() throws -> [String] {
        try database.read { connection in
            try connection.rows("SELECT month FROM ledger_month ORDER BY month").map { try $0.text("month") }
        }
    }

    /// The public key of the month that was closed last; nil where none is.
    package func lastPublicKey() throws -> String? {
        try database.read { connection in
            try connection.row("SELECT public_key FROM ledger_month ORDER BY month DESC LIMIT 1")?.text("public_key")
        }
    }

    private static func closed(_ row: SQLRow) throws -> ClosedMonth {
        let body = try row.text("body")
        let snapshot = try MonthSnapshot(text: body)
        return ClosedMonth(
            month: try row.text("month"), netSeconds: Double(snapshot.netMs) / 1000,
            documents: snapshot.rows.map(\.documents).reduce(0, +), sha256: try row.text("sha256"),
            signature: try row.text("signature"), publicKey: try row.text("public_key"),
            closed: try row.time("closed"), actor: try row.optionalText("actor"), body: body)
    }

    /// The sums of a month, from the entries, or from the sums by day or by month.
    func monthRows(
        _ month: String, _ connection: SQLConnection, from table: String
    ) throws(Trouble) -> [MonthSnapshot.Row] {
        let sums = [
            "documents", "unfinished", "straight_through", "baseline_ms", "human_ms", "overhead_ms",
        ]
        let columns = sums.map { "CAST(sum(\($0)) AS BIGINT) AS \($0)" }.joined(separator: ", ")
        let key = "department, workflow, coalesce(baseline, 0)"
        let isByMonth = table == TimeSpan.month.table
        let condition = isByMonth ? "month = ?" : "day BETWEEN ? AND ?"
        let bounds: [SQLValue] = isByMonth ? [.text(month)] : [.text("\(month)-01"), .text("\(month)-31")]
        return try connection.rows(
            """
            SELECT department, workflow, coalesce(baseline, 0) AS baseline, \(columns) FROM \(table)
            WHERE \(condition) GROUP BY \(key) ORDER BY \(key)
            """, bounds
        ).map { row throws(Trouble) in
            MonthSnapshot.Row(
                department: try row.text("department"), workflow: try row.text("workflow"),
                baseline: try row.integer("baseline"), documents: try row.integer("documents"),
                unfinished: try row.integer("unfinished"), straightThrough: try row.integer("straight_through"),
                baselineMs: try row.integer("baseline_ms"), humanMs: try row.integer("human_ms"),
                overheadMs: try row.integer("overhead_ms"))
        }
    }

    private static func refused(_ message: Wording) -> Trouble { Trouble(.store, message) }

    private static func notOver(_ month: String) -> Wording {
        Wording(ja: "\(month) はまだ終わっていません。翌月になってから締めます。", en: "\(month) is not over: close it when it is")
    }
}
