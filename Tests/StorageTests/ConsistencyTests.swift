import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct ConsistencyTests {
    private let place: Place

    init() throws { place = try Place() }

    /// `b1` with a document done, one failed and one waiting; `b2` half split.
    private func fill() throws {
        try place.addSplit("b1", pages: 3)
        for state in [DocumentState.done, .failed, .review] {
            try place.settleNext(as: state, spent: TimeSpent(machine: 1.25, human: state == .done ? 3 : 0))
        }
        try place.add("b2", pages: 20)
        _ = try #require(try place.claim()?.splitTask)
        let pages = (1...16).map { PageRecord(page: Page(number: $0, outcome: .blank)) }
        try place.store.commitSplit(
            SplitResult(batch: "b2", pages: pages, documents: [], openDocument: nil, nextPage: 17), worker: "w1",
            now: Place.morning)
    }

    private func faults() throws -> [ConsistencyFault] {
        var faults: [ConsistencyFault] = []
        try place.store.verifyConsistency { faults.append($0) }
        return faults
    }

    private static let sums = [
        ConsistencyFault(kind: .timeDay, subject: "2026-04-01"),
        ConsistencyFault(kind: .timeMonth, subject: "2026-04"),
    ]

    @Test func `books that agree have no fault`() throws {
        try fill()
        #expect(try faults() == [])
    }

    @Test(arguments: [
        ("DELETE FROM page WHERE batch = 'b2' AND number = 16", [ConsistencyFault(kind: .pageLaw, subject: "b2")]),
        (
            "DELETE FROM page WHERE batch = 'b1' AND number = 3",
            [ConsistencyFault(kind: .pageLaw, subject: "b1"), ConsistencyFault(kind: .documentPages, subject: "b1-3")]
        ),
        (
            "UPDATE document SET page_count = 2 WHERE id = 'b1-1'",
            [ConsistencyFault(kind: .documentPages, subject: "b1-1")]
        ),
        ("UPDATE batch SET unsettled = 2 WHERE id = 'b1'", [ConsistencyFault(kind: .unsettled, subject: "b1")]),
        ("UPDATE time_day SET human_ms = human_ms + 1", sums),
        ("UPDATE time_day SET department = '福祉課'", sums),
        (
            "UPDATE time_month SET human_ms = human_ms + 1",
            [ConsistencyFault(kind: .timeMonth, subject: "2026-04")]
        ),
        (
            "DELETE FROM ledger_entry WHERE document = 'b1-2'",
            [
                ConsistencyFault(kind: .timeEntry, subject: "b1-2"),
                ConsistencyFault(kind: .timeDay, subject: "2026-04-01"),
                ConsistencyFault(kind: .ledgerTrail, subject: "b1"),
            ]
        ),
        (
            "UPDATE document SET human_ms = human_ms + 1 WHERE id = 'b1-1'",
            [ConsistencyFault(kind: .timeEntry, subject: "b1-1")]
        ),
        (
            """
            INSERT INTO ledger_entry (chain, counted_in, document, kind, turn, day, department, workflow, baseline, outcome,
                documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms, is_repeat)
            SELECT chain, counted_in, 'b1-3', kind, turn, day, department, workflow, baseline, outcome,
                documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms, is_repeat
            FROM ledger_entry WHERE document = 'b1-1'
            """,
            [
                ConsistencyFault(kind: .timeEntry, subject: "b1-3"),
                ConsistencyFault(kind: .timeDay, subject: "2026-04-01"),
                ConsistencyFault(kind: .ledgerTrail, subject: "b1"),
            ]
        ),
        (
            "UPDATE ledger_entry SET day = '2026-04-02' WHERE document = 'b1-1'",
            [
                ConsistencyFault(kind: .timeDay, subject: "2026-04-01"),
                ConsistencyFault(kind: .timeDay, subject: "2026-04-02"),
                ConsistencyFault(kind: .ledgerTrail, subject: "b1"),
            ]
        ),
        (
            "UPDATE ledger_entry SET baseline_ms = baseline_ms + 1000 WHERE document = 'b1-1'",
            [
                ConsistencyFault(kind: .timeEntry, subject: "b1-1"),
                ConsistencyFault(kind: .timeDay, subject: "2026-04-01"),
                ConsistencyFault(kind: .ledgerTrail, subject: "b1"),
            ]
        ),
    ])
    func `records that do not agree are found`(change: String, expected: [ConsistencyFault]) throws {
        try fill()
        try place.withoutGuards { try $0.execute(change) }
        #expect(try faults() == expected)
    }
}
