import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Synchronization
import Testing

/// Several processes at one store, here as several openings of it on several threads.
@Suite(.onBothEngines) struct TogetherTests {
    private let place: Place

    init() throws { place = try Place() }

    /// Runs `body` on each of so many threads, each with an opening of its own.
    private func onThreads(
        _ count: Int, _ body: @escaping @Sendable (Int, Store) throws -> Void
    ) throws -> [String] {
        let stores = try (0..<count).map { _ in try place.reopened() }
        let errors = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: count) { number in
            do { try body(number, stores[number]) } catch { errors.withLock { $0.append(String(describing: error)) } }
        }
        return errors.withLock { $0 }
    }

    @Test func `work that many share is done once each, and adds up`() throws {
        let pages = 24
        let batches = (1...4).map { "b\($0)" }
        for batch in batches { try place.add(batch, pages: pages) }
        let done = Mutex<[String]>([])
        let errors = try onThreads(6) { number, store in
            let clerk = Clerk(store: store, name: "w\(number)")
            while try batches.contains(where: { try store.batch($0)?.state != .finished }) {
                let version = try store.version()
                if let summary = try clerk.workOnce() {
                    done.withLock { $0.append(summary) }
                } else {
                    _ = try store.waitForChange(since: version, timeoutSeconds: 0.1)
                }
            }
        }
        #expect(errors.isEmpty, "\(errors.prefix(3))")
        let summaries = done.withLock { $0 }
        #expect(Set(summaries).count == summaries.count, "nothing is done twice")
        for batch in batches {
            #expect(try place.store.progress(batch)?.documents == [.done: pages])
            #expect(try place.store.pageCount(batch)?.holds == true)
            let events = try place.store.events(ofBatch: batch).map(\.kind)
            #expect(events.first == .received && events.contains(.finished))
            #expect(events.filter { $0 == .documentDone }.count == pages)
            #expect(events.filter { $0 != .timeCounted }.count == pages + 3)
        }
        let total = try place.store.timeTotals(from: "2026-04-01", to: "2026-04-01")
        #expect(total.map(\.documents) == [pages * batches.count])
        #expect(total.map(\.humanSeconds) == [Double(pages * batches.count)])
    }

    @Test func `the same bytes from several machines at once are one batch`() throws {
        let outcomes = Mutex<[AddedBatch]>([])
        let errors = try onThreads(6) { [place] number, _ in
            let outcome = try place.add("b\(number)", sha256: "same")
            outcomes.withLock { $0.append(outcome) }
        }
        #expect(errors.isEmpty, "\(errors)")
        let first = try #require(try place.store.batches().first?.batch.id)
        let expected = [AddedBatch.added] + Array(repeating: .duplicate(of: first), count: 5)
        #expect(outcomes.withLock { $0.filter { $0 == .added } + $0.filter { $0 != .added } } == expected)
        #expect(try place.store.batches().count == 1)
    }

    @Test func `what vanished workers held is taken back once, by whoever comes first`() throws {
        try place.addSplit("b1", pages: 12)
        try place.add("b2", priority: .bulk)
        for number in 0..<13 { _ = try #require(try place.claim("lost \(number)", lease: 60)) }
        let claimed = Mutex<[String]>([])
        let errors = try onThreads(6) { number, store in
            let later = Place.morning.addingTimeInterval(60)
            while let claim = try store.claim(worker: "w\(number)", leaseSeconds: 600, now: later) {
                claimed.withLock { $0.append(claim.summary) }
            }
        }
        #expect(errors.isEmpty, "\(errors)")
        #expect(claimed.withLock { $0.sorted() } == (1...12).map { "document b1-\($0)" }.sorted() + ["split b2 1-2"])
        #expect(try place.store.events(ofBatch: "b1").filter { $0.kind == .attemptFailed }.count == 12)
        #expect(try place.store.events(ofBatch: "b2").filter { $0.kind == .attemptFailed }.count == 1)
    }

    @Test func `a batch that comes in wakes an idle worker`() throws {
        let claimed = Mutex<String?>(nil)
        let started = ContinuousClock.now
        let errors = try onThreads(2) { [place] number, store in
            guard number == 0 else {
                try place.add("b1")
                return
            }
            // On a server with other databases their changes may wake it too.
            while claimed.withLock({ $0 == nil }) {
                let version = try store.version()
                let claim = try store.claim(worker: "w1", leaseSeconds: 60, now: store.now())
                claimed.withLock { $0 = claim?.summary }
                if claim == nil { _ = try store.waitForChange(since: version, timeoutSeconds: 3600) }
            }
        }
        #expect(errors.isEmpty, "\(errors)")
        #expect(claimed.withLock { $0 } == "split b1 1-2")
        #expect(ContinuousClock.now - started < .seconds(1800))
    }
}
