import Foundation
import Paperwork
import PostgresCluster
import Storage
import Synchronization
import Testing

@Suite(.onBothEngines) struct ReviewTests {
    private let place: Place

    init() throws { place = try Place() }

    private var store: Store { place.store }
    private func time(_ seconds: Double) -> Date { Place.morning.addingTimeInterval(seconds) }

    /// A batch of so many documents, all of which wait.
    private func wait(_ batch: String = "b1", documents: Int = 1, after seconds: Double = 0) throws {
        try place.addSplit(batch, pages: documents, after: seconds, exportRule: .whole)
        for _ in 1...documents { try place.settleNext(as: .review) }
    }

    private func hold(_ document: String = "b1-1", by account: String, at seconds: Double = 0) throws -> ReviewHold? {
        try store.holdFirst(of: [document], account: account, seconds: 600, now: time(seconds))
    }

    private func waiting(_ account: String, at seconds: Double = 0, _ change: (inout ReviewChoice) -> Void = { _ in })
        throws -> [String]
    {
        var choice = ReviewChoice(account: account)
        change(&choice)
        let ids = try store.waitingDocuments(for: choice, limit: 100, now: time(seconds)).map(\.id)
        #expect(try store.waitingCount(for: choice, limit: 1000, now: time(seconds)) == ids.count)
        return ids
    }

    private func commit(
        _ hold: ReviewHold, _ value: String, end: ReviewEnd = .stays, seconds: Double = 1.5, at moment: Double = 0
    ) throws {
        let reviewed = try #require(try store.reviewedDocument(hold.document))
        var document = reviewed.document
        let before = ReviewEntry.Before(document, field: document.fields[0])
        document.fields[0].value = .text(value)
        document.fields[0].decision = Decision(
            accepted: true, by: .person, because: Wording(verbatim: "x"), account: hold.account)
        let entry = ReviewEntry(
            field: document.fields[0].name, account: hold.account, action: .change, mode: "document",
            value: .text(value), before: before, seconds: seconds, at: time(moment))
        try store.commitReview(
            document, revision: reviewed.revision, entries: [entry], end: end, hold: hold, now: time(moment))
    }

    @Test func `a hold keeps others out until it ends`() throws {
        try wait()
        let first = try #require(try hold(by: "sato"))
        #expect(try hold(by: "abe", at: 599) == nil)
        #expect(try store.holder(ofDocument: "b1-1", now: time(599))?.account == "sato")
        #expect(try waiting("abe", at: 599) == [])
        #expect(try waiting("sato", at: 599) == ["b1-1"])
        #expect(try store.renew(first, seconds: 600, now: time(500)))
        #expect(try hold(by: "abe", at: 1000) == nil)
        #expect(try waiting("abe", at: 1100) == ["b1-1"])
        let second = try #require(try hold(by: "abe", at: 1100))
        #expect(try !store.renew(first, seconds: 600, now: time(1101)))
        #expect(throws: LostHold.self) { try commit(first, "髙橋", at: 1101) }
        try commit(second, "高橋", at: 1101)
        #expect(try store.document("b1-1")?.fields[0].value == .text("高橋"))
        #expect(try store.reviewEntries(ofDocument: "b1-1").map(\.account) == ["abe"])
    }

    @Test func `a hold that ran out is good as long as nobody else has the document`() throws {
        try wait()
        let hold = try #require(try hold(by: "sato"))
        try commit(hold, "高橋", at: 5000)
        #expect(try store.document("b1-1")?.state == .review)
    }

    @Test func `of many hands at once one gets the document`() throws {
        try wait()
        let holders = Mutex<[String]>([])
        let stores = try (0..<6).map { _ in try place.reopened() }
        DispatchQueue.concurrentPerform(iterations: 6) { number in
            let account = "clerk\(number)"
            let hold = try? stores[number].holdFirst(of: ["b1-1"], account: account, seconds: 600, now: time(0))
            if hold != nil { holders.withLock { $0.append(account) } }
        }
        let names = holders.withLock { $0 }
        #expect(names.count == 1)
        #expect(try store.holder(ofDocument: "b1-1", now: time(1))?.account == names.first)
    }

    @Test func `of many hands that want the first that is free each gets another one`() throws {
        try wait(documents: 6)
        let taken = Mutex<[String]>([])
        let stores = try (0..<7).map { _ in try place.reopened() }
        let all = (1...6).map { "b1-\($0)" }
        DispatchQueue.concurrentPerform(iterations: 7) { number in
            let hold = try? stores[number].holdFirst(of: all, account: "clerk\(number)", seconds: 600, now: time(0))
            if let hold { taken.withLock { $0.append(hold.document) } }
        }
        #expect(taken.withLock { $0.sorted() } == all)
    }

