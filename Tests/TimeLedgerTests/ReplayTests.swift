import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing
import TimeLedger

/// What went wrong elsewhere, with the figures that were published, and the rule that stops it here.
@Suite(.onBothEngines) struct ReplayTests {
    private let ledger: Ledger

    init() throws { ledger = try Ledger() }

    private func report(_ facts: [WorkflowFacts] = []) throws -> Report {
        var request = ReportRequest(fiscalYear: "R8", from: "2026-04-01", to: "2027-03-31", asOf: "2027-03-31")
        request.facts = facts
        return try Report.make(request, from: ledger.store)
    }

    private func facts(_ id: String, _ state: WorkflowFacts.State = .counting) -> WorkflowFacts {
        WorkflowFacts(id: id, title: id, department: "課", state: state)
    }

    private func baseline(hours: Double) -> MeasuredBaseline {
        MeasuredBaseline(seconds: hours * 3600, spreadSeconds: 0, sample: 30, timed: "2026-03-01")
    }

    /// GSA OIG's audit of its agency's robots, as FEDweek sums it up: of ten robots said to save 107,000 hours one saved
    /// nothing.
    @Test func `a robot that people work as long for as before saves nothing`() throws {
        try ledger.settle(
            "bot", department: "課", baseline: baseline(hours: 0.5), day: "2026-05-01",
            documents: [(.done, 1800), (.done, 1800)])
        let summary = try #require(try report().workflows.first)
        #expect((summary.beforeSeconds, summary.savedSeconds, summary.savedShare) == (3600, 0, 0))
    }

    /// Same audit: two robots were stopped after four months, and their savings projected over the year.
    @Test func `a robot that stopped after four months has the hours of four months`() throws {
        for month in ["04", "05", "06", "07"] {
            try ledger.settle(
                "bot", department: "課", baseline: baseline(hours: 1), day: "2026-\(month)-10", documents: [(.done, 0)])
        }
        let report = try report([facts("bot", .resting)])
        #expect(report.netSeconds == 4 * 3600)
        #expect(report.forecastHours == 4)
        #expect(report.workflows.map(\.state) == [.resting])
    }

    /// Same audit: a task was taken to last 90 minutes, and lasted 30.
    @Test func `a baseline of 90 minutes does not outlive being timed at 30`() throws {
        let timed = Samples([28, 31, 30, 29, 32, 30, 30, 31].map { $0 * 60.0 })
        let half = try #require(timed.halfWidth)
        #expect(timed.mean + half < 90 * 60)
        #expect(timed.missing() == 0)
        // The auditor's sample: none of thirty documents is worth what was claimed.
        for day in 1...3 {
            try ledger.settle(
                "bot", department: "課", baseline: baseline(hours: 1.5), day: "2026-06-0\(day)",
                documents: Array(repeating: (.done, 0), count: 10))
        }
        try ledger.store.note(
            SampleResult(fiscalYear: 2026, seed: 1, checked: 30, sound: 0, actor: "監査", at: Date()))
        let sample = try #require(try report().sample)
        #expect((sample.lowShare, sample.lowSeconds) == (0, 0))
    }

    /// HUD OIG, as FEDweek has it: 14 robots and 13,644 hours were reported, 7 robots and 1,015 hours found.
    @Test func `robots that never ran have no hours`() throws {
        for number in 1...7 {
            try ledger.settle(
                "bot-\(number)", department: "課", baseline: baseline(hours: 145), day: "2026-05-01",
                documents: [(.done, 0)])
        }
        let report = try report((1...14).map { facts("bot-\($0)") })
        #expect(report.netSeconds == 1015 * 3600)
        #expect(report.workflows.count == 14)
        #expect(report.workflows.count { $0.documents == 0 && $0.savedSeconds == 0 } == 7)
    }

    @Test func `a failed run saves nothing, and costs what people spent on it`() throws {
        try ledger.settle(
            "bot", department: "課", baseline: baseline(hours: 1), day: "2026-05-01",
            documents: [(.failed, 60), (.failed, 0), (.rejected, 30)])
        let summary = try #require(try report([facts("bot")]).workflows.first)
        #expect((summary.documents, summary.unfinished) == (0, 3))
        #expect((summary.beforeSeconds, summary.savedSeconds) == (0, -90))
        #expect(summary.recommendation == .stop)
    }

    /// 久慈市 and NTT東日本, by ZDNet Japan (35153196): hours before and after.
    @Test func `of three tasks of 久慈市 one is a loss, comes first, and is to be switched off`() throws {
        for (name, before, after) in [("ふるさと納税", 19.8, 4.2), ("市県民税収納", 1.6, 16.2), ("アンケート", 73, 12.2)] {
            try ledger.settle(
                name, department: "課", baseline: baseline(hours: before / 2), day: "2026-05-01",
                documents: Array(repeating: (.done, after * 1800), count: 2))
        }
        let report = try report(["ふるさと納税", "市県民税収納", "アンケート"].map { facts($0) })
        #expect(report.workflows.map(\.workflow) == ["市県民税収納", "ふるさと納税", "アンケート"])
        #expect(report.workflows.map(\.recommendation) == [.stop, .keep, .keep])
        #expect(report.workflows.map { ($0.savedSeconds / 360).rounded() / 10 } == [-14.6, 15.6, 60.8])
        #expect(report.workflows.map { Int(($0.savedShare ?? 0) * 100) } == [-912, 78, 83])
    }

    /// 射水市「RPA利活用事業」 (2024-04-01): hours before, after, saved, and the share, of six of its 18 tasks.
    private static let imizu: [(String, Double, Double, Double, Double)] = [
        ("軽自動車税車両異動入力", 1095, 176, 919, 83.9), ("税収納データ日次消込ほか", 484, 47, 437, 90.3),
        ("予防接種結果入力", 846, 460, 386, 45.6), ("精神障害者保健福祉手帳ほか", 223, 112, 111, 49.8),
        ("保育認定・契約情報変更入力", 183, 72, 111, 60.7), ("施設稼働状況入力", 1317, 898, 419, 31.8),
    ]

    @Test func `the table of 射水市 comes out as it was published`() throws {
        for (name, before, after, _, _) in Self.imizu {
            try ledger.settle(
                name, department: "課", baseline: baseline(hours: before), day: "2026-05-01",
                documents: [(.done, after * 3600)])
        }
        let report = try report(Self.imizu.map { facts($0.0) })
        for (name, before, after, saved, share) in Self.imizu {
            let row = try #require(report.workflows.first { $0.workflow == name })
            #expect(
                [row.beforeSeconds, row.afterSeconds, row.savedSeconds].map { $0 / 3600 } == [before, after, saved])
            #expect(((row.savedShare ?? 0) * 1000).rounded() / 10 == share)
        }
    }

    @Test func `93 minutes per 100 sheets become 70`() throws {
        let minutes = MeasuredBaseline(seconds: 55.8, spreadSeconds: 6, sample: 30, timed: "2026-03-01")
        try ledger.settle(
            "神奈川県", department: "課", baseline: minutes, day: "2026-05-01",
            documents: Array(repeating: (.done, 42), count: 100))
        let row = try #require(try report([facts("神奈川県")]).workflows.first)
        #expect(
            [row.beforeSeconds, row.afterSeconds, row.savedSeconds].map { ($0 / 6).rounded() / 10 } == [93, 70, 23])
        #expect(row.savedLow < row.savedSeconds && row.savedHigh > row.savedSeconds && row.recommendation == .keep)
    }
}
