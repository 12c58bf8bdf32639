import Foundation
import Paperwork
import PostgresCluster
import Storage
import Synchronization
import Testing

@Suite(.onBothEngines) struct QueueTests {
    private let place: Place
    private let reason = Wording(ja: "読めません", en: "can't be read")

    init() throws { place = try Place() }

    @Test func `documents go first, then splits, then finishes, the oldest first`() throws {
        try place.addSplit("b1", pages: Store.readAhead, after: 10)
        try place.addSplit("b2", pages: 1, after: 5)
        try place.add("b3", after: 1)
        #expect(try place.claim("w1")?.summary == "document b2-1")
        #expect(try place.claim("w2")?.summary == "document b1-1")
        #expect(try place.claim("w3")?.summary == "split b3 1-2")
        for number in 2...Store.readAhead { #expect(try place.claim("w4")?.summary == "document b1-\(number)") }
        #expect(try place.claim("w5") == nil)
    }

    @Test func `pages are split before the documents run out, so that no worker waits for another's split`() throws {
        try place.add("b1", pages: 40)
        let clerk = Clerk(store: place.store, name: "w1")
        var readBetween = 0
        while true {
            let before = try #require(try place.store.progress("b1"))
            guard let summary = try clerk.workOnce() else { break }
            guard summary.hasPrefix("document"), before.pages.waiting > 0 else { continue }
            #expect(before.documents[.queued] ?? 0 >= Store.readAhead)
            readBetween += 1
        }
        #expect(readBetween > 0)
    }

    @Test func `what is wanted now goes before everything, and the night's bulk last`() throws {
        try place.addSplit("normal", pages: 1)
        try place.addSplit("bulk", pages: 1, priority: .bulk, after: -100)
        try place.add("now", priority: .now, after: 100)
        #expect(try place.claim("w1")?.summary == "split now 1-2")
        #expect(try place.claim("w2")?.summary == "document normal-1")
        #expect(try place.claim("w3")?.summary == "document bulk-1")
    }

    @Test func `a claimed document is working, and knows its step and its batch`() throws {
        let document = try place.addSplit(pages: 1)[0]
        let task = try #require(try place.claim()?.documentTask)
        #expect(task.document.state == .working)
        #expect(task.document.fields == document.fields)
        #expect((task.step, task.attempt, task.batch.file) == (0, 1, "b1.pdf"))
        #expect((task.pageFile, task.workflowVersion) == ("pages/b1.pdf", "v1"))
        #expect(try place.store.document("b1-1")?.state == .working)
        #expect(try place.claim("w2") == nil)
    }

    @Test func `many threads and openings never claim the same`() async throws {
        let documents = try place.addSplit(pages: 60)
        let stores = [place.store, try place.reopened()]
        let claimed = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            while let claim = try? stores[worker % 2].claim(
                worker: "w\(worker)", leaseSeconds: 60, now: Place.morning)
            {
                guard case .document(let task) = claim else { return }
                claimed.withLock { $0.append(task.document.id) }
            }
        }
        let ids = claimed.withLock { $0 }
        #expect(ids.sorted() == documents.map(\.id).sorted())
    }

    @Test func `a document goes on step by step, held or freed`() throws {
        try place.addSplit(pages: 1)
        let task = try #require(try place.claim()?.documentTask)
        var document = task.document
        document.problems = [Problem(rule: "reading", message: reason)]
        try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
        #expect(try place.claim("w2") == nil)
        document.state = .queued
        try place.store.commitDocument(document, nextStep: 2, worker: "w1", now: Place.morning)
        let next = try #require(try place.claim("w2")?.documentTask)
        #expect((next.step, next.attempt) == (2, 1))
        #expect(next.document.problems == document.problems)
    }

    @Test func `a document that waits for a person holds nothing and is not claimed`() throws {
        try place.addSplit(pages: 2)
        try place.settleNext(as: .review)
        try place.settleNext(as: .inDoubt)
        #expect(try place.claim("w2") == nil)
        let progress = try #require(try place.store.progress("b1"))
        #expect(progress.documents == [.review: 1, .inDoubt: 1])
        #expect(progress.isAtRest)
    }

