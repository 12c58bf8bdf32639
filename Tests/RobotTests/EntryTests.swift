import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import StationRuns
import Storage
import Testing

/// Entering into the tax system of the samples, with a real browser.
@Suite(.serialized, .browserTurn) struct EntryTests {
    @Test func aProvedDocumentIsEnteredAndReadBack() async throws {
        let place = try EnteredFolder(try TaxSystem())
        let batch = try await place.run([
            .front(marks: ["consent", "post"]), .front(marks: ["urgent"]), .front(marks: ["consent", "counter"]),
        ])
        #expect(batch.states == [.done: 3])
        let records = try place.system.records()
        #expect(records.map(\.consent) == ["1", "", "1"])
        #expect(records.map(\.urgent) == ["", "1", ""])
        #expect(records.map(\.way) == ["2", "0", "1"])
        #expect(try place.system.duplicates() == 0)
        let documents = try batch.documents
        #expect(records.map(\.number) == documents.map(\.id))
        #expect(documents.map { $0.value("receipt") } == records.map { .text($0.receipt) })
        #expect(
            try place.folder.exported(batch) == zip(documents, records).map { "\($0.id),\($1.receipt)" })
        for document in documents {
            let entry = try #require(try place.store.entry(ofDocument: document.id, step: 1))
            #expect(entry.state == .done)
            #expect(entry.account == "shokuin")
            #expect(entry.request.hasPrefix("POST ") && entry.request.hasSuffix("/save"))
            #expect(entry.kept["receipt"] == document.value("receipt")?.plainText)
            let intended = try #require(entry.intended)
            #expect(try #require(entry.answered) >= intended)
            let picture = try Data(
                contentsOf: place.folder.dataFolder.pages.url(of: try #require(entry.picture)))
            #expect(picture.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
        }
    }

    @Test func aRefusedRecordWaitsForAPersonWithTheSystemsWords() async throws {
        let place = try EnteredFolder(try TaxSystem(["--refuse-ending", "2"]))
        let batch = try await place.run([.plain, .plain, .plain])
        #expect(batch.states == [.done: 2, .review: 1])
        let refused = try #require(try batch.documents.first { $0.state == .review })
        #expect(refused.openProblems.map(\.rule) == ["enter:tax-system"])
        #expect(refused.openProblems[0].message.ja.contains("この整理番号は対象外です（E-1042）"))
        #expect(try place.store.entry(ofDocument: refused.id, step: 1)?.state == .refused)
        #expect(try place.system.records().count == 2)
    }

    @Test func anEntryWithoutAnAnswerIsLookedForAndNotMadeTwice() async throws {
        // Every entry is kept, and none is answered.
        let place = try EnteredFolder(try TaxSystem(["--lose", "1"]))
        let batch = try await place.run([.plain, .plain])
        #expect(batch.states == [.done: 2])
        let records = try place.system.records()
        #expect(records.map(\.number) == (try batch.documents.map(\.id)))
        #expect(try batch.documents.map { $0.value("receipt") } == records.map { .text($0.receipt) })
        #expect(try place.system.duplicates() == 0)
    }

    @Test func withoutAWayToLookAnEntryWithoutAnAnswerIsInDoubtUntilAPersonSays() async throws {
        let place = try EnteredFolder(
            try TaxSystem(["--lose", "1"]), script: { $0.split(separator: "\nverify:").first.map(String.init) ?? $0 })
        let batch = try await place.run([.plain])
        #expect(batch.states == [.inDoubt: 1])
        let document = try #require(try batch.documents.first)
        #expect(try place.store.entries(.inDoubt).map(\.document) == [document.id])
        #expect(document.openProblems[0].message.en.contains("tema robot settle"))
        #expect(
            try place.store.settleDoubt(ofDocument: document.id, isEntered: true, account: "hana", now: Date()))
        let again = try await place.run(place.folder.file("scan.pdf"))
        #expect(again.batches.first?.states == [.done: 1])
        #expect(try place.system.records().count == 1)
    }

    @Test func aPageThatChangedStopsTheRobotAndNothingWrongIsEntered() async throws {
        let place = try EnteredFolder(try TaxSystem(), script: { $0.replacing("patience: 120", with: "patience: 6") })
        try place.system.switchLayout(to: "2")
        let outcome = try await place.run(try place.folder.scan([.plain, .plain]))
        let trouble = try #require(outcome.trouble)
        #expect(trouble.message.ja.contains("cell「整理番号」 が画面にありません"))
        #expect(trouble.message.ja.contains("申請整理番号(新様式)」に変わったのなら"))
        #expect(outcome.batches.first?.states == [.queued: 2])
        #expect(try place.system.records() == [])
        let lane = try #require(try place.store.lanes().first)
        #expect(lane.isStopped)
        let found = place.folder.file("data").appending(path: try #require(lane.found))
        #expect(try Data(contentsOf: found).count > 1000)
        // A person looks, mends the script, and opens it again.
        try place.system.switchLayout(to: "1")
        #expect(try place.store.openLane("tax-system"))
        let again = try await place.run(place.folder.file("scan.pdf"))
        #expect(again.batches.first?.states == [.done: 2])
        #expect(try place.system.records().count == 2)
    }

    @Test func aSessionThatTimedOutIsBegunAnew() async throws {
        let place = try EnteredFolder(try TaxSystem(["--session-requests", "5"]))
        let batch = try await place.run([.plain, .plain, .plain])
        #expect(batch.states == [.done: 3])
        #expect(try place.system.records().count == 3)
    }
}
