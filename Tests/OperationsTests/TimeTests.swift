import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Testing
import TimeLedger

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
}
