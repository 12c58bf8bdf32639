import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct FinishTests {
    private let place: Place
    private let export = ExportRecord(step: 3, path: "out/b1.csv", rows: 1, sha256: "ab")

    init() throws { place = try Place() }

    private func claimFinish(worker: String = "w1") throws -> FinishTask? {
        try place.store.claimFinish(batch: "b1", worker: worker, leaseSeconds: 60, now: Place.morning)
    }

    @Test func `a batch is finished once, when all its documents are settled`() throws {
        try place.addSplit(pages: 3)
        try place.settleNext(as: .done)
        try place.settleNext(as: .rejected)
        #expect(try claimFinish() == nil)
        try place.settleNext(as: .failed)
        let task = try #require(try place.claim()?.finishTask)
        #expect((task.part, task.exportRule) == (1, .none))
        #expect(try place.claim("w2") == nil)
        try place.store.commitFinish(batch: "b1", exports: [export], worker: "w1", now: Place.morning)
        let record = try #require(try place.store.batch("b1"))
        #expect((record.state, record.finished) == (.finished, Place.morning))
        #expect(try place.store.exports(ofBatch: "b1") == [export])
        #expect(throws: LostClaim.self) {
            try place.store.commitFinish(batch: "b1", exports: [export], worker: "w1", now: Place.morning)
        }
        #expect(try place.claim() == nil)
        #expect(try claimFinish() == nil)
    }

    @Test(arguments: [ExportRule.none, .whole])
    func `documents that wait for a person keep a batch open`(rule: ExportRule) throws {
        try place.addSplit(pages: 2, exportRule: rule)
        try place.settleNext(as: .done)
        try place.settleNext(as: .review)
        #expect(try place.claim() == nil)
        #expect(try claimFinish() == nil)
        #expect(try !place.store.isFinishDue(batch: "b1"))
        try place.takeUp("b1-2")
        try place.settleNext(as: .done)
        #expect(try place.store.isFinishDue(batch: "b1"))
        #expect(try claimFinish()?.part == 1)
        #expect(try claimFinish(worker: "w2") == nil)
        try place.store.commitFinish(batch: "b1", exports: [export], worker: "w1", now: Place.morning)
        #expect(try place.store.batch("b1")?.state == .finished)
        #expect(
            try place.store.events(ofBatch: "b1").map(\.kind).filter { $0 != .timeCounted } == [
                .received, .split, .documentDone, .documentWaits, .documentDone, .exported, .finished,
            ])
    }

    @Test func `a batch of which all is blank is finished too`() throws {
        try place.add(pages: 2)
        _ = try place.claim()
        let pages = (1...2).map { PageRecord(page: Page(number: $0, outcome: .blank)) }
        try place.store.commitSplit(
            SplitResult(batch: "b1", pages: pages, documents: [], openDocument: nil, nextPage: 3), worker: "w1",
            now: Place.morning)
        #expect(try place.claim()?.summary == "finish b1")
    }

    @Test func `a batch whose finish keeps failing waits for a person, and can be taken up again`() throws {
        try place.addSplit(pages: 1)
        try place.settleNext(as: .done)
        let reason = Wording(ja: "ディスクがいっぱいです", en: "the disk is full")
        var outcomes: [FailureOutcome] = []
        for _ in 0..<3 {
            let claim = try #require(try place.claim())
            outcomes.append(try place.store.fail(claim, reason: reason, worker: "w1", now: Place.morning))
        }
        #expect(outcomes == [.willRetry, .willRetry, .batchFailed])
        #expect(try place.claim() == nil)
        #expect(try place.store.batch("b1")?.failure == reason)
        #expect(try place.store.document("b1-1")?.state == .done)
        #expect(try place.store.retry(batch: "b1", now: Place.morning))
        #expect(try !place.store.retry(batch: "b1", now: Place.morning))
        #expect(try place.claim()?.summary == "finish b1")
    }

    @Test func `a page that vanished from the store stops the finish`() throws {
        try place.addSplit(pages: 2)
        for _ in 0..<2 { try place.settleNext(as: .done) }
        _ = try #require(try place.claim())
        let raw = try place.raw()
        try raw.write { try $0.execute("DELETE FROM page WHERE number = 2") }
        let trouble = #expect(throws: Trouble.self) {
            try place.store.commitFinish(batch: "b1", exports: [export], worker: "w1", now: Place.morning)
        }
        #expect(trouble?.message.en.contains("do not add up") == true)
        #expect(try place.store.batch("b1")?.state == .split)
        #expect(try place.store.exports(ofBatch: "b1").isEmpty)
    }
}
