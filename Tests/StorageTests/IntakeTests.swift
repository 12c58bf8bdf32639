import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct IntakeTests {
    private let place: Place

    init() throws { place = try Place() }

    @Test func `a batch is kept with all that was said of it`() throws {
        #expect(try place.add("b1", pages: 7, priority: .now) == .added)
        let record = try #require(try place.store.batch("b1"))
        #expect(record.batch == Batch(id: "b1", workflow: "onestop", file: "b1.pdf", sha256: "sha of b1", pageCount: 7))
        #expect(record.pageFile == "pages/b1.pdf")
        #expect(record.department == "市民税課")
        #expect(record.received == Place.morning)
        #expect(record.priority == .now)
        #expect(record.state == .splitting)
        #expect(try place.store.batches().map(\.batch.id) == ["b1"])
        #expect(try place.store.batch("b2") == nil)
        #expect(try place.store.events(ofBatch: "b1").map(\.kind) == [.received])
    }

    @Test func `the same bytes again are a duplicate, unless they are wanted`() throws {
        try place.add("b1", sha256: "same")
        #expect(try place.add("b2", sha256: "same") == .duplicate(of: "b1"))
        #expect(try place.store.batch("b2") == nil)
        let wanted = BatchIntake(
            batch: Batch(id: "b3", workflow: "onestop", file: "f", sha256: "same", pageCount: 1), pageFile: "p",
            workflowVersion: "v", department: "d", baseline: nil, received: Place.morning)
        #expect(try place.store.addBatch(wanted, refuseDuplicates: false) == .added)
        var elsewhere = wanted
        elsewhere.batch.id = "b4"
        elsewhere.batch.workflow = "payroll"
        #expect(try place.store.addBatch(elsewhere) == .added)
    }

    @Test func `a store is found again as it was left, and a newer one is refused`() throws {
        try place.addSplit(pages: 2)
        let again = try place.reopened()
        #expect(try again.documents(inBatch: "b1").map(\.id) == ["b1-1", "b1-2"])
        let raw = try place.raw()
        try raw.write { try $0.execute("INSERT INTO schema_migration (identifier) VALUES ('999-later')") }
        let trouble = #expect(throws: Trouble.self) { try place.reopened() }
        #expect(trouble?.message.en.contains("newer version") == true)
    }

    @Test func `a change by another process is noticed`() throws {
        let other = try place.reopened()
        let before = try other.version()
        #expect(try other.version() == before)
        try place.add()
        #expect(try other.version() != before)
    }
}
