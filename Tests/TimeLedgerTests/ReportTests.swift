import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing
import TimeLedger

@Suite(.onBothEngines) struct ReportTests {
    private let ledger: Ledger
    private let onestop = MeasuredBaseline(seconds: 200, spreadSeconds: 30, sample: 9, timed: "2026-05-18")
    private let payroll = MeasuredBaseline(seconds: 100, spreadSeconds: 40, sample: 16, timed: "2026-06-01")

    init() throws { ledger = try Ledger() }

    private func request(
        by: Set<ReportRequest.Grouping> = Set(ReportRequest.Grouping.allCases), asOf: String = "2026-07-31",
        target: Double? = nil
    ) -> ReportRequest {
        ReportRequest(
            fiscalYear: "R8", from: "2026-04-01", to: "2027-03-31", by: by, asOf: asOf, targetHours: target)
    }

    private func fill() throws {
        try ledger.settle(
            "onestop", department: "市民税課", baseline: onestop, day: "2026-04-10",
            documents: [(.done, 0), (.done, 20), (.rejected, 10), (.failed, 0)])
        try ledger.settle(
            "onestop", department: "市民税課", baseline: onestop, day: "2026-05-01", documents: [(.done, 0), (.done, 0)])
        try ledger.settle(
            "payroll", department: "市民税課", baseline: payroll, day: "2026-05-02",
            documents: [(.done, 5), (.done, 5), (.done, 0), (.done, 0)])
        try ledger.settle(
            "survey", department: "企画課", baseline: nil, day: "2026-05-02", documents: [(.done, 7), (.rejected, 9)])
        try ledger.settle(
            "onestop", department: "市民税課", baseline: onestop, day: "2026-03-31", documents: [(.done, 0)])
    }

