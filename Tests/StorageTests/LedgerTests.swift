import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct LedgerTests {
    private let place: Place

    init() throws { place = try Place() }

    private static let may = Place.morning.addingTimeInterval(31 * 86_400)

    private func faults() throws -> [ConsistencyFault] {
        var faults: [ConsistencyFault] = []
        try place.store.verifyConsistency { faults.append($0) }
        return faults
    }

    private func net() throws -> Double {
        try place.store.timeTotals(from: "2026-01-01", to: "2027-12-31").reduce(0) {
            $0 + $1.baselineSeconds - $1.humanSeconds - $1.overheadSeconds
        }
    }

    private func seal(_ name: String = "key") throws -> LedgerSeal {
        try LedgerSeal(
            keyFile: FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString)/\(name)"))
    }

    @Test func `what is tried again takes its entry back, and both stay`() throws {
        try place.addSplit(pages: 1)
        try place.settleNext(as: .failed, spent: TimeSpent(human: 5))
        #expect(try net() == -5)
        #expect(try place.store.retry(document: "b1-1", now: Place.morning))
        #expect(try net() == 0)
        try place.settleNext(as: .done, spent: TimeSpent(human: 2))
        #expect(try net() == 198 - 7)
        let lines = try place.store.ledgerLines(workflow: "onestop", from: "2026-04-01", to: "2026-04-30")
        #expect(lines.map(\.humanSeconds) == [5, -5, 7])
        #expect(lines.map(\.outcome) == ["failed", "failed", "done"])
        #expect(lines[1].reverses == lines[0].id)
        #expect(lines.map(\.netSeconds).reduce(0, +) == 191)
        #expect(try faults() == [])
    }

    @Test func `time that someone writes down counts once, and is taken back once`() throws {
        try place.addSplit(pages: 1)
        try place.settleNext(as: .done)
        func booking(_ kind: LedgerKind, _ seconds: Double) -> TimeBooking {
            TimeBooking(
                workflow: "onestop", department: "市民税課", kind: kind, seconds: seconds, actor: "山田", reason: "電話")
        }
        try place.store.book(booking(.exceptions, 30), now: Place.morning)
        try place.store.book(booking(.upkeep, 60), now: Place.morning)
        #expect(try net() == 108)
        let lines = try place.store.ledgerLines(workflow: "onestop", from: "2026-04-01", to: "2026-04-30")
        #expect(lines.map(\.kind) == [.document, .exceptions, .upkeep])
        #expect(lines.map(\.overheadSeconds) == [0, 0, 60])
        #expect(try place.store.takeBack(booking: lines[1].id, actor: "山田", reason: "誤り", now: Place.morning))
        #expect(try !place.store.takeBack(booking: lines[1].id, actor: "山田", reason: "誤り", now: Place.morning))
        #expect(try !place.store.takeBack(booking: lines[0].id, actor: "山田", reason: "誤り", now: Place.morning))
        #expect(try net() == 138)
        #expect(try place.store.bookMonthly(booking(.setUp, 600), month: "2026-04", now: Self.may))
        #expect(try !place.store.bookMonthly(booking(.setUp, 600), month: "2026-04", now: Self.may))
        #expect(try place.store.timeTotals(from: "2026-04-01", to: "2026-04-30").map(\.overheadSeconds) == [660])
        #expect(try faults() == [])
    }

    @Test func `a closed month is signed, takes no more entries, and shows whether it was changed`() throws {
        try place.addSplit(pages: 2)
        try place.settleNext(as: .done)
        let seal = try seal()
        #expect(throws: Trouble.self) {
            try place.store.closeMonth("2026-04", seal: seal, actor: "山田", now: Place.morning)
        }
        let closed = try place.store.closeMonth("2026-04", seal: seal, actor: "山田", now: Self.may)
        #expect((closed.netSeconds, closed.documents, closed.publicKey) == (198, 1, seal.publicKey))
        #expect(throws: Trouble.self) {
            try place.store.closeMonth("2026-04", seal: seal, actor: "山田", now: Self.may)
        }
        // A clock that was set back: the document counts in the first month that is open.
        try place.settleNext(as: .done)
        #expect(try place.store.timeEntry(ofDocument: "b1-2")?.day == "2026-05-01")
        #expect(try faults() == [])
        #expect(try place.store.closedMonths() == [closed])
        let forged = closed.body.replacing("\"netMs\":198000", with: "\"netMs\":298000")
        try place.withoutGuards { connection in
            try connection.execute("UPDATE ledger_month SET body = ?", [.text(forged)])
        }
        #expect(try faults() == [ConsistencyFault(kind: .closedMonth, subject: "2026-04")])
        try place.withoutGuards { try $0.execute("DELETE FROM ledger_month") }
        #expect(try faults() == [ConsistencyFault(kind: .closedMonth, subject: "2026-04")])
    }

    @Test func `preparation counts when the batch comes in`() throws {
        let batch = Batch(id: "b1", workflow: "onestop", file: "a.pdf", sha256: "a", pageCount: 3)
        var intake = BatchIntake(
            batch: batch, pageFile: "b1", workflowVersion: "v", department: "市民税課", baseline: nil,
            received: Place.morning)
        intake.preparationSeconds = 4.5
        for _ in 0..<2 { _ = try place.store.addBatch(intake) }
        #expect(try net() == -4.5)
        #expect(try faults() == [])
    }

    /// 23:30 on 31 March in Tokyo is 14:30 in UTC: the store's zone decides, which is the site file's.
    @Test func `the last half hour of a fiscal year belongs to it`() throws {
        let evening = try Date("2026-03-31T14:30:00Z", strategy: .iso8601)
        for (number, seconds) in [0.0, 1799, 1800].enumerated() {
            try place.addSplit("b\(number)", pages: 1)
            try place.settleNext(as: .done, after: evening.timeIntervalSince(Place.morning) + seconds)
        }
        let days = try (0...2).map { try place.store.timeEntry(ofDocument: "b\($0)-1")?.day }
        #expect(days == ["2026-03-31", "2026-03-31", "2026-04-01"])
    }
}
