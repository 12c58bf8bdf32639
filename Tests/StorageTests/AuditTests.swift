import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct AuditTests {
    private let place: Place

    init() throws { place = try Place() }

    /// A batch `b1` that was finished, one of its pages set aside, one document failed once; and a batch `b2` that
    /// came in.
    private func fill() throws {
        try place.add("b1", pages: 4)
        let task = try #require(try place.claim()?.splitTask)
        let documents = (1...3).map { Place.document($0, pages: [$0]) }
        let aside = PageRecord(page: Page(number: 4, outcome: .setAside(reason: Wording(ja: "別の様式", en: "other form"))))
        try place.store.commitSplit(
            SplitResult(
                batch: task.batch.id, pages: documents.flatMap(Place.records) + [aside], documents: documents,
                openDocument: nil, nextPage: 5), worker: "w1", now: Place.morning)
        let failing = try #require(try place.claim("w2"))
        try place.store.fail(failing, reason: Wording(ja: "読めません", en: "unreadable"), worker: "w2", now: Place.morning)
        for state in [DocumentState.done, .rejected, .done] { try place.settleNext(as: state) }
        _ = try #require(try place.claim()?.finishTask)
        let export = ExportRecord(step: 2, path: "b1.csv", rows: 2, sha256: String(repeating: "a", count: 64))
        try place.store.commitFinish(batch: "b1", exports: [export], worker: "w1", now: Place.morning)
        try place.add("b2", pages: 1)
    }

    private func faults() throws -> [AuditFault] {
        var faults: [AuditFault] = []
        let summary = try place.store.verifyAudit { faults.append($0) }
        #expect(summary.faults == faults.count)
        return faults
    }

    private func tamper(_ sql: String) throws {
        let raw = try place.raw()
        try raw.write { connection in
            try connection.executeScript(
                connection.dialect.engine == .sqlite
                    ? "PRAGMA defer_foreign_keys = ON" : "SET LOCAL session_replication_role = replica")
            try connection.executeScript(sql)
        }
    }

    @Test func `every change of state is there once, in order`() throws {
        try fill()
        let events = try place.store.events(ofBatch: "b1")
        #expect(
            events.map(\.kind) == [
                .received, .pageSetAside, .split, .attemptFailed, .timeCounted, .documentDone, .timeCounted,
                .documentRejected, .timeCounted, .documentDone, .exported, .finished,
            ])
        #expect(events.map(\.number) == Array(1...12))
        #expect(events[1].detail == ["page": "4"])
        #expect(events[1].reason?.en == "other form")
        #expect((events[3].actor, events[3].document, events[3].reason?.en) == ("w2", "b1-1", "unreadable"))
        #expect(events[10].detail["file"] == "b1.csv")
        #expect(try place.store.placeEvents().map(\.kind) == [.batchOpened, .batchOpened])
        #expect(try place.store.placeEvents().map(\.batch) == ["b1", "b2"])
    }

    @Test(arguments: [DocumentState.review, .inDoubt])
    func `a document that waits for a person says so`(state: DocumentState) throws {
        try place.addSplit(pages: 1)
        try place.settleNext(as: state)
        #expect(try place.store.events(ofBatch: "b1").last?.kind == .documentWaits)
    }

    @Test func `a commit that came too late leaves no entry`() throws {
        try place.addSplit(pages: 1)
        var document = try #require(try place.claim(lease: 1)?.documentTask?.document)
        _ = try #require(try place.claim("w2", after: 2))
        document.state = .done
        let before = try place.store.events(ofBatch: "b1")
        #expect(throws: LostClaim.self) {
            try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
        }
        #expect(try place.store.events(ofBatch: "b1") == before)
    }

    @Test func `a trail that nobody touched is whole`() throws {
        try fill()
        #expect(try faults() == [])
        #expect(try place.store.verifyAudit { _ in } == AuditSummary(chains: 3, entries: 15, faults: 0))
    }

    @Test(arguments: [
        "at = at + 1", "kind = 'finished'", "document = 'b1-2'", "document = NULL", "actor = 'w9'", "actor = NULL",
        "reason_ja = 'x'", "reason_en = ''", "reason_ja = NULL, reason_en = NULL", "detail = '{}'",
        "previous = hash", "chain = 'place'", "chain = 'b2', batch = 'b2'", "batch = 'b2', chain = 'place'",
        "number = 40",
    ])
    func `a changed entry is found`(change: String) throws {
        try fill()
        try tamper("UPDATE audit_entry SET \(change) WHERE chain = 'b1' AND number = 4")
        let found = try faults()
        #expect(!found.isEmpty)
        #expect(found.contains { $0.kind == .changed })
    }

    @Test func `an entry whose values pass from one column to the next is found`() throws {
        try place.add()
        try place.store.recordInPlace(.backedUp, reason: Wording(ja: "ab", en: "c"), now: Place.morning)
        try tamper("UPDATE audit_entry SET reason_ja = 'a', reason_en = 'bc' WHERE kind = 'backed_up'")
        #expect(try faults() == [AuditFault(chain: "place", number: 2, kind: .changed)])
    }

    @Test(arguments: [
        ("number = 1", [AuditFault(chain: "b1", number: 1, kind: .missing(through: 1))]),
        ("number IN (4, 5)", [AuditFault(chain: "b1", number: 4, kind: .missing(through: 5))]),
        ("number >= 8", [AuditFault(chain: "b1", number: 8, kind: .missing(through: 12))]),
        ("number >= 1", [AuditFault(chain: "b1", number: nil, kind: .wrongEnd)]),
    ])
    func `a missing entry is found`(which: String, expected: [AuditFault]) throws {
        try fill()
        try tamper("DELETE FROM audit_entry WHERE chain = 'b1' AND \(which)")
        #expect(try faults() == expected)
    }

    @Test func `a tail that was cut off together with the chain's record of it is found`() throws {
        try fill()
        try tamper(
            "DELETE FROM audit_entry WHERE chain = 'b1' AND number = 12; UPDATE audit_chain SET entries = 11 WHERE chain = 'b1'"
        )
        #expect(try faults() == [AuditFault(chain: "b1", number: nil, kind: .wrongEnd)])
    }

    @Test func `a beginning that was cut off as if it had been purged is found`() throws {
        try fill()
        try tamper(
            """
            UPDATE audit_chain SET purged = 3, purged_hash =
                (SELECT hash FROM audit_entry WHERE chain = 'b1' AND number = 3) WHERE chain = 'b1';
            DELETE FROM audit_entry WHERE chain = 'b1' AND number <= 3;
            """)
        #expect(try faults() == [AuditFault(chain: "b1", number: nil, kind: .unexplainedPurge)])
    }

    @Test func `an entry added behind the end is found`() throws {
        try fill()
        try tamper(
            """
            INSERT INTO audit_entry SELECT chain, number + 1, at, kind, batch, document, actor, reason_ja, reason_en,
                detail, hash, hash FROM audit_entry WHERE chain = 'b1'
                AND number = (SELECT max(number) FROM audit_entry WHERE chain = 'b1')
            """)
        #expect(try faults().contains { $0.chain == "b1" && $0.kind == .added })
    }

    @Test func `entries in another order are found`() throws {
        try fill()
        try tamper(
            """
            UPDATE audit_entry SET number = 100 WHERE chain = 'b1' AND number = 5;
            UPDATE audit_entry SET number = 5 WHERE chain = 'b1' AND number = 6;
            UPDATE audit_entry SET number = 6 WHERE chain = 'b1' AND number = 100;
            """)
        let found = try faults()
        #expect(Set(found.compactMap(\.number)) == [5, 6, 7])
        #expect(found.contains(AuditFault(chain: "b1", number: 5, kind: .changed)))
    }

    @Test func `two entries can't take the same number`() throws {
        try fill()
        #expect(throws: Trouble.self) {
            try tamper("UPDATE audit_entry SET number = 5 WHERE chain = 'b1' AND number = 6")
        }
    }

    @Test func `a batch without its chain is found, and so is one that vanished`() throws {
        try fill()
        try tamper("DELETE FROM audit_entry WHERE chain = 'b2'; DELETE FROM audit_chain WHERE chain = 'b2'")
        #expect(try faults() == [AuditFault(chain: "b2", number: nil, kind: .noChain)])
        let raw = try place.raw()
        try raw.write { try $0.execute("DELETE FROM audit_entry WHERE chain = 'place' AND batch = 'b2'") }
        #expect(try faults().contains(AuditFault(chain: "place", number: 2, kind: .missing(through: 2))))
    }

    @Test func `a chain of no batch is found`() throws {
        try fill()
        try tamper("INSERT INTO audit_chain SELECT 'b9', 0, hash, 0, purged_hash FROM audit_chain WHERE chain = 'b2'")
        #expect(try faults().contains(AuditFault(chain: "b9", number: nil, kind: .noBatch)))
    }
}
