import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

@Suite(.onBothEngines) struct ReprocessingTests {
    private let place: Place

    init() throws { place = try Place() }

    /// The batch `b1` of two documents, finished.
    private func finish() throws {
        try place.addSplit(pages: 2)
        for _ in 0..<2 { try place.settleNext(as: .done, spent: TimeSpent(machine: 1)) }
        _ = try #require(try place.claim()?.finishTask)
        try place.store.commitFinish(batch: "b1", exports: [], worker: "w1", now: Place.morning)
    }

    private func begin(_ trial: String = "b1-r1", of original: String = "b1") throws -> ReprocessingStart {
        try place.store.beginReprocessing(
            of: original,
            as: BatchIntake(
                batch: Batch(id: trial, workflow: "onestop", file: "b1.pdf", sha256: "sha of b1", pageCount: 2),
                pageFile: "pages/\(trial).pdf", workflowVersion: "v2", department: "市民税課",
                baseline: MeasuredBaseline(seconds: 198, spreadSeconds: 36, sample: 30, timed: "2026-05-18"),
                received: Place.morning))
    }

    /// Splits the trial into one document a page, and settles them.
    private func work(as states: [DocumentState] = [.done, .done], spent: TimeSpent = TimeSpent(machine: 1)) throws {
        let task = try #require(try place.claim()?.splitTask)
        let documents = (1...2).map { Place.document($0, of: task.batch.id, pages: [$0]) }
        try place.store.commitSplit(
            SplitResult(
                batch: task.batch.id, pages: documents.flatMap(Place.records), documents: documents,
                openDocument: nil, nextPage: 3), worker: "w1", now: Place.morning)
        for state in states { try place.settleNext(as: state, spent: spent) }
    }

    private func accept(_ trial: String = "b1-r1") throws -> Bool {
        try place.store.acceptTrial(trial, actor: "clerk", now: Place.morning)
    }

    private func total() throws -> TimeTotal {
        try #require(try place.store.timeTotals(from: "2026-04-01", to: "2026-04-30").first)
    }

    private func expectWholeRecords() throws {
        try place.store.verifyAudit { Issue.record("\($0)") }
        try place.store.verifyConsistency { Issue.record("\($0)") }
    }