    @Test func `what was done with an older state of the document is not written`() throws {
        try wait()
        let hold = try #require(try hold(by: "sato"))
        let old = try #require(try store.reviewedDocument("b1-1"))
        try commit(hold, "高橋")
        #expect(throws: StaleReview.self) {
            try store.commitReview(
                old.document, revision: old.revision, entries: [], end: .stays, hold: hold, now: time(1))
        }
        let new = try #require(try store.reviewedDocument("b1-1"))
        #expect(throws: StaleReview.self) {
            try store.undoReview(
                to: old.document, revision: old.revision, account: "sato", seconds: 600, now: time(1))
        }
        #expect(
            try store.undoReview(to: old.document, revision: new.revision, account: "sato", seconds: 600, now: time(1))
                != nil)
        let undone = try #require(try store.reviewedDocument("b1-1"))
        #expect(undone.document.fields == old.document.fields)
        #expect(undone.revision > new.revision)
    }

    @Test func `the seconds of a settled document are in its time entry`() throws {
        try wait()
        let hold = try #require(try hold(by: "sato"))
        try commit(hold, "高橋", seconds: 1.5)
        try commit(hold, "髙橋", end: .goesOn(step: 1), seconds: 2)
        #expect(throws: LostHold.self) { try commit(hold, "高橋") }
        #expect(try store.holder(ofDocument: "b1-1", now: time(1)) == nil)
        let task = try #require(try place.claim()?.documentTask)
        #expect(task.step == 1 && task.attempt == 1)
        var document = task.document
        document.state = .done
        try store.commitDocument(document, nextStep: 2, worker: "w1", now: time(2))
        _ = try #require(try place.claim()?.finishTask)
        try store.commitFinish(batch: "b1", exports: [], worker: "w1", now: time(3))
        let entry = try #require(try store.timeEntry(ofDocument: "b1-1"))
        #expect(entry.humanSeconds == 3.5 && !entry.straightThrough)
        #expect(try store.timeTotals(from: "2026-04-01", to: "2026-04-01").map(\.humanSeconds) == [3.5])
        #expect(try store.verifyAudit { _ in }.faults == 0)
    }

    @Test func `a document comes back until its export has begun`() throws {
        try wait(documents: 2)
        let hold = try #require(try hold(by: "sato"))
        let before = try #require(try store.document("b1-1"))
        try commit(hold, "高橋", end: .goesOn(step: 1))
        let content = { try #require(try store.reviewedDocument("b1-1")) }
        let claim = try #require(try place.claim())
        let undo = {
            try store.undoReview(
                to: before, revision: try content().revision, account: "sato", seconds: 600, now: time(9))
        }
        #expect(try undo() == nil, "a worker has it")
        var done = try #require(claim.documentTask).document
        done.state = .done
        try store.commitDocument(done, nextStep: 2, worker: "w1", now: time(2))
        #expect(try undo() != nil)
        #expect(try store.document("b1-1")?.state == .review)
        #expect(try store.progress("b1")?.documents == [.review: 2])
        for id in ["b1-1", "b1-2"] {
            let hold = try #require(try self.hold(id, by: "sato", at: 10))
            try commit(hold, "髙橋", end: .goesOn(step: 1), at: 10)
            try place.settleNext(as: .done, after: 11)
        }
        let finish = try #require(try place.claim(after: 12)?.finishTask)
        #expect(try undo() == nil, "its export is being written")
        try store.commitFinish(batch: finish.batch.id, exports: [], worker: "w1", now: time(13))
        #expect(try undo() == nil)
        #expect(try store.batch("b1")?.state == .finished)
        #expect(try store.verifyAudit { _ in }.faults == 0)
    }

    @Test func `a rejected document is settled, and counts what it took`() throws {
        try wait()
        let hold = try #require(try hold(by: "sato"))
        try commit(hold, "", end: .rejected(reason: Wording(verbatim: "sent twice")), seconds: 4)
        #expect(try store.document("b1-1")?.state == .rejected)
        #expect(try store.timeEntry(ofDocument: "b1-1")?.humanSeconds == 4)
        let last = try store.events(ofBatch: "b1").suffix(3).map(\.kind)
        #expect(last == [.fieldSettled, .timeCounted, .documentRejected])
    }

    @Test func `the queue goes by priority and age, and knows what one put off`() throws {
        try wait("b1", documents: 2, after: 100)
        try wait("b2", documents: 1, after: 0)
        try place.addSplit("b3", pages: 1, priority: .now, after: 200)
        try place.settleNext(as: .review)
        #expect(try waiting("sato") == ["b3-1", "b2-1", "b1-1", "b1-2"])
        for (number, id) in ["b3-1", "b2-1"].enumerated() {
            let hold = try #require(try hold(id, by: "sato"))
            try store.giveBack(hold, putOff: true, seconds: 2, now: time(300 - Double(number)))
        }
        #expect(try waiting("sato") == ["b1-1", "b1-2", "b2-1", "b3-1"])
        #expect(try waiting("abe") == ["b3-1", "b2-1", "b1-1", "b1-2"])
        let first = try store.waitingDocuments(for: ReviewChoice(account: "sato"), limit: 3, now: time(0))
        #expect(first.map(\.id) == ["b1-1", "b1-2", "b2-1"])
        #expect(try store.timeSpent(inBatch: "b2")["b2-1"]?.human == 2)
    }

    @Test func `the queue holds what one's departments and workflows are`() throws {
        try wait("b1")
        try wait("b2")
        #expect(try waiting("sato") { $0.departments = ["市民税課", "福祉課"] } == ["b1-1", "b2-1"])
        #expect(try waiting("sato") { $0.departments = ["福祉課"] } == [])
        #expect(try waiting("sato") { $0.workflows = ["onestop"] } == ["b1-1", "b2-1"])
        #expect(try waiting("sato") { $0.workflows = [] } == [])
        #expect(try waiting("sato") { $0.batch = "b2" } == ["b2-1"])
        #expect(try waiting("sato") { ($0.batch, $0.departments) = ("b2", ["福祉課"]) } == [])
        #expect(try waiting("sato") { ($0.batch, $0.workflows) = ("b2", ["survey"]) } == [])
        #expect(try waiting("sato") { $0.batch = "b9" } == [])
        let put = try #require(try hold("b2-1", by: "sato"))
        try store.giveBack(put, putOff: true, now: time(0))
        #expect(try waiting("sato") { $0.batch = "b2" } == ["b2-1"])
        #expect(try waiting("sato") { $0.batch = "b1" } == ["b1-1"])
        #expect(try waiting("sato") { $0.departments = ["福祉課"] } == [])
        #expect(try waiting("sato") { $0.departments = ["' OR '1' = '1"] } == [])
        #expect(try store.waitingCounts() == ["onestop": 2])
    }

    @Test func `who saw and did what is in the trail, which stays whole`() throws {
        try wait()
        let hold = try #require(try hold(by: "sato"))
        let document = try #require(try store.document("b1-1"))
        try store.noteSeen(document, by: "sato", unmasked: ["氏名"], now: time(1))
        try commit(hold, "高橋", at: 2)
        let before = ReviewEntry.Before(document, field: document.fields[0])
        #expect(try store.reviewEntries(ofDocument: "b1-1").first?.before == before)
        let revision = try #require(try store.reviewedDocument("b1-1")).revision
        _ = try store.undoReview(to: document, revision: revision, account: "sato", seconds: 600, now: time(3))
        let events = try store.events(ofBatch: "b1").suffix(3)
        #expect(events.map(\.kind) == [.documentSeen, .fieldSettled, .reviewUndone])
        #expect(events.allSatisfy { $0.actor == "sato" && $0.document == "b1-1" })
        #expect(events.allSatisfy { !$0.detail.values.contains { $0.contains("高橋") } }, "values are not in it")
        #expect(try store.verifyAudit { _ in }.faults == 0)
        #expect(try store.lastReviewed(by: "sato") == nil)
    }

    @Test func `a trial that is dropped takes its review along`() throws {
        try place.addSplit("b1", pages: 1)
        try place.settleNext(as: .done)
        _ = try #require(try place.claim()?.finishTask)
        try store.commitFinish(batch: "b1", exports: [], worker: "w1", now: time(1))
        let trial = BatchIntake(
            batch: Batch(id: "b1-r1", workflow: "onestop", file: "b1.pdf", sha256: "sha of b1", pageCount: 1),
            pageFile: "pages/b1.pdf", workflowVersion: "v2", department: "市民税課", baseline: nil, priority: .normal,
            received: time(2), exportRule: .none)
        #expect(try store.beginReprocessing(of: "b1", as: trial) == .begun)
        let split = try #require(try place.claim()?.splitTask)
        let document = Place.document(1, of: split.batch.id, pages: [1])
        try store.commitSplit(
            SplitResult(
                batch: split.batch.id, pages: Place.records(document), documents: [document], openDocument: nil,
                nextPage: 2), worker: "w1", now: time(3))
        try place.settleNext(as: .review)
        #expect(try waiting("sato") == ["b1-r1-1"], "a trial is settled as any other batch")
        let hold = try #require(try hold("b1-r1-1", by: "sato"))
        try commit(hold, "高橋", seconds: 9)
        #expect(try store.dropTrial("b1-r1", actor: nil, now: time(4)))
        #expect(try waiting("sato") == [])
        #expect(try store.reviewEntries(ofDocument: "b1-r1-1") == [])
        #expect(try store.verifyAudit { _ in }.faults == 0)
    }
}