    @Test func `work is committed once, and only by its holder`() throws {
        try place.addSplit(pages: 1)
        let task = try #require(try place.claim("w1", lease: 60)?.documentTask)
        var document = task.document
        document.state = .done
        #expect(throws: LostClaim(id: "b1-1", worker: "w2")) {
            try place.store.commitDocument(document, nextStep: 1, worker: "w2", now: Place.morning)
        }
        #expect(try place.store.timeEntry(ofDocument: "b1-1") == nil)
        try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
        #expect(throws: LostClaim.self) {
            try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
        }
        #expect(try place.store.timeTotals(from: "2026-04-01", to: "2026-04-01").map(\.documents) == [1])
    }

    @Test func `a lease ends in time though the clock was set back`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        try place.store.enroll(
            WorkerRecord(
                name: "w1", host: "host", processSpace: "space", pid: 7, started: Place.morning, beat: Place.morning))
        _ = try #require(try place.claim("w1", lease: 60)?.documentTask)
        let other = try place.reopened()
        let (start, setBack) = (ContinuousClock.now, Place.morning.addingTimeInterval(-3600))
        let claim = { (seconds: Int) in
            try other.claim(worker: "w2", leaseSeconds: 60, now: setBack, at: start + .seconds(seconds))
        }
        #expect(try claim(0) == nil)
        #expect(try claim(70) == nil)
        #expect(try claim(76)?.documentTask?.attempt == 2)
    }

    @Test func `who gives signs of life keeps what it holds, whatever the clock says`() throws {
        let place = try Place()
        try place.addSplit(pages: 1)
        try place.store.enroll(
            WorkerRecord(
                name: "w1", host: "host", processSpace: "space", pid: 7, started: Place.morning, beat: Place.morning))
        _ = try #require(try place.claim("w1", lease: 60)?.documentTask)
        let other = try place.reopened()
        let (start, setBack) = (ContinuousClock.now, Place.morning.addingTimeInterval(-3600))
        for round in 0..<6 {
            let seconds = Double(round * 30)
            #expect(
                try place.store.beat(worker: "w1", leaseSeconds: 60, now: setBack.addingTimeInterval(seconds)))
            #expect(
                try other.claim(
                    worker: "w2", leaseSeconds: 60, now: setBack.addingTimeInterval(seconds),
                    at: start + .seconds(seconds)) == nil)
        }
    }

    @Test func `a lease that ran out is lost to the next worker, and counts as an attempt`() throws {
        try place.addSplit(pages: 1)
        let task = try #require(try place.claim("w1", lease: 60)?.documentTask)
        #expect(try place.claim("w2", after: 59) == nil)
        let taken = try #require(try place.claim("w2", after: 60)?.documentTask)
        #expect(taken.attempt == 2)
        var document = task.document
        document.state = .done
        #expect(throws: LostClaim.self) {
            try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
        }
        #expect(try place.store.events(ofBatch: "b1").last?.kind == .attemptFailed)
    }

    @Test func `what is put back is not counted`() throws {
        try place.addSplit("b1", pages: 1)
        try place.add("b2", priority: .bulk)
        for _ in 0..<5 {
            let claims = [try place.claim("w1"), try place.claim("w1")].compactMap { $0 }
            #expect(claims.map(\.summary) == ["document b1-1", "split b2 1-2"])
            for claim in claims { try place.store.release(claim, worker: "w1") }
        }
        let task = try #require(try place.claim()?.documentTask)
        let split = try #require(try place.claim()?.splitTask)
        #expect((task.attempt, split.attempt) == (1, 1))
        #expect(throws: LostClaim.self) { try place.store.release(.document(task), worker: "w2") }
    }

    @Test(arguments: [true, false])
    func `after three attempts a document has failed, and the rest of its batch is unharmed`(crash: Bool) throws {
        try place.addSplit(pages: 2)
        var outcomes: [FailureOutcome] = []
        for attempt in 0..<3 {
            let now = Double(attempt) * 100
            let claim = try #require(try place.claim("w1", lease: 60, after: now))
            #expect(claim.summary == "document b1-1")
            if !crash {
                outcomes.append(
                    try place.store.fail(
                        claim, reason: reason, worker: "w1", now: Place.morning.addingTimeInterval(now)))
            }
        }
        #expect(try place.claim("w2", after: 300)?.summary == "document b1-2")
        if !crash { #expect(outcomes == [.willRetry, .willRetry, .documentFailed]) }
        let failed = try #require(try place.store.document("b1-1"))
        #expect(failed.state == .failed)
        #expect(failed.problems.count == 1)
        #expect(try place.store.pages(ofDocument: "b1-1").count == 1)
        #expect(try place.store.timeEntry(ofDocument: "b1-1")?.outcome == .failed)
        #expect(try place.store.events(ofBatch: "b1").filter { $0.kind == .documentFailed }.count == 1)
    }

    @Test func `a step that succeeds clears the failed attempts before it`() throws {
        try place.addSplit(pages: 1)
        for step in 0..<3 {
            for _ in 0..<2 {
                let claim = try #require(try place.claim())
                try place.store.fail(claim, reason: reason, worker: "w1", now: Place.morning)
            }
            let task = try #require(try place.claim()?.documentTask)
            #expect((task.step, task.attempt) == (step, 3))
            var document = task.document
            document.state = .queued
            try place.store.commitDocument(document, nextStep: step + 1, worker: "w1", now: Place.morning)
        }
        #expect(try place.store.document("b1-1")?.state == .queued)
    }
}
