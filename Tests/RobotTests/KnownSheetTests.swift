import Engine
import Forms
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing
import Workflows

/// A sheet that was filled here comes back with its QR code.
@Suite struct KnownSheetTests {
    private static let printed: [String: FieldValue] = [
        "consent": .flag(true), "urgent": .flag(true), "way": .text("郵送"),
    ]

    /// The document that a printed sheet becomes where the store of filled forms says `known` of it.
    private func comesBack(knownAs known: [String: FieldValue]) async throws -> Document {
        // So tight a budget that no mark passes by itself.
        let folder = try SlipFolder(steps: "- read: {error-budget: 0.00001%}")
        let template = try #require(TemplateReader.read(folder.file("slip/forms/slip.yml")).value)
        let scan = folder.file("back.pdf")
        #expect(try FilledBlank([template]).write(Self.printed, id: "A-1", to: scan).isEmpty)
        let (job, dataFolder) = (try folder.job(), folder.dataFolder)
        try FilledRecords(dataFolder).keep(known, as: "A-1")
        let outcome = try await OwnThread.run {
            try JobRunner(job: job, dataFolder: dataFolder, workers: 1).run([scan])
        }
        return try #require(try outcome.batches.first?.documents.first)
    }

    @Test func whatIsReadAsItWasPrintedNeedsNoOtherProof() async throws {
        let document = try await comesBack(knownAs: Self.printed)
        #expect(document.state == .done)
        #expect(document.value("way") == .text("郵送"))
        #expect(document.fields.allSatisfy { $0.decision?.because.en == "printed on the sheet that its QR code names" })
    }

    /// As where somebody corrected the paper: what was printed never stands in for what is seen.
    @Test func whatIsReadOtherwiseWaitsAsItWasRead() async throws {
        var known = Self.printed
        known["way"] = .text("窓口")
        let document = try await comesBack(knownAs: known)
        #expect(document.state == .review)
        #expect(document.value("way") == .text("郵送"))
        #expect(document.field("way")?.decision?.accepted == false)
        #expect(document.field("consent")?.decision?.accepted == true)
    }
}
