import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing

@Suite struct PageLawTests {
    @Test func everyPageIsInADocumentBlankOrSetAside() throws {
        let folder = try SlipFolder()
        let batch = try folder.run([.plain, .blank, .foreign, .huge, .plain])
        #expect(batch.count == PageCount(scanned: 5, inDocuments: 2, blank: 1, setAside: 2, waiting: 0))
        #expect(batch.count.holds)
        #expect(try batch.documents.map(\.pages) == [[1], [5]])
        #expect(try batch.documents.map(\.state) == [.done, .done])
        #expect(batch.pages.filter { $0.outcome == .blank }.map(\.number) == [2])
    }

    @Test func aPageThatIsSetAsideSaysWhyAndWhatToDo() throws {
        let folder = try SlipFolder()
        let batch = try folder.run([.foreign, .huge])
        let reasons = batch.pages.compactMap { page -> String? in
            guard case .setAside(let reason) = page.outcome else { return nil }
            return reason.en
        }
        #expect(try batch.documents.isEmpty)
        #expect(reasons.first?.contains("Check") == true)
        #expect(reasons.last?.contains("too large") == true)
    }

    @Test func aFileThatCannotBeReadIsRefusedAndTheOthersGoOn() throws {
        let folder = try SlipFolder()
        let broken = try folder.write("%PDF-1.4\nhalf", to: "broken.pdf")
        let outcome = try folder.run([broken, try folder.scan([.plain])])
        #expect(outcome.refused.map(\.file) == [broken])
        #expect(outcome.batches.map(\.count.inDocuments) == [1])
    }

    @Test func resultsAreTheSameWithOneAndTwoWorkers() throws {
        let pages: [Slip.Page] = [
            .front(marks: ["consent", "post"]), .front(marks: ["urgent"]), .blank,
            .front(marks: ["consent", "online"]),
        ]
        let runs = try [1, 2].map { workers in try SlipFolder().run(pages, workers: workers) }
        #expect(try runs[0].documents.map(\.pages) == [[1], [2], [4]])
        #expect(try runs[0].documents == runs[1].documents)
        #expect(runs[0].pages == runs[1].pages)
        #expect(try runs[0].documents.map { $0.value("way") } == [.text("郵送"), FieldValue.none, .text("電子")])
    }

    @Test func theSameBytesInTwoWorkflowsAreTwoBatches() throws {
        let folder = try SlipFolder()
        let job = try String(contentsOf: folder.file("slip/workflow.yml"), encoding: .utf8)
        try FileManager.default.copyItem(at: folder.file("slip"), to: folder.file("copy"))
        try folder.write(job.replacing("workflow: slip", with: "workflow: copy"), to: "copy/workflow.yml")
        let scan = try folder.scan([.plain])
        let batches = try ["slip", "copy"].flatMap { name in
            try JobRunner(job: try folder.job(name), dataFolder: folder.dataFolder, workers: 1).run([scan]).batches
        }
        #expect(Set(batches.map(\.batch.id)).count == 2)
        #expect(try batches.map { try $0.documents.count } == [1, 1])
    }
}
