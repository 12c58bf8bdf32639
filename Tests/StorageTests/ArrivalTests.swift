import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct ArrivalTests {
    private let place: Place

    init() throws { place = try Place() }

    private func intake(_ id: String, token: String, pages: Int = 1, sha256: String? = nil) -> BatchIntake {
        BatchIntake(
            batch: Batch(id: id, workflow: "onestop", file: "\(id).pdf", sha256: sha256 ?? id, pageCount: pages),
            pageFile: "\(id)/original.pdf", workflowVersion: "v1", department: "市民税課", baseline: nil,
            received: Place.morning,
            arrival: NewArrival(token: token, inbox: "onestop", place: "taking/\(token)/\(id).pdf"))
    }

    @Test func `an arrival is written with its batch`() throws {
        #expect(try place.store.addBatch(intake("b1", token: "t1")) == .added)
        let arrival = try #require(try place.store.arrival("t1"))
        #expect(arrival.batch == "b1")
        #expect(arrival.file == "b1.pdf")
        #expect(arrival.inbox == "onestop")
        #expect(arrival.state == .taken)
        #expect(arrival.place == "taking/t1/b1.pdf")
        #expect(arrival.at == Place.morning)
        #expect(try place.store.openArrivals() == [arrival])
        #expect(try place.store.arrival("t2") == nil)
    }

    @Test func `the same arrival again is itself, another with the same bytes is a duplicate`() throws {
        #expect(try place.store.addBatch(intake("b1", token: "t1", sha256: "same")) == .added)
        #expect(try place.store.addBatch(intake("b1", token: "t1", sha256: "same")) == .added)
        #expect(try place.store.addBatch(intake("b2", token: "t2", sha256: "same")) == .duplicate(of: "b1"))
        #expect(try place.store.arrival("t2") == nil)
        #expect(try place.store.batches().map(\.batch.id) == ["b1"])
        #expect(try place.store.batch(ofWorkflow: "onestop", sha256: "same")?.batch.id == "b1")
        #expect(try place.store.batch(ofWorkflow: "other", sha256: "same") == nil)
    }

    @Test func `a refusal is written once, with its reason`() throws {
        let reason = Wording(ja: "壊れています。", en: "It is damaged.")
        let arrival = NewArrival(token: "t1", inbox: "onestop", place: "set aside/onestop/a.pdf")
        try place.store.refuse(arrival, workflow: "onestop", file: "a.pdf", reason: reason, now: Place.morning)
        var again = arrival
        again.place = "set aside/onestop/a (2).pdf"
        try place.store.refuse(again, workflow: "onestop", file: "a.pdf", reason: reason, now: Place.morning)
        let kept = try #require(try place.store.arrival("t1"))
        #expect(kept.state == .setAside)
        #expect(kept.reason == reason)
        #expect(kept.batch == nil)
        #expect(kept.place == "set aside/onestop/a.pdf")
        #expect(try place.store.openArrivals() == [])
    }

    @Test func `an arrival is at rest when its batch is, and moves on from waiting when that is settled`() throws {
        _ = try place.store.addBatch(intake("b1", token: "t1", pages: 2))
        #expect(try place.store.arrivalsAtRest(limit: 10) == [])
        guard case .split? = try place.claim() else { return #expect(Bool(false)) }
        let documents = (1...2).map { Place.document($0, pages: [$0]) }
        try place.store.commitSplit(
            SplitResult(
                batch: "b1", pages: documents.flatMap(Place.records), documents: documents, openDocument: nil,
                nextPage: 3), worker: "w1", now: Place.morning)
        try place.settleNext(as: .done)
        #expect(try place.store.arrivalsAtRest(limit: 10) == [], "a document is still queued")
        try place.settleNext(as: .review)
        #expect(try place.store.arrivalsAtRest(limit: 10).map(\.token) == ["t1"])
        try place.store.settle(arrival: "t1", as: .waiting, place: "waiting/onestop/b1.pdf")
        #expect(try place.store.arrivalsAtRest(limit: 10) == [])
        #expect(try place.store.openArrivals().map(\.place) == ["waiting/onestop/b1.pdf"])
        let raw = try place.raw()
        try raw.write { try $0.execute("UPDATE document SET state = 'queued' WHERE state = 'review'") }
        try place.settleNext(as: .done)
        #expect(try place.store.arrivalsAtRest(limit: 10) == [], "its export is not written")
        guard case .finish? = try place.claim() else { return #expect(Bool(false)) }
        try place.store.commitFinish(batch: "b1", exports: [], worker: "w1", now: Place.morning)
        #expect(try place.store.arrivalsAtRest(limit: 10).map(\.token) == ["t1"])
        try place.store.settle(arrival: "t1", as: .done, place: "done/onestop/b1.pdf")
        #expect(try place.store.arrivalsAtRest(limit: 10) == [])
        #expect(try place.store.openArrivals() == [])
    }

    @Test(arguments: [
        "UPDATE arrival SET state = 'lost'", "UPDATE arrival SET batch = NULL", "UPDATE arrival SET batch = 'none'",
        "UPDATE arrival SET reason_ja = 'x'", "INSERT INTO arrival SELECT * FROM arrival",
        "UPDATE arrival SET place = NULL",
    ])
    func `the schema refuses what must not be`(sql: String) throws {
        _ = try place.store.addBatch(intake("b1", token: "t1"))
        let raw = try place.raw()
        let trouble = #expect(throws: Trouble.self) { try raw.write { try $0.execute(sql) } }
        #expect(trouble?.message.en.contains("constraint") == true)
    }
}
