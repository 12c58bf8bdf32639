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
