import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

@Suite(.onBothEngines) struct RestTests {
    private static let full = Wording(ja: "ディスクの空きがありません。", en: "The disk is full.")
    private static let broken = Wording(ja: "規則を評価できません。", en: "A rule can't be worked out.")
    private let place: Place

    init() throws { place = try Place() }

    private func rest(_ batch: String, seconds: Double = 30) throws -> Bool {
        try place.store.rest(
            BatchRest(batch: batch, until: Place.morning.addingTimeInterval(seconds), reason: Self.full))
    }

    /// Fails what is claimed until nothing is left to claim.
    private func failAll(ofBatch isOfBatch: Bool) throws -> [FailureOutcome] {
        var outcomes: [FailureOutcome] = []
        while outcomes.count < 20, let claim = try place.claim() {
            outcomes.append(
                try place.store.fail(
                    claim, reason: Self.broken, isOfBatch: isOfBatch, worker: "w1", now: Place.morning))
        }
        return outcomes
    }

    private func expectWholeRecords() throws {
        try place.store.verifyAudit { Issue.record("\($0)") }
        try place.store.verifyConsistency { Issue.record("\($0)") }
    }

    @Test func `a batch that rests is let alone, and others of its workflow go on`() throws {
        try place.addSplit("b1", pages: 1)
        try place.settleNext(as: .done)
        try place.addSplit("b2", pages: 1, after: 5)
        #expect(try rest("b1"))
        #expect(try !rest("b1"), "told before")
        #expect(try place.claim(after: 6)?.summary == "document b2-1")
        #expect(try place.claim(after: 6) == nil)
        #expect(try place.claim(after: 31)?.summary == "finish b1")
        #expect(try place.store.batchRests().map(\.batch) == ["b1"])
        #expect(try place.store.endRest(ofBatch: "b1"))
        #expect(try !place.store.endRest(ofBatch: "b1"))
        #expect(try rest("b1"))
    }

    @Test func `a workflow's rest is told once until something of it succeeds`() throws {
        let pause = Pause(workflow: "onestop", until: Place.morning.addingTimeInterval(30), reason: Self.full)
        #expect(try place.store.pause(pause))
        #expect(try !place.store.pause(pause))
        #expect(try place.store.endPause(ofWorkflow: "onestop"))
        #expect(try !place.store.endPause(ofWorkflow: "onestop"))
        #expect(try place.store.pause(pause))
    }

    @Test func `a failure that is the whole batch's fails the batch after three attempts`() throws {
        try place.add("b1", pages: 40)
        #expect(try failAll(ofBatch: true) == [.willRetry, .willRetry, .batchFailed])
        #expect(try place.store.batch("b1")?.failure == Self.broken)
        #expect(
            try place.store.pageCount("b1")
                == PageCount(scanned: 40, inDocuments: 0, blank: 0, setAside: 40, waiting: 0))
        try expectWholeRecords()
    }

    @Test func `the pages of a batch that failed as a whole are looked at again when it is retried`() throws {
        try place.add("b1", pages: 40)
        _ = try failAll(ofBatch: true)
        #expect(try place.store.retry(batch: "b1", now: Place.morning))
        #expect(try place.claim()?.splitTask?.nextPage == 1)
        #expect(try place.store.pageCount("b1")?.waiting == 40)
        #expect(try place.store.batch("b1")?.failure == nil)
        try expectWholeRecords()
    }

    @Test func `pages that were looked at before stay as they are`() throws {
        try place.add("b1", pages: 20)
        let task = try #require(try place.claim()?.splitTask)
        let document = Place.document(1, pages: [1])
        let aside = PageRecord(page: Page(number: 2, outcome: .setAside(reason: Self.full)))
        try place.store.commitSplit(
            SplitResult(
                batch: task.batch.id, pages: Place.records(document) + [aside], documents: [document],
                openDocument: nil, nextPage: 3), worker: "w1", now: Place.morning)
        #expect(try failAll(ofBatch: true).contains(.batchFailed))
        #expect(try place.store.retry(batch: "b1", now: Place.morning))
        #expect(try place.claim()?.splitTask?.nextPage == 3)
        #expect(try place.store.pageCount("b1")?.setAside == 1)
        try expectWholeRecords()
    }

    @Test func `a failed batch is processed again, and is over when that is accepted`() throws {
        try place.add("b1", pages: 2)
        _ = try failAll(ofBatch: true)
        let intake = BatchIntake(
            batch: Batch(id: "b1-r1", workflow: "onestop", file: "b1.pdf", sha256: "sha of b1", pageCount: 2),
            pageFile: "pages/b1-r1.pdf", workflowVersion: "v2", department: "市民税課", baseline: nil,
            received: Place.morning)
        #expect(try place.store.beginReprocessing(of: "b1", as: intake) == .begun)
        let task = try #require(try place.claim()?.splitTask)
        let documents = (1...2).map { Place.document($0, of: task.batch.id, pages: [$0]) }
        try place.store.commitSplit(
            SplitResult(
                batch: task.batch.id, pages: documents.flatMap(Place.records), documents: documents,
                openDocument: nil, nextPage: 3), worker: "w1", now: Place.morning)
        for _ in documents { try place.settleNext(as: .done) }
        #expect(try place.store.acceptTrial("b1-r1", actor: nil, now: Place.morning))
        #expect(try place.store.batch("b1")?.state == .finished)
        #expect(try !place.store.retry(batch: "b1", now: Place.morning))
        #expect(try place.claim()?.summary == "finish b1-r1")
        try expectWholeRecords()
    }

    @Test func `bytes of which nothing was processed and nothing is kept may come in again`() throws {
        try place.add("b1", pages: 1, sha256: "same")
        _ = try place.claim()
        let aside = PageRecord(page: Page(number: 1, outcome: .setAside(reason: Self.full)))
        try place.store.commitSplit(
            SplitResult(batch: "b1", pages: [aside], documents: [], openDocument: nil, nextPage: 2), worker: "w1",
            now: Place.morning)
        _ = try place.claim()
        try place.store.commitFinish(batch: "b1", exports: [], worker: "w1", now: Place.morning)
        #expect(try place.add("b2", sha256: "same") == .duplicate(of: "b1"))
        #expect(try place.store.purgePages(ofBatch: "b1", actor: nil, now: Place.morning))
        #expect(try place.store.batch(ofWorkflow: "onestop", sha256: "same") == nil)
        #expect(try place.add("b2", sha256: "same") == .added)
        #expect(try place.add("b3", sha256: "same") == .duplicate(of: "b2"))
    }

    @Test func `bytes that were processed stay a duplicate when their pages are purged`() throws {
        try place.addSplit("b1", pages: 1)
        try place.settleNext(as: .done)
        _ = try place.claim()
        try place.store.commitFinish(batch: "b1", exports: [], worker: "w1", now: Place.morning)
        #expect(try place.store.purgePages(ofBatch: "b1", actor: nil, now: Place.morning))
        #expect(try place.add("b2", sha256: "sha of b1") == .duplicate(of: "b1"))
    }
}
