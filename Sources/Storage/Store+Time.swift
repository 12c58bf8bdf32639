internal import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// The sums of the time entries of the days `from` to `to`, both ISO dates and both included, by month, department,
    /// workflow and baseline, in that order. They come from sums by month, or where the days are not whole months by day,
    /// that the settling transactions keep, so they cost the same however many documents there were.
    package func timeTotals(from: String, to: String) throws -> [TimeTotal] {
        let sums = Sums(from: from, to: to)
        return try database.read { connection in
            try connection.rows(
                """
                SELECT \(sums.month) AS month, department, entries.workflow AS workflow, mean_ms, spread_ms, sample, timed,
                    sum(documents) AS documents, sum(unfinished) AS unfinished,
                    sum(straight_through) AS straight_through, sum(baseline_ms) AS baseline_ms,
                    sum(human_ms) AS human_ms, sum(overhead_ms) AS overhead_ms, sum(machine_ms) AS machine_ms
                FROM \(sums.table) AS entries LEFT JOIN baseline ON baseline.id = entries.baseline
                WHERE \(sums.column) BETWEEN ? AND ?
                GROUP BY \(sums.month), department, entries.workflow, entries.baseline, baseline.id
                ORDER BY \(sums.month), department, entries.workflow, entries.baseline
                """, sums.bounds
            ).map { try TimeTotal($0) }
        }
    }

    /// Net time saved of each month of the days `from` to `to` in which something counted, in seconds, by the month.
    ///
    /// - Parameter departments: only these; all where it is empty.
    package func netSecondsByMonth(
        from: String, to: String, departments: Set<String> = []
    ) throws -> [String: Double] {
        let sums = Sums(from: from, to: to)
        return try netSeconds(of: sums.month, in: sums, departments)
    }

    /// Net time saved of each day from `from` to `to` on which something counted, in seconds, by the day.
    ///
    /// - Parameter departments: only these; all where it is empty.
    package func netSeconds(
        from: String, to: String, departments: Set<String> = []
    ) throws -> [String: Double] {
        try netSeconds(of: "day", in: Sums(daysFrom: from, to: to), departments)
    }

    private func netSeconds(of key: String, in sums: Sums, _ departments: Set<String>) throws -> [String: Double] {
        let chosen =
            departments.isEmpty
            ? "" : "AND department IN (\(departments.map { _ in "?" }.joined(separator: ", ")))"
        return try database.read { connection in
            let rows = try connection.rows(
                """
                SELECT \(key) AS span, CAST(sum(baseline_ms - human_ms - overhead_ms) AS BIGINT) AS net FROM \(sums.table)
                WHERE \(sums.column) BETWEEN ? AND ? AND baseline <> 0 \(chosen) GROUP BY \(key)
                """, sums.bounds + departments.sorted().map { .text($0) })
            return Dictionary(
                try rows.map { (try $0.text("span"), Milliseconds.seconds(try $0.integer("net"))) }
            ) { first, _ in first }
        }
    }

    /// Which of the sums that are kept give those of some days.
    private struct Sums {
        let table: String
        /// What `bounds` are of.
        let column: String
        /// The month of a row, in SQL.
        let month: String
        let bounds: [SQLValue]

        /// Of months, where the days are whole ones.
        init(from: String, to: String) {
            if from.hasSuffix("-01"), Self.endsMonth(to) {
                self.init(.month, month: "month", from: String(from.prefix(7)), to: String(to.prefix(7)))
            } else {
                self.init(daysFrom: from, to: to)
            }
        }

        init(daysFrom from: String, to: String) {
            self.init(.day, month: "substr(day, 1, 7)", from: from, to: to)
        }

        private init(_ span: TimeSpan, month: String, from: String, to: String) {
            table = span.table
            column = span.column
            self.month = month
            bounds = [.text(from), .text(to)]
        }

        private static func endsMonth(_ day: String) -> Bool {
            let parts = day.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 3 else { return false }
            let (year, month) = (parts[0], parts[1])
            let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
            let last = [4, 6, 9, 11].contains(month) ? 30 : month == 2 ? (isLeap ? 29 : 28) : 31
            return parts[2] >= last
        }
    }

    /// The baseline of each workflow that its entries counted with last.
    package func newestBaselines() throws -> [String: MeasuredBaseline] {
        try database.read { connection in
            let rows = try connection.rows(
                """
                SELECT workflow, mean_ms, spread_ms, sample, timed FROM baseline
                WHERE id IN (SELECT max(id) FROM baseline GROUP BY workflow)
                """)
            return Dictionary(
                try rows.compactMap { row in
                    try MeasuredBaseline(optional: row).map { (try row.text("workflow"), $0) }
                }
            ) { first, _ in first }
        }
    }

    /// Of the days `from` to `to`: wrong values that people were shown on purpose, how many they let pass, and how many
    /// values they put right.
    package func checkingQuality(from: String, to: String) throws -> (planted: Int, missed: Int, corrected: Int) {
        guard let first = moment(of: from), let last = moment(of: to) else { return (0, 0, 0) }
        let span: [SQLValue] = [.time(first), .time(last.addingTimeInterval(86_400))]
        return try database.read { connection in
            let plants = try connection.row(
                """
                SELECT count(*) AS planted, CAST(coalesce(sum(1 - is_caught), 0) AS BIGINT) AS missed FROM review_plant
                WHERE is_caught IS NOT NULL AND at >= ? AND at < ?
                """, span)
            let corrected = try connection.row(
                """
                SELECT count(*) AS corrected FROM review_entry
                WHERE action = 'change' AND is_undone = 0 AND at >= ? AND at < ?
                """, span)
            return (
                try plants?.integer("planted") ?? 0, try plants?.integer("missed") ?? 0,
                try corrected?.integer("corrected") ?? 0
            )
        }
    }

    /// When that day begins here.
    private func moment(of day: String) -> Date? {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
    }

    /// Of a workflow's baselines what stands behind them, the newest first.
    package func evidence(workflow: String) throws -> [BaselineEvidence] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT timed_by, approved, forms, carried_over FROM baseline_evidence
                    JOIN baseline ON baseline.id = baseline_evidence.baseline
                WHERE workflow = ? ORDER BY baseline DESC
                """, [.text(workflow)]
            ).map {
                BaselineEvidence(
                    timedBy: try $0.text("timed_by"), approved: try $0.text("approved"), forms: try $0.text("forms"),
                    carriedOver: try $0.text("carried_over"))
            }
        }
    }

    /// The first day from `from` to `to` on which a document was settled, as ISO; nil where there is none.
    package func firstTimeDay(from: String, to: String) throws -> String? {
        try database.read { connection in
            try connection.row(
                "SELECT min(day) AS day FROM time_day WHERE day BETWEEN ? AND ?", [.text(from), .text(to)])?
                .optionalText("day")
        }
    }

    /// The time entries of a batch's documents, by the document's id.
    package func timeEntries(inBatch id: String) throws -> [String: TimeEntry] {
        try database.read { connection in
            let entries = try connection.rows(
                """
                SELECT time_entry.* FROM time_entry JOIN document ON document.id = time_entry.document
                WHERE document.batch = ?
                """, [.text(id)]
            ).map { try TimeEntry($0) }
            return Dictionary(entries.map { ($0.document, $0) }) { first, _ in first }
        }
    }

    /// The time that went into each document of a batch so far, by the document's id.
    package func timeSpent(inBatch id: String) throws -> [String: TimeSpent] {
        try database.read { connection in
            var spent: [String: TimeSpent] = [:]
            for row in try connection.rows(
                "SELECT id, machine_ms, human_ms, overhead_ms FROM document WHERE batch = ?", [.text(id)])
            {
                spent[try row.text("id")] = TimeSpent(
                    machine: try row.seconds("machine_ms"), human: try row.seconds("human_ms"),
                    overhead: try row.seconds("overhead_ms"))
            }
            return spent
        }
    }

    /// A document's time entry; nil until it counts.
    package func timeEntry(ofDocument id: String) throws -> TimeEntry? {
        try database.read { connection in
            try connection.row("SELECT * FROM time_entry WHERE document = ?", [.text(id)]).map { try TimeEntry($0) }
        }
    }
}

extension MeasuredBaseline {
    /// Nil where the row has none.
    fileprivate init?(optional row: SQLRow) throws(Trouble) {
        guard let mean = try row.optionalInteger("mean_ms") else { return nil }
        self.init(
            seconds: Milliseconds.seconds(mean), spreadSeconds: Milliseconds.seconds(try row.integer("spread_ms")),
            sample: try row.integer("sample"), timed: try row.text("timed"))
    }
}

extension TimeTotal {
    fileprivate init(_ row: SQLRow) throws(Trouble) {
        self.init(
            month: try row.text("month"), department: try row.text("department"), workflow: try row.text("workflow"),
            baseline: try MeasuredBaseline(optional: row), documents: try row.integer("documents"),
            unfinished: try row.integer("unfinished"),
            straightThrough: try row.integer("straight_through"), baselineSeconds: try row.seconds("baseline_ms"),
            humanSeconds: try row.seconds("human_ms"), overheadSeconds: try row.seconds("overhead_ms"),
            machineSeconds: try row.seconds("machine_ms"))
    }
}

extension TimeEntry {
    fileprivate init(_ row: SQLRow) throws(Trouble) {
        self.init(
            document: try row.text("document"), workflow: try row.text("workflow"),
            department: try row.text("department"), day: try row.text("day"),
            outcome: try DocumentState(stored: try row.text("outcome")),
            baselineSeconds: try row.seconds("baseline_ms"), humanSeconds: try row.seconds("human_ms"),
            overheadSeconds: try row.seconds("overhead_ms"), machineSeconds: try row.seconds("machine_ms"),
            straightThrough: try row.flag("straight_through"), isRepeat: try row.flag("is_repeat"))
    }
}

extension SQLRow {
    fileprivate func seconds(_ column: String) throws(Trouble) -> Double {
        Milliseconds.seconds(try integer(column))
    }
}

extension Store {
    /// The mean machine time, in seconds, of the documents in the workflow's last batches; nil where none was read yet.
    package func meanMachineSeconds(workflow: String) throws -> Double? {
        try database.read { connection in
            let row = try connection.row(
                """
                SELECT sum(machine_ms) AS spent, count(*) AS documents FROM document
                WHERE machine_ms > 0 AND batch IN
                    (SELECT id FROM batch WHERE workflow = ? ORDER BY received DESC LIMIT 5)
                """, [.text(workflow)])
            guard let row, let spent = try row.optionalInteger("spent") else { return nil }
            return Milliseconds.seconds(spent) / Double(try row.integer("documents"))
        }
    }
}
