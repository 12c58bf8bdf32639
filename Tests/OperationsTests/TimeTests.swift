import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import TimeLedger
import Workflows

@Suite struct TimeTests {
    private static let always = ReportRequest(
        fiscalYear: "R8", from: "2000-01-01", to: "2999-12-31", by: [.workflow], asOf: "2999-12-31")

    private static let steps = """
        - read: {error-budget: 49%}
        - check:
            - {that: consent, else: 同意がありません}
        """

    @Test func eachFinishedDocumentIsCountedOnce() throws {
        let folder = try SlipFolder(steps: Self.steps)
        let scan = try folder.scan([.plain, .front(), .plain])
        let batch = try #require(try folder.run([scan]).batches.first)
        #expect(try batch.documents.map(\.state) == [.done, .review, .done])
        #expect(try batch.documents.map { batch.seconds[$0.id]?.baseline } == [120, 0, 120])
        let report = try TimeReport(dataFolder: folder.dataFolder).make(Self.always)
        #expect(report.rows.map(\.documents) == [2])
        #expect(report.netSeconds == 240)

        let again = try folder.run([scan])
        #expect(again.batches.isEmpty)
        #expect(again.refused.map(\.trouble.message.en.localizedLowercase).first?.contains(batch.batch.id) == true)
        #expect(try TimeReport(dataFolder: folder.dataFolder).make(Self.always) == report)
    }

    @Test func withoutABaselineNothingIsSaved() throws {
        let folder = try SlipFolder(steps: Self.steps, hasBaseline: false)
        _ = try folder.run([.plain])
        let report = try TimeReport(dataFolder: folder.dataFolder).make(Self.always)
        #expect(report.netSeconds == 0)
        #expect(report.total.uncountedDocuments == 1)
    }

    private static func request(_ year: String?, at moment: String = "2019-06-01T00:00:00Z") throws -> ReportRequest? {
        let site = Site(folder: URL(filePath: "/nowhere"), data: URL(filePath: "/nowhere"), workers: 1)
        return ReportRequest(
            year: year, site: site, plan: nil, workflows: [], now: try Date(moment, strategy: .iso8601))
    }

    @Test(arguments: ["R1", "令和元年度", "令和1年度", "H31", "平成31年度", "2019"])
    func `the fiscal year in which an era began has one span by each of its names`(year: String) throws {
        let request = try #require(try Self.request(year))
        #expect((request.from, request.to) == ("2019-04-01", "2020-03-31"))
    }

    /// 23:30 on 31 March in Tokyo is 14:30 in UTC.
    @Test func `the site's zone decides which fiscal year it is, and on which day its store counts`() throws {
        #expect(try Self.request(nil, at: "2026-03-31T14:30:00Z")?.from == "2025-04-01")
        #expect(try Self.request(nil, at: "2026-03-31T15:00:00Z")?.from == "2026-04-01")
        let folder = try SlipFolder(steps: Self.steps)
        _ = try folder.run([.plain])
        let store = try Store.open(folder.dataFolder)
        #expect(store.day(of: try Date("2026-03-31T14:30:00Z", strategy: .iso8601)) == "2026-03-31")
        #expect(store.day(of: try Date("2026-03-31T15:00:00Z", strategy: .iso8601)) == "2026-04-01")
    }
}
