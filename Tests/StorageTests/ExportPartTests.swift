import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

/// What is exported when, and which documents count with it.
@Suite(.onBothEngines) struct ExportPartTests {
    private let place: Place

    init() throws { place = try Place() }

    /// The part of each document, in the batch's order.
    private func parts() throws -> [Int?] {
        var parts: [Int?] = []
        try place.store.forEachDocument(inBatch: "b1") { (_: Document, part: Int?) in parts.append(part) }
        return parts
    }

    private func commit(_ worker: String = "w1", after seconds: Double = 0) throws {
        try place.store.commitFinish(
            batch: "b1", exports: [], worker: worker, now: Place.morning.addingTimeInterval(seconds))
    }

    private func counted() throws -> [String] { try place.store.timeEntries(inBatch: "b1").keys.sorted() }

    private func expectWholeBooks() throws { try place.store.verifyConsistency { Issue.record("\($0)") } }

    @Test func `time counts with the export, on the day on which it is written`() throws {
        try place.addSplit(pages: 3, exportRule: .whole)
        try place.settleNext(as: .done, spent: TimeSpent(machine: 2, human: 4))
        try place.settleNext(as: .done)
        #expect(try counted() == [])
        #expect(try place.store.timeTotals(from: "2026-04-01", to: "2027-03-31").isEmpty)
        try place.settleNext(as: .rejected, spent: TimeSpent(human: 1))
        #expect(try counted() == ["b1-3"])
        try expectWholeBooks()
        _ = try #require(try place.claim()?.finishTask)
        #expect(try counted() == ["b1-3"])
        // 2026-04-02 in Tokyo.
        try commit(after: 54_000)
        let entries = try place.store.timeEntries(inBatch: "b1")
        #expect(entries.values.map(\.day).sorted() == ["2026-04-01", "2026-04-02", "2026-04-02"])
        #expect(entries["b1-1"].map { [$0.baselineSeconds, $0.humanSeconds, $0.machineSeconds] } == [198, 4, 2])
        #expect(entries["b1-2"]?.straightThrough == true)
        let total = try #require(try place.store.timeTotals(from: "2026-04-02", to: "2026-04-02").first)
        #expect((total.documents, total.unfinished, total.straightThrough) == (2, 0, 1))
        #expect((total.baselineSeconds, total.humanSeconds) == (396, 4))
        try expectWholeBooks()
    }

    @Test func `a part is due when documents are done and the others wait, and each document is in one`() throws {
        try place.addSplit(pages: 4, exportRule: .parts)
        try place.settleNext(as: .done)
        #expect(try !place.store.isFinishDue(batch: "b1"))
        for _ in 0..<3 { try place.settleNext(as: .review) }
        let first = try #require(try place.claim()?.finishTask)
        #expect((first.part, first.exportRule) == (1, .parts))
        #expect(try place.claim("w2") == nil)
        try commit()
        #expect(try place.store.batch("b1")?.state == .split)
        #expect(try counted() == ["b1-1"])
        #expect(try place.claim() == nil)
        try expectWholeBooks()

        try place.takeUp("b1-3")
        try place.settleNext(as: .done)
        #expect(try place.claim()?.finishTask?.part == 2)
        try commit()
        try place.takeUp("b1-2")
        try place.takeUp("b1-4")
        try place.settleNext(as: .rejected)
        try place.settleNext(as: .rejected)
        #expect(try place.claim()?.finishTask?.part == 3)
        try commit()
        #expect(try parts() == [1, nil, 2, nil])
        #expect(try place.store.batch("b1")?.state == .finished)
        #expect(try counted() == ["b1-1", "b1-2", "b1-3", "b1-4"])
        try expectWholeBooks()
    }

    @Test func `nothing done is no part`() throws {
        try place.addSplit(pages: 2, exportRule: .parts)
        try place.settleNext(as: .rejected)
        try place.settleNext(as: .review)
        #expect(try !place.store.isFinishDue(batch: "b1"))
        #expect(try place.claim() == nil)
    }

    @Test func `a part whose attempt was lost keeps its documents`() throws {
        try place.addSplit(pages: 3, exportRule: .parts)
        try place.settleNext(as: .done)
        for _ in 0..<2 { try place.settleNext(as: .review) }
        let claim = try #require(try place.claim())
        try place.store.fail(claim, reason: .workerVanished, worker: "w1", now: Place.morning)
        try place.takeUp("b1-2")
        try place.settleNext(as: .done)
        #expect(try place.claim()?.finishTask?.part == 1)
        #expect(try parts() == [1, nil, nil])
        try commit()
        #expect(try place.claim()?.finishTask?.part == 2)
        #expect(try parts() == [1, 2, nil])
    }

    @Test func `what is done while a whole export is written is in the next, and the batch is not finished before`()
        throws
    {
        try place.addSplit(pages: 2, exportRule: .whole)
        try place.settleNext(as: .done)
        try place.settleNext(as: .failed)
        _ = try #require(try place.claim()?.finishTask)
        #expect(try place.store.retry(document: "b1-2", now: Place.morning))
        let task = try #require(try place.claim("w2")?.documentTask)
        var document = task.document
        document.state = .done
        try place.store.commitDocument(document, nextStep: 1, worker: "w2", now: Place.morning)
        try commit()
        #expect(try place.store.batch("b1")?.state == .split)
        #expect(try counted() == ["b1-1"])
        try expectWholeBooks()
        #expect(try place.claim()?.finishTask?.part == 2)
        try commit()
        #expect(try place.store.batch("b1")?.state == .finished)
        #expect(try counted() == ["b1-1", "b1-2"])
        try expectWholeBooks()
    }

    @Test func `what waits and what is held is told, with the day on which it came in`() throws {
        try place.addSplit(pages: 3, exportRule: .whole)
        try place.settleNext(as: .done)
        try place.settleNext(as: .done, spent: TimeSpent(human: 1))
        try place.settleNext(as: .review)
        try place.addSplit("b2", pages: 1, after: 5, baseline: nil)
        try place.settleNext(as: .inDoubt, after: 5)
        try place.addSplit("b3", pages: 1, after: 6)
        try place.settleNext(as: .done, after: 6)
        let open = try place.store.openDocuments()
        #expect(open.map(\.batch) == ["b1", "b2"])
        #expect(open.map(\.day) == ["2026-04-01", "2026-04-01"])
        #expect(open.map { [$0.waiting, $0.held, $0.heldStraightThrough] } == [[1, 2, 1], [1, 0, 0]])
        #expect(open.map(\.hasBaseline) == [true, false])
    }

    @Test func `the time that a page took goes to its document`() throws {
        try place.add(pages: 3)
        _ = try #require(try place.claim()?.splitTask)
        let document = Place.document(1, pages: [1, 2])
        var pages = Place.records(document) + [PageRecord(page: Page(number: 3, outcome: .blank))]
        for index in pages.indices { pages[index].machineSeconds = Double(index + 1) }
        try place.store.commitSplit(
            SplitResult(batch: "b1", pages: pages, documents: [document], openDocument: nil, nextPage: 4), worker: "w1",
            now: Place.morning)
        try place.settleNext(as: .review, spent: TimeSpent(machine: 0.5))
        #expect(try place.store.timeSpent(inBatch: "b1") == ["b1-1": TimeSpent(machine: 3.5)])
    }
}
