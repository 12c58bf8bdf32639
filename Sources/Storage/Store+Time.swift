internal import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// The sums of the time entries of the days `from` to `to`, both ISO dates and both included, by month, department,
    /// workflow and baseline, in that order. They come from a daily table that the settling transactions keep, so they
    /// cost the same however many documents there were.
    package func timeTotals(from: String, to: String) throws -> [TimeTotal] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT substr(day, 1, 7) AS month, department, time_day.workflow AS workflow,
                    mean_ms, spread_ms, sample, timed,
                    sum(documents) AS documents, sum(unfinished) AS unfinished,
                    sum(straight_through) AS straight_through, sum(baseline_ms) AS baseline_ms,
                    sum(human_ms) AS human_ms, sum(overhead_ms) AS overhead_ms, sum(machine_ms) AS machine_ms
                FROM time_day LEFT JOIN baseline ON baseline.id = time_day.baseline
                WHERE day BETWEEN ? AND ?
                GROUP BY substr(day, 1, 7), department, time_day.workflow, time_day.baseline, baseline.id
                ORDER BY substr(day, 1, 7), department, time_day.workflow, time_day.baseline
                """, [.text(from), .text(to)]
            ).map { try TimeTotal($0) }
        }
    }

    /// Net time saved of each day from `from` to `to` on which something counted, in seconds, by the day.
    ///
    /// - Parameter departments: only these; all where it is empty.
    package func netSeconds(
        from: String, to: String, departments: Set<String> = []
    ) throws -> [String: Double] {
        try database.read { connection in
            let rows = try connection.rows(
                """
                SELECT day, department, CAST(sum(baseline_ms - human_ms - overhead_ms) AS BIGINT) AS net FROM time_day
                WHERE day BETWEEN ? AND ? AND baseline <> 0 GROUP BY day, department
                """, [.text(from), .text(to)])
            var days: [String: Double] = [:]
            for row in rows where try departments.isEmpty || departments.contains(row.text("department")) {
                days[try row.text("day"), default: 0] += Milliseconds.seconds(try row.integer("net"))
            }
            return days
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

extension TimeTotal {
    fileprivate init(_ row: SQLRow) throws(Trouble) {
        var baseline: MeasuredBaseline?
        if let mean = try row.optionalInteger("mean_ms") {
            baseline = MeasuredBaseline(
                seconds: Milliseconds.seconds(mean), spreadSeconds: Milliseconds.seconds(try row.integer("spread_ms")),
                sample: try row.integer("sample"), timed: try row.text("timed"))
        }
        self.init(
            month: try row.text("month"), department: try row.text("department"), workflow: try row.text("workflow"),
            baseline: baseline, documents: try row.integer("documents"), unfinished: try row.integer("unfinished"),
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
