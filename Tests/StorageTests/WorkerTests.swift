import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

@Suite(.onBothEngines) struct WorkerTests {
    private static let crash = Wording(ja: "異常終了しました。", en: "It crashed.")

    private func worker(_ name: String, pid: Int = 7) -> WorkerRecord {
        WorkerRecord(
            name: name, host: "host", processSpace: "space", pid: pid, started: Place.morning, beat: Place.morning)
    }

    @Test func `a worker shows what it holds`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        try place.store.enroll(worker("w1"))
        try place.store.enroll(worker("w2"))
        _ = try place.claim("w1")
        #expect(try place.store.workers().map(\.holds) == ["b1-1", nil])
    }

    @Test func `a sign of life holds every claim longer`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        try place.store.enroll(worker("w1"))
        _ = try place.claim("w1", lease: 60)
        #expect(try place.store.beat(worker: "w1", leaseSeconds: 60, now: Place.morning.addingTimeInterval(50)))
        #expect(try place.claim("w2", after: 61) == nil)
        #expect(try place.store.workers().first?.beat == Place.morning.addingTimeInterval(50))
    }

    @Test func `a worker that is not known learns it from its beat`() throws {
        let place = try Place()
        #expect(try !place.store.beat(worker: "w1", leaseSeconds: 60, now: Place.morning))
    }

    @Test func `a dead worker's document is free at once and lost one attempt`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        try place.store.enroll(worker("w1"))
        _ = try place.claim("w1")
        try place.store.dismiss(worker: "w1", after: .died(reason: Self.crash, page: 1), now: Place.morning)
        let claim = try place.claim("w2")
        guard case .document(let task) = claim else {
            Issue.record("No document to claim")
            return
        }
        #expect(task.attempt == 2)
        #expect(try place.store.workers().isEmpty)
        #expect(try place.store.events(ofBatch: "b1").contains { $0.kind == .attemptFailed && $0.reason == Self.crash })
    }

    @Test func `a worker that fell silent is forgotten, and others get what it held`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        try place.store.enroll(worker("w1"))
        try place.store.enroll(worker("w2"))
        _ = try place.claim("w1", lease: 600)
        let later = Place.morning.addingTimeInterval(100)
        #expect(try place.store.beat(worker: "w2", leaseSeconds: 60, now: later))
        try place.store.dismissWorkers(silentSince: Place.morning, now: later)
        #expect(try place.store.workers().map(\.name) == ["w1", "w2"])
        try place.store.dismissWorkers(silentSince: later, now: later)
        #expect(try place.store.workers().map(\.name) == ["w2"])
        guard case .document(let task) = try place.claim("w2", after: 100) else {
            Issue.record("No document to claim")
            return
        }
        #expect(task.attempt == 2)
        #expect(try place.store.events(ofBatch: "b1").contains { $0.kind == .attemptFailed && $0.actor == "w1" })
    }

    @Test func `a worker that was told to stop loses no attempt`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        _ = try place.claim("w1")
        try place.store.dismiss(worker: "w1", after: .stopped, now: Place.morning)
        guard case .document(let task) = try place.claim("w2") else {
            Issue.record("No document to claim")
            return
        }
        #expect(task.attempt == 1)
    }

    @Test func `a page that kills its reader is set aside after four deaths, and no other`() throws {
        let place = try Place()
        try place.add(pages: 40)
        let poison = 27
        var deaths = 0
        while case .split(let task) = try place.claim("w1") {
            if (task.nextPage...task.lastPage).contains(poison) {
                deaths += 1
                try place.store.dismiss(
                    worker: "w1", after: .died(reason: Self.crash, page: poison), now: Place.morning)
                continue
            }
            let pages = (task.nextPage...task.lastPage).map { PageRecord(page: Page(number: $0, outcome: .blank)) }
            try place.store.commitSplit(
                SplitResult(
                    batch: "b1", pages: pages, documents: [], openDocument: nil, nextPage: task.lastPage + 1),
                worker: "w1", now: Place.morning)
        }
        #expect(deaths == 4)
        let count = try place.store.pageCount("b1")
        #expect(count?.blank == 39)
        #expect(count?.setAside == 1)
        #expect(
            try place.store.pages(inBatch: "b1").filter { $0.page.outcome != .blank }.map(\.page.number) == [poison])
    }

    @Test func `a workflow at rest is passed over until its time comes`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        let until = Place.morning.addingTimeInterval(30)
        try place.store.pause(Pause(workflow: "onestop", until: until, reason: Self.crash))
        #expect(try place.claim(after: 29) == nil)
        #expect(try place.store.pauses().map(\.reason) == [Self.crash])
        #expect(try place.claim(after: 30) != nil)
    }

    @Test func `a workflow at rest goes on when it is told to`() throws {
        let place = try Place()
        try place.add(pages: 1)
        let until = Place.morning.addingTimeInterval(30)
        try place.store.pause(Pause(workflow: "onestop", until: until, reason: Self.crash))
        #expect(try place.claim() == nil)
        #expect(try place.store.resume(workflow: "onestop"))
        #expect(try !place.store.resume(workflow: "onestop"))
        #expect(try place.claim() != nil)
    }
}
