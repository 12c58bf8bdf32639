import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing
import TimeLedger

/// Whatever happens, and in whatever order, each figure is the sum of the entries behind it.
@Suite(.onBothEngines) struct LedgerPropertyTests {
    private let ledger: Ledger

    init() throws { ledger = try Ledger() }

    private static let states: [DocumentState] = [.done, .done, .done, .rejected, .failed]

    private struct Work {
        var workflow: String
        var day: String
        var documents: [(state: DocumentState, human: Double)]
    }

    private static func work(_ random: inout SeededRandom) -> [Work] {
        (0..<6).map { _ in
            Work(
                workflow: ["onestop", "payroll"].randomElement(using: &random) ?? "onestop",
                day: ["2027-02-28", "2028-02-29", "2028-03-31", "2028-04-01", "2026-12-31"].randomElement(
                    using: &random)
                    ?? "2027-02-28",
                documents: (0..<3).map { _ in
                    (
                        states.randomElement(using: &random) ?? .done,
                        Double(Int.random(in: 0...90_000, using: &random)) / 1000
                    )
                })
        }
    }

    private func fill(_ work: [Work]) throws {
        for each in work {
            try ledger.settle(
                each.workflow, department: "課",
                baseline: MeasuredBaseline(seconds: 61.7, spreadSeconds: 8, sample: 20, timed: "2026-01-01"),
                day: each.day,
                documents: each.documents)
        }
    }

    private func report(_ year: Int) throws -> Report {
        try Report.make(
            ReportRequest(fiscalYear: "x", from: "\(year)-04-01", to: "\(year + 1)-03-31", asOf: "2030-01-01"),
            from: ledger.store)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `totals are the sums of their entries at every level, in whatever order documents came`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let work = Self.work(&random)
        try fill(work)
        var all = 0.0
        for year in [2026, 2027, 2028] {
            let report = try report(year)
            var sum = 0.0
            for summary in report.workflows {
                let lines = try ledger.store.ledgerLines(workflow: summary.workflow, from: report.from, to: report.to)
                let net = lines.map(\.netSeconds).reduce(0, +)
                #expect(abs(net - summary.savedSeconds) < 1e-6)
                #expect(lines.map(\.documents).reduce(0, +) == summary.documents)
                for row in report.rows where row.workflow == summary.workflow {
                    let month = lines.filter { $0.day.hasPrefix(row.month ?? "?") }
                    #expect(abs(month.map(\.netSeconds).reduce(0, +) - row.netSeconds) < 1e-6)
                }
                sum += net
            }
            #expect(abs(sum - report.netSeconds) < 1e-6)
            all += sum
        }
        var expected = 0.0
        for document in work.flatMap(\.documents) { expected += (document.state == .done ? 61.7 : 0) - document.human }
        #expect(abs(all - expected) < 1e-6)
        let other = try Ledger()
        for each in work.shuffled(using: &random) {
            try other.settle(
                each.workflow, department: "課",
                baseline: MeasuredBaseline(seconds: 61.7, spreadSeconds: 8, sample: 20, timed: "2026-01-01"),
                day: each.day,
                documents: each.documents.reversed())
        }
        for year in [2026, 2027, 2028] {
            let again = try Report.make(
                ReportRequest(fiscalYear: "x", from: "\(year)-04-01", to: "\(year + 1)-03-31", asOf: "2030-01-01"),
                from: other.store)
            #expect(try again == report(year))
        }
        var faults: [ConsistencyFault] = []
        try ledger.store.verifyConsistency { faults.append($0) }
        #expect(faults == [])
    }

    /// The sums of all fiscal years that the work lies in.
    private func all(_ ledger: Ledger, by groupings: Set<ReportRequest.Grouping>) throws -> [Report] {
        try [2025, 2026, 2027, 2028].map { year in
            try Report.make(
                ReportRequest(
                    fiscalYear: "x", from: "\(year)-04-01", to: "\(year + 1)-03-31", by: groupings, asOf: "2030-01-01"),
                from: ledger.store)
        }
    }

    @Test(arguments: [4, 5] as [UInt64])
    func `workers that die between transactions and other time zones change no total`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let work = Self.work(&random)
        try fill(work)
        let expected = try all(ledger, by: []).map(\.netSeconds).reduce(0, +)
        for zone in ["Pacific/Kiritimati", "Pacific/Niue"] {
            let other = try Ledger(timeZone: try #require(TimeZone(identifier: zone)))
            for each in work {
                try other.settle(
                    each.workflow, department: "課",
                    baseline: MeasuredBaseline(seconds: 61.7, spreadSeconds: 8, sample: 20, timed: "2026-01-01"),
                    day: each.day, documents: each.documents, crashes: { Bool.random(using: &random) })
            }
            #expect(abs(try all(other, by: []).map(\.netSeconds).reduce(0, +) - expected) < 1e-6)
            var faults: [ConsistencyFault] = []
            try other.store.verifyConsistency { faults.append($0) }
            #expect(faults == [])
        }
    }