    @Test func `hours are those of done documents less all human seconds, in the fiscal year`() throws {
        try fill()
        let report = try Report.make(request(target: 1), from: ledger.store)
        // 4 × 200 s + 4 × 100 s, less 20 + 10 + 5 + 5 s.
        #expect(report.netSeconds == 1160)
        #expect(report.targetHours == 1)
        #expect(report.total.documents == 8)
        #expect(report.total.uncountedDocuments == 1)
        #expect(report.total.humanSeconds == 40)
        #expect(report.total.humanSecondsPerDocument == 5)
        #expect(report.total.straightThrough == 0.5)
        #expect(
            report.rows.map { [$0.department, $0.workflow, $0.month] } == [
                ["企画課", "survey", "2026-05"], ["市民税課", "onestop", "2026-04"], ["市民税課", "onestop", "2026-05"],
                ["市民税課", "payroll", "2026-05"],
            ])
        #expect(report.rows.map(\.netSeconds) == [0, 370, 400, 390])
        #expect(report.rows.map(\.documents) == [0, 2, 2, 4])
        #expect(report.rows.map(\.straightThrough) == [0, 0.25, 1, 0.5])
    }

    @Test func `the range comes from how well the baselines are known`() throws {
        try fill()
        let report = try Report.make(request(), from: ledger.store)
        // Standard errors: 30 / √9 = 10 s on 4 documents, 40 / √16 = 10 s on 4 documents; √(40² + 40²) × 1.96.
        let half = 1.96 * 3200.0.squareRoot()
        #expect(abs(report.netHigh - (1160 + half)) < 1e-9)
        #expect(abs(report.netLow - (1160 - half)) < 1e-9)
    }

    @Test func `rows are told apart by what is asked for`() throws {
        try fill()
        let byWorkflow = try Report.make(request(by: [.workflow]), from: ledger.store)
        #expect(byWorkflow.rows.map(\.workflow) == ["onestop", "payroll", "survey"])
        #expect(byWorkflow.rows.map(\.netSeconds) == [770, 390, 0])
        #expect(byWorkflow.rows.allSatisfy { $0.month == nil && $0.department == nil })
        let byNothing = try Report.make(request(by: []), from: ledger.store)
        #expect(byNothing.rows == [byNothing.total])
        #expect(byNothing.netSeconds == byWorkflow.netSeconds)
    }

    @Test func `what waits stands beside the hours, and in the straight-through rate`() throws {
        try fill()
        try ledger.settle(
            "onestop", department: "市民税課", baseline: onestop, day: "2026-06-01",
            documents: [(.done, 0), (.done, 3), (.review, 0), (.inDoubt, 0)], exportRule: .whole)
        try ledger.settle(
            "onestop", department: "市民税課", baseline: onestop, day: "2026-03-31", documents: [(.review, 0)])
        let report = try Report.make(request(), from: ledger.store)
        #expect(report.netSeconds == 1160)
        #expect((report.total.waitingDocuments, report.total.heldDocuments) == (2, 2))
        #expect(report.total.oldestWaitingDays == 60)
        // 5 of 10 without a person, and now one more of 4 more.
        #expect(abs(report.total.straightThrough - 6.0 / 14) < 1e-9)
        let june = try #require(report.rows.first { $0.month == "2026-06" })
        #expect((june.documents, june.waitingDocuments, june.heldDocuments) == (0, 2, 2))
        #expect((june.straightThrough, june.netSeconds, june.oldestWaitingDays) == (0.25, 0, 60))
        #expect(report.rows.first { $0.month == "2026-04" }?.oldestWaitingDays == nil)
    }

    @Test func `a year without documents reports nothing`() throws {
        let report = try Report.make(request(), from: ledger.store)
        #expect((report.netSeconds, report.netLow, report.netHigh) == (0, 0, 0))
        #expect(report.forecastHours == nil)
        #expect(report.rows.isEmpty)
    }

    /// Ten hours on 2026-04-01: half an hour a day after 20 days, 345 days before the end; and so on.
    private static let forecasts: [(String, Double?)] = [
        ("2026-04-20", 182.5), ("2026-08-23", 25.172414), ("2027-03-31", 10), ("2028-01-01", 10), ("2026-04-13", nil),
        ("2026-03-01", nil),
    ]

    @Test(arguments: forecasts)
    func `the forecast goes on as the year has gone`(asOf: String, hours: Double?) throws {
        let baseline = MeasuredBaseline(seconds: 3600, spreadSeconds: 0, sample: 1, timed: "2026-03-01")
        try ledger.settle(
            "onestop", department: "a", baseline: baseline, day: "2026-04-01",
            documents: Array(repeating: (.done, 0), count: 10))
        let forecast = try Report.make(request(asOf: asOf), from: ledger.store).forecastHours
        #expect(forecast.map { ($0 * 1e6).rounded() } == hours.map { ($0 * 1e6).rounded() })
    }

    @Test func `the plan sets the year's target`() {
        let plan = Plan(measure: "DX", title: "t", indicator: "削減時間", targets: [2026: 1500, 2027: 2000])
        func target(_ from: String) -> Double? {
            ReportRequest(fiscalYear: "R8", from: from, to: from, asOf: from, plan: plan).targetHours
        }
        #expect([target("2026-04-01"), target("2027-04-01"), target("2030-04-01")] == [1500, 2000, nil])
    }

    @Test func `its JSON has the documented keys, empty ones as null`() throws {
        try fill()
        let report = try Report.make(request(by: [.month]), from: ledger.store)
        let json = try JSONEncoder().encode(report)
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "fiscal_year", "from", "to", "target_hours", "net_seconds", "net_low", "net_high", "forecast_hours",
                "rows", "total", "forecast_low", "forecast_high", "forecast_basis", "workflows", "yen", "closed_months",
                "checking", "sample", "pending_overhead_seconds",
            ])
        #expect(object["target_hours"] is NSNull)
        let row = try #require((object["rows"] as? [[String: Any]])?.first)
        #expect(
            Set(row.keys) == [
                "department", "workflow", "month", "documents", "uncounted_documents", "baseline_seconds",
                "human_seconds", "overhead_seconds", "net_seconds", "straight_through", "human_seconds_per_document",
                "waiting_documents", "oldest_waiting_days", "held_documents",
            ])
        #expect(row["month"] as? String == "2026-04")
        #expect(row["department"] is NSNull)
        #expect(try JSONDecoder().decode(Report.self, from: json) == report)
    }
}
