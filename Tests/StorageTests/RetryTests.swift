import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

@Suite(.onBothEngines) struct RetryTests {
    private static let fault = Wording(ja: "読めません。", en: "It can't be read.")

    /// A batch of two documents: the first is done, the second failed three times.
    private func placeWithFailure() throws -> Place {
        let place = try Place()
        try place.addSplit(pages: 2)
        for _ in 0..<4 {
            guard let claim = try place.claim(), case .document(let task) = claim else { break }
            if task.document.id == "b1-1" {
                var document = task.document
                document.state = .done
                try place.store.commitDocument(
                    document, nextStep: 1, spent: TimeSpent(machine: 2), worker: "w1", now: Place.morning)
            } else {
                try place.store.fail(claim, reason: Self.fault, worker: "w1", now: Place.morning)
            }
        }
        return place
    }

    @Test func `a failed document comes again with all its attempts`() throws {
        let place = try placeWithFailure()
        #expect(try place.store.failedDocuments(inBatch: "b1") == ["b1-2"])
        #expect(try place.store.retry(document: "b1-2", now: Place.morning))
        guard case .document(let task) = try place.claim() else {
            Issue.record("No document to claim")
            return
        }
        #expect(task.document.id == "b1-2")
        #expect(task.attempt == 1)
        #expect(task.document.problems.isEmpty)
        #expect(try place.store.events(ofBatch: "b1").last?.kind == .retried)
    }

    @Test func `its time is counted once, when it is settled at last`() throws {
        let place = try placeWithFailure()
        #expect(try place.store.retry(document: "b1-2", now: Place.morning))
        #expect(try place.store.timeEntry(ofDocument: "b1-2") == nil)
        #expect(try place.store.timeTotals(from: "2026-04-01", to: "2026-04-30").map(\.unfinished) == [0])
        guard case .document(let task) = try place.claim() else {
            Issue.record("No document to claim")
            return
        }
        var document = task.document
        document.state = .done
        try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
        let total = try #require(place.store.timeTotals(from: "2026-04-01", to: "2026-04-30").first)
        #expect(total.documents == 2)
        #expect(total.unfinished == 0)
        #expect(total.baselineSeconds == 396)
    }

    @Test func `a finished batch waits for it again`() throws {
        let place = try placeWithFailure()
        guard case .finish(let task) = try place.claim() else {
            Issue.record("The batch is not to be finished")
            return
        }
        try place.store.commitFinish(batch: task.batch.id, exports: [], worker: "w1", now: Place.morning)
        #expect(try place.store.openBatches().isEmpty)
        #expect(try place.store.retry(document: "b1-2", now: Place.morning))
        #expect(try place.store.batch("b1")?.state == .split)
        #expect(try place.store.openBatches().map(\.batch.id) == ["b1"])
    }

    @Test func `what did not fail is not retried`() throws {
        let place = try placeWithFailure()
        #expect(try !place.store.retry(document: "b1-1", now: Place.morning))
        #expect(try !place.store.retry(document: "unknown", now: Place.morning))
        #expect(try !place.store.retry(batch: "b1", now: Place.morning))
    }
}