    @Test func `a trial is worked on, and its finish is held`() throws {
        try finish()
        #expect(try begin() == .begun)
        try work()
        #expect(try place.claim() == nil)
        #expect(
            try place.store.claimFinish(batch: "b1-r1", worker: "w1", leaseSeconds: 60, now: Place.morning) == nil)
        #expect(try place.store.batch("b1-r1")?.state == .split)
        #expect(try place.store.batch("b1-r1")?.workflowVersion == "v2")
        #expect(try place.store.trials().values.map(\.original) == ["b1"])
        try expectWholeRecords()
    }

    @Test
    func `a batch whose export is between two attempts is taken in again, and is over once the trial stands for it`()
        throws
    {
        try place.addSplit(pages: 2)
        try place.settleNext(as: .done)
        #expect(try begin() == .notFinished)
        try place.settleNext(as: .done)
        let finish = try #require(try place.claim())
        #expect(try begin() == .notFinished, "it is being exported")
        _ = try place.store.fail(
            finish, reason: Wording(verbatim: "no"), isOfBatch: false, worker: "w1", now: Place.morning)
        try place.store.rest(
            BatchRest(batch: "b1", until: Place.morning.addingTimeInterval(10), reason: Wording(verbatim: "no")))
        #expect(try begin() == .begun)
        try work()
        #expect(try accept())
        #expect(try place.store.batch("b1")?.state == .finished)
        #expect(try place.store.batchRests() == [])
        #expect(try place.claim(after: 60)?.summary == "finish b1-r1")
        #expect(try place.claim(after: 60) == nil)
        try expectWholeRecords()
    }

    @Test func `a held finish does not keep others from theirs`() throws {
        try finish()
        _ = try begin()
        try work()
        try place.addSplit("b2", pages: 1, after: 5)
        try place.settleNext(as: .done, after: 5)
        #expect(try place.claim()?.summary == "finish b2")
    }

    @Test func `an accepted trial is finished like any batch, once`() throws {
        try finish()
        _ = try begin()
        #expect(try !accept())
        try work()
        #expect(try accept())
        #expect(try !accept())
        #expect(try place.claim()?.summary == "finish b1-r1")
        #expect(try place.store.trials().isEmpty)
        #expect(try place.store.reprocessing(ofBatch: "b1")?.state == .accepted)
        #expect(try begin("b1-r2") == .already(try #require(try place.store.reprocessing(ofBatch: "b1"))))
        for chain in ["b1", "b1-r1"] {
            let kinds = try place.store.events(ofBatch: chain).map(\.kind)
            #expect(kinds.filter { $0 == .reprocessingBegun || $0 == .reprocessingAccepted }.count == 2)
        }
        #expect(try place.store.events(ofBatch: "b1").last?.detail == ["trial": "b1-r1"])
        #expect(try place.store.events(ofBatch: "b1").last?.actor == "clerk")
        try expectWholeRecords()
    }

    @Test(arguments: [DocumentState.review, .inDoubt])
    func `a trial with a document that waits for a person is not accepted`(state: DocumentState) throws {
        try finish()
        _ = try begin()
        try work(as: [.done, state])
        #expect(try !accept())
        #expect(try place.store.trials().count == 1)
    }

    @Test func `no document and no saved time is counted twice, but all time spent is`() throws {
        try finish()
        let before = try total()
        _ = try begin()
        try work(as: [.done, .rejected], spent: TimeSpent(machine: 2, human: 3, overhead: 1))
        let entry = try #require(try place.store.timeEntry(ofDocument: "b1-r1-1"))
        #expect(entry.isRepeat && !entry.straightThrough)
        #expect((entry.outcome, entry.baselineSeconds, entry.humanSeconds) == (.done, 0, 3))
        var expected = before
        expected.humanSeconds += 6
        expected.overheadSeconds += 2
        expected.machineSeconds += 4
        #expect(try total() == expected)
        try expectWholeRecords()
    }

    @Test func `a failed document of a trial can be tried again`() throws {
        try finish()
        _ = try begin()
        try work(as: [.done, .failed])
        #expect(try place.store.retry(document: "b1-r1-2", now: Place.morning))
        try place.settleNext(as: .done)
        #expect(try total().documents == 2)
        #expect(try total().unfinished == 0)
        try expectWholeRecords()
    }

    @Test(arguments: [0, 1, 2]) func `of a dropped trial only the audit trail stays`(settled: Int) throws {
        try finish()
        let before = try total()
        _ = try begin()
        try work(as: Array([.done, .failed].prefix(settled)), spent: TimeSpent(machine: 2, human: 3))
        let held = settled < 2 ? try place.claim("w2")?.documentTask : nil
        #expect(try place.store.dropTrial("b1-r1", actor: "clerk", now: Place.morning))
        #expect(try !place.store.dropTrial("b1-r1", actor: "clerk", now: Place.morning))
        #expect(try place.store.batch("b1-r1") == nil)
        #expect(try place.store.documents(inBatch: "b1-r1").isEmpty)
        #expect(try place.store.pages(inBatch: "b1-r1").isEmpty)
        #expect(try place.store.reprocessing(ofBatch: "b1") == nil)
        #expect(try place.store.reprocessingCount(ofBatch: "b1") == 1)
        #expect(try total() == before)
        #expect(try place.store.events(ofBatch: "b1").last?.kind == .reprocessingDropped)
        #expect(try place.store.events(ofBatch: "b1-r1").last?.detail == ["original": "b1"])
        if var document = held?.document {
            document.state = .done
            #expect(throws: LostClaim.self) {
                try place.store.commitDocument(document, nextStep: 1, worker: "w2", now: Place.morning)
            }
        }
        #expect(try place.claim() == nil)
        try expectWholeRecords()
        #expect(try begin("b1-r2") == .begun)
    }

    @Test func `only a finished batch is processed again`() throws {
        try place.addSplit(pages: 2)
        #expect(try begin() == .notFinished)
        #expect(try begin(of: "unknown") == .notFinished)
        #expect(try place.store.batches().map(\.batch.id) == ["b1"])
    }

    /// A trial that is worked, of a batch whose second document failed.
    private func workAgainAfterAFailure() throws {
        try place.addSplit(pages: 2)
        try place.settleNext(as: .done)
        try place.settleNext(as: .failed)
        _ = try #require(try place.claim()?.finishTask)
        try place.store.commitFinish(batch: "b1", exports: [], worker: "w1", now: Place.morning)
        _ = try begin()
        try work()
    }

    @Test func `what a batch was replaced by is not undone by a retry`() throws {
        try workAgainAfterAFailure()
        #expect(try accept())
        #expect(try !place.store.retry(document: "b1-2", now: Place.morning))
        #expect(try place.store.batch("b1")?.state == .finished)
    }

    @Test func `a trial is not accepted while its original is being worked on again`() throws {
        try workAgainAfterAFailure()
        #expect(try place.store.retry(document: "b1-2", now: Place.morning))
        #expect(try !accept())
    }

    @Test func `the trail of a dropped trial has its time like any other`() throws {
        try finish()
        _ = try begin()
        #expect(try place.store.dropTrial("b1-r1", actor: nil, now: Place.morning))
        let later = Place.morning.addingTimeInterval(86_400)
        #expect(try place.store.auditToPurge(before: Place.morning).isEmpty)
        #expect(try place.store.auditToPurge(before: later) == ["b1", "b1-r1"])
        try place.store.purgeAudit(ofBatch: "b1-r1", actor: nil, now: later)
        #expect(try place.store.events(ofBatch: "b1-r1").map(\.kind) == [.auditPurged])
        try expectWholeRecords()
    }
}
