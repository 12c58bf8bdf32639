import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// A place whose people read numbers otherwise than Tema does.
@Suite struct RetrainingTests {
    /// Slips with a hand-written number each. Printed digits stand for a hand's.
    private static func place(_ numbers: [String]) throws -> SlipFolder {
        let template = Slip.writingTemplate.replacing(
            "{name: number, label: 番号, type: number, zone: [40, 22, 50, 9], writing: print,",
            with: "{name: number, label: 番号, type: number, zone: [40, 22, 50, 9], writing: hand,")
        let folder = try SlipFolder(template: template, steps: "- read: {error-budget: 49%}")
        _ = try folder.run(numbers.map { Slip.Page.front(writing: ["number": $0]) })
        return folder
    }

    /// What people say that the slips' numbers are, who look at them after they have passed.
    private static func review(_ folder: SlipFolder, _ text: (String) -> String, numbers: [String]) throws {
        let store = try Store.open(sqliteAt: folder.dataFolder.storeFile)
        for batch in try store.batches() {
            for document in try store.documents(inBatch: batch.batch.id) {
                let page = try #require(document.pages.first)
                guard try store.recall([(document.id, "number")], now: Date()) == 1 else { continue }
                let waiting = try store.waitingSamples(for: nil, workflows: ["slip"], limit: 100)
                let sample = try #require(waiting.first { $0.document == document.id })
                #expect(
                    try store.answerSample(
                        sample, state: .wrong, value: .text(text(numbers[page - 1])), grade: nil, account: "sato",
                        seconds: 1, now: Date()))
            }
        }
    }

    private static let numbers = (0..<28).map { row in
        String((0..<8).map { Character(String(($0 * 3 + row * ($0 % 3 + 1)) % 2 == 0 ? 1 : 7)) })
    }

    @Test func keepsAModelThatReadsMoreOfWhatWasHeldBack() throws {
        let folder = try Self.place(Self.numbers)
        let swapped: [Character: Character] = ["1": "7", "7": "1"]
        try Self.review(folder, { String($0.map { swapped[$0] ?? $0 }) }, numbers: Self.numbers)
        let outcome = try Retraining(folder.dataFolder, site: nil).run()
        #expect(outcome.fields == Self.numbers.count)
        #expect(outcome.rightAfter > outcome.rightBefore)
        let model = folder.file("data/models/digits.model")
        #expect(outcome.models == model.deletingLastPathComponent().path)
        #expect(FileManager.default.fileExists(atPath: model.path))

        // The next run reads with it.
        let again = try folder.run([try folder.scan([.front(writing: ["number": "17711171"])], to: "again.pdf")])
        let document = try #require(try again.batches.first?.documents.first)
        #expect(document.field("number")?.readings.first { $0.recogniser == "hand/digits" }?.text == "71177717")
    }

    @Test func keepsNoModelThatIsNotBetter() throws {
        let folder = try Self.place(Self.numbers)
        try Self.review(folder, { $0 }, numbers: Self.numbers)
        let outcome = try Retraining(folder.dataFolder, site: nil).run()
        #expect(outcome.rightBefore >= outcome.rightAfter)
        #expect(outcome.models == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.file("data/models/digits.model").path))
    }

    /// A batch that was processed again: what is held back of the one is held back of the other.
    @Test func learnsFromNothingThatIsHeldBack() throws {
        let folder = try Self.place(Self.numbers)
        try Self.review(folder, { $0 }, numbers: Self.numbers)
        let once = try Retraining(folder.dataFolder, site: nil).run()
        let batch = try #require(try Store.open(sqliteAt: folder.dataFolder.storeFile).batches().first)
        _ = try Trials(folder.dataFolder, site: SiteReader.standard(in: folder.url)).run(
            batch.batch.id, workflow: { _ in try folder.job().workflow })
        try Self.review(folder, { $0 }, numbers: Self.numbers)
        let twice = try Retraining(folder.dataFolder, site: nil).run()
        #expect(twice.fields == 2 * once.fields)
        #expect(twice.heldBack == 2 * once.heldBack)
    }

    @Test func saysWhichDocumentsCanNotBeLearntFrom() throws {
        let folder = try Self.place(Self.numbers)
        try Self.review(folder, { $0 }, numbers: Self.numbers)
        try FileManager.default.removeItem(at: folder.file("data/pages"))
        let trouble = #expect(throws: Trouble.self) { try Retraining(folder.dataFolder, site: nil).run() }
        #expect(trouble?.message.en.contains("of \(Self.numbers.count) documents are not kept any more") == true)
    }

    @Test func saysThatTooLittleWasReviewed() throws {
        let folder = try Self.place(["123"])
        let trouble = #expect(throws: Trouble.self) { try Retraining(folder.dataFolder, site: nil).run() }
        #expect(trouble?.message.en.contains("too few hand-written digits") == true)
        #expect(trouble?.remedy?.ja.contains("確認が進んでから") == true)
    }
}
