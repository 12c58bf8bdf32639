import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

/// The PostgreSQL server is killed in the middle of the work, and started again.
@Suite struct OutageTests {
    @Test func `a worker goes on where it was, and nothing is done twice`() throws {
        let cluster = try PostgresCluster()
        let store = try Store.open(postgresql: try cluster.newDatabase(), timeZone: Place.tokyo)
        _ = try store.addBatch(
            BatchIntake(
                batch: Batch(id: "b1", workflow: "onestop", file: "b1.pdf", sha256: "s", pageCount: 6),
                pageFile: "pages/b1.pdf", workflowVersion: "v1", department: "市民税課", baseline: nil,
                received: Place.morning))
        let clerk = Clerk(store: store, name: "w1")
        for _ in 0..<3 { _ = try clerk.workOnce() }
        let held = try #require(try store.claim(worker: "w1", leaseSeconds: 600, now: Place.morning)?.documentTask)
        try cluster.kill()
        var document = held.document
        document.state = .done
        let commit = { try store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning) }
        let trouble = #expect(throws: Trouble.self) { try commit() }
        #expect(trouble?.isPassing == true)
        try cluster.start()
        // The server may have forgotten the claim, never what was committed.
        do { try commit() } catch is LostClaim {}
        #expect(throws: LostClaim.self) { try commit() }
        while try clerk.workOnce() != nil {}
        #expect(try store.batch("b1")?.state == .finished)
        #expect(try store.timeTotals(from: "2026-04-01", to: "2026-04-01").map(\.documents) == [6])
    }
}
