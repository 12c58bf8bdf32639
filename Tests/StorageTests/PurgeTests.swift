import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

@Suite(.onBothEngines) struct PurgeTests {
    private let place: Place
    private static let year: Double = 365 * 86_400

    init() throws { place = try Place() }

    private func finish(_ id: String, after seconds: Double = 0) throws {
        try place.addSplit(id, pages: 1, after: seconds)
        try place.settleNext(as: .done, after: seconds)
        _ = try #require(try place.claim(after: seconds)?.finishTask)
        try place.store.commitFinish(
            batch: id, exports: [], worker: "w1", now: Place.morning.addingTimeInterval(seconds))
    }

    private func time(_ seconds: Double) -> Date { Place.morning.addingTimeInterval(seconds) }

    @Test func `only finished batches have their time, and each once`() throws {
        try finish("b1")
        try finish("b2", after: 100)
        try place.addSplit("b3", pages: 1)
        #expect(try place.store.batchesToPurge(finishedBefore: time(100)).map(\.batch.id) == ["b1"])
        #expect(try place.store.purgePages(ofBatch: "b1", actor: "clerk", now: time(200)))
        #expect(try !place.store.purgePages(ofBatch: "b1", actor: "clerk", now: time(200)))
        #expect(try !place.store.purgePages(ofBatch: "b3", actor: "clerk", now: time(200)))
        #expect(try place.store.batchesToPurge(finishedBefore: time(300)).map(\.batch.id) == ["b2"])
        #expect(try place.store.purgedBatches() == ["b1"])
        var kept: [String] = []
        try place.store.forEachKeptFile { kept.append($0.batch) }
        #expect(kept == ["b3", "b2"])
        let event = try #require(try place.store.events(ofBatch: "b1").last)
        #expect((event.kind, event.actor) == (.pagesPurged, "clerk"))
    }

    @Test func `a purged chain says so, goes on, and can be verified`() throws {
        try finish("b1")
        #expect(try place.store.auditToPurge(before: time(0)) == [])
        #expect(try place.store.auditToPurge(before: time(1)) == ["b1"])
        try place.store.purgeAudit(ofBatch: "b1", actor: nil, now: time(Self.year))
        let events = try place.store.events(ofBatch: "b1")
        #expect(events.map(\.kind) == [.auditPurged])
        #expect(events.first?.number == 6)
        #expect(events.first?.detail["through"] == "5")
        #expect(try place.store.purgePages(ofBatch: "b1", actor: nil, now: time(Self.year)))
        #expect(try place.store.auditToPurge(before: time(1)) == [])
        #expect(try place.store.document("b1-1") == nil)
        #expect(try place.store.timeEntry(ofDocument: "b1-1") != nil)
        var faults: [AuditFault] = []
        try place.store.verifyAudit { faults.append($0) }
        try place.store.verifyConsistency { Issue.record("\($0)") }
        #expect(faults == [])
    }

    @Test func `the place's chain loses what is old, and nothing else`() throws {
        for day in 0..<3 { try place.store.recordInPlace(.serviceStarted, now: time(Double(day))) }
        try place.store.recordInPlace(.serviceStopped, now: time(Self.year))
        #expect(try place.store.placeAuditToPurge(before: time(-1)) == 0)
        #expect(try !place.store.purgePlaceAudit(before: time(-1), actor: nil, now: time(Self.year)))
        #expect(try place.store.placeAuditToPurge(before: time(100)) == 3)
        #expect(try place.store.purgePlaceAudit(before: time(100), actor: nil, now: time(Self.year)))
        #expect(try place.store.placeEvents().map(\.kind) == [.serviceStopped, .auditPurged])
        try place.store.recordInPlace(.serviceStarted, now: time(2 * Self.year))
        #expect(try place.store.purgePlaceAudit(before: time(2 * Self.year), actor: nil, now: time(2 * Self.year)))
        #expect(try place.store.placeEvents().map(\.number) == [6, 7])
        #expect(try place.store.verifyAudit { Issue.record("\($0)") }.entries == 2)
    }
}