    @Test func `however rows are told apart, they add up to the same`() throws {
        var random = SeededRandom(seed: 6)
        try fill(Self.work(&random))
        let groupings = ReportRequest.Grouping.allCases
        let wanted = try all(ledger, by: []).map(\.total)
        for choice in 0..<(1 << groupings.count) {
            let by = Set(groupings.enumerated().filter { choice & (1 << $0.offset) != 0 }.map(\.element))
            for (report, total) in zip(try all(ledger, by: by), wanted) {
                #expect(abs(report.rows.reduce(0) { $0 + $1.netSeconds } - total.netSeconds) < 1e-6)
                #expect(report.rows.reduce(0) { $0 + $1.documents } == total.documents)
                #expect(report.total == total)
            }
        }
    }

    @Test func `the first day of 令和 and leap days lie in one fiscal year each, by months and by days`() throws {
        let days = ["2019-03-31", "2019-04-01", "2019-04-30", "2019-05-01", "2020-02-29", "2020-03-31", "2020-04-01"]
        for day in days {
            try ledger.settle(
                "w", department: "課",
                baseline: MeasuredBaseline(seconds: 100, spreadSeconds: 0, sample: 20, timed: "2018-01-01"), day: day,
                documents: [(.done, 0)])
        }
        func net(_ from: String, _ to: String) throws -> Double {
            try Report.make(
                ReportRequest(fiscalYear: "x", from: from, to: to, asOf: "2030-01-01"), from: ledger.store
            ).netSeconds
        }
        #expect(try net("2019-04-01", "2020-03-31") == 500)
        #expect(try net("2020-02-01", "2020-02-29") == 100)
        // Not whole months: from the sums by day.
        #expect(try net("2020-02-01", "2020-02-28") == 0)
        #expect(try net("2019-04-30", "2020-02-29") == 300)
        #expect(try net("2018-04-01", "2019-03-31") + net("2020-04-01", "2021-03-31") == 200)
    }

    @Test func `a month that is not closed bears its share up to today, and the same once it is closed`() throws {
        let baseline = MeasuredBaseline(seconds: 3600, spreadSeconds: 0, sample: 20, timed: "2026-01-01")
        try ledger.settle("w", department: "課", baseline: baseline, day: "2026-05-01", documents: [(.done, 0)])
        var request = ReportRequest(fiscalYear: "R8", from: "2026-04-01", to: "2027-03-31", asOf: "2026-06-15")
        request.shares = [("2026-03", 50.0), ("2026-05", 600), ("2026-06", 300)].map { month, seconds in
            MonthlyShare(
                workflow: "w", department: "課", kind: .upkeep, month: month, seconds: seconds, baseline: baseline)
        }
        let open = try Report.make(request, from: ledger.store)
        #expect((open.pendingOverheadSeconds, open.netSeconds) == (900, 2700))
        #expect(open.rows.map(\.overheadSeconds) == [600, 300])
        let booking = TimeBooking(
            workflow: "w", department: "課", kind: .upkeep, seconds: 600, actor: "workflow.yml", reason: "2026-05")
        let now = try Date("2026-06-15T00:00:00Z", strategy: .iso8601)
        #expect(try ledger.store.bookMonthly(booking, month: "2026-05", now: now))
        let closed = try Report.make(request, from: ledger.store)
        #expect((closed.pendingOverheadSeconds, closed.netSeconds) == (300, 2700))
        #expect(closed.rows == open.rows)
        // What another department bears is not theirs.
        request.departments = ["別の課"]
        #expect(try Report.make(request, from: ledger.store).pendingOverheadSeconds == 0)
    }

    @Test func `last year's shape is taken where it is known, and the report says so`() throws {
        let hour = MeasuredBaseline(seconds: 3600, spreadSeconds: 0, sample: 30, timed: "2025-01-01")
        // Last year: 1 h in April, 1 h in May, 8 h in January. This year: 2 h each so far.
        for (day, count) in [
            ("2025-04-10", 1), ("2025-05-10", 1), ("2026-01-10", 8), ("2026-04-10", 2), ("2026-05-10", 2),
        ] {
            try ledger.settle(
                "w", department: "課", baseline: hour, day: day, documents: Array(repeating: (.done, 0), count: count))
        }
        let request = ReportRequest(fiscalYear: "R8", from: "2026-04-01", to: "2027-03-31", asOf: "2026-06-10")
        let report = try Report.make(request, from: ledger.store)
        #expect(report.forecastBasis == .lastYear)
        #expect(report.forecastHours == 20)
        #expect((report.forecastLow, report.forecastHigh) == (20, 20))
        #expect(report.netSeconds == 4 * 3600)
    }

    @Test func `a loss that only set-up makes is to get more documents`() throws {
        try ledger.settle(
            "w", department: "課",
            baseline: MeasuredBaseline(seconds: 600, spreadSeconds: 30, sample: 30, timed: "2026-01-01"),
            day: "2026-05-01",
            documents: Array(repeating: (.done, 60), count: 3))
        let booking = TimeBooking(
            workflow: "w", department: "課", kind: .setUp, seconds: 7200, actor: "情報課", reason: "導入")
        try ledger.store.book(booking, now: try Date("2026-05-02T00:00:00Z", strategy: .iso8601))
        let request = ReportRequest(fiscalYear: "R8", from: "2026-04-01", to: "2027-03-31", asOf: "2026-06-10")
        let summary = try #require(try Report.make(request, from: ledger.store).workflows.first)
        #expect(summary.savedSeconds == 1800 - 180 - 7200)
        #expect(summary.recommendation == .moreDocuments)
    }
}
