import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

/// Whoever has the database to themselves can change what they like; they are found.
@Suite(.onBothEngines) struct LedgerForgeryTests {
    private let place: Place

    init() throws { place = try Place() }

    private static let figures = [
        "documents", "unfinished", "straight_through", "baseline_ms", "human_ms", "overhead_ms", "machine_ms",
    ]

    private func faults() throws -> Set<ConsistencyFault.Kind> {
        var kinds: Set<ConsistencyFault.Kind> = []
        try place.store.verifyConsistency { kinds.insert($0.kind) }
        return kinds
    }

    private func fill() throws {
        for number in 1...3 {
            try place.addSplit("b\(number)", pages: 3)
            for state in [DocumentState.done, .failed, .rejected] {
                try place.settleNext(as: state, spent: TimeSpent(human: Double(number)))
            }
        }
        _ = try place.store.retry(document: "b1-2", now: Place.morning)
        try place.settleNext(as: .done, spent: TimeSpent(human: 4))
        try place.store.book(
            TimeBooking(
                workflow: "onestop", department: "市民税課", kind: .exceptions, seconds: 30, actor: "山田", reason: "電話"),
            now: Place.morning)
    }

    /// One figure of one entry, with the sums brought into line as a careful forger does.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a figure that was changed is found, though the sums were changed with it`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        try fill()
        #expect(try faults() == [])
        var changes = 0
        for _ in 0..<4 {
            let figure = try #require(Self.figures.randomElement(using: &random))
            let amount = Int.random(in: 1...100_000, using: &random)
            var id = 0
            func change(by amount: Int) throws {
                try place.withoutGuards { connection in
                    let row = try connection.row("SELECT * FROM ledger_entry WHERE id = ?", [.integer(id)])
                    let entry = try #require(row)
                    // The schema itself refuses many: then another entry is tried.
                    try connection.execute(
                        "UPDATE ledger_entry SET \(figure) = \(figure) + ? WHERE id = ?",
                        [.integer(amount), .integer(id)])
                    for (table, column) in [("time_day", "day"), ("time_month", "month")] {
                        let span = try entry.text("day").prefix(column == "day" ? 10 : 7)
                        try connection.execute(
                            """
                            UPDATE \(table) SET \(figure) = \(figure) + ?
                            WHERE \(column) = ? AND department = ? AND workflow = ? AND baseline = ?
                            """,
                            [
                                .integer(amount), .text(String(span)), .text(try entry.text("department")),
                                .text(try entry.text("workflow")),
                                .integer(try entry.optionalInteger("baseline") ?? 0),
                            ])
                    }
                }
            }
            let count = try entries()
            var isChanged = false
            for _ in 0..<20 where !isChanged {
                id = Int.random(in: 1...count, using: &random)
                isChanged = (try? change(by: amount)) != nil
            }
            guard isChanged else { continue }
            changes += 1
            #expect(try !faults().isDisjoint(with: [.ledgerTrail, .timeEntry]), "\(figure) of \(id)")
            try change(by: -amount)
            #expect(try faults() == [])
        }
        #expect(changes >= 2)
    }

    @Test(arguments: [4, 5] as [UInt64])
    func `an entry that was removed, or added past the trail, is found`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        try fill()
        let id = Int.random(in: 1...(try entries()), using: &random)
        try place.withoutGuards { connection in
            try connection.execute("DELETE FROM ledger_entry WHERE reverses = ?", [.integer(id)])
            try connection.execute("DELETE FROM ledger_entry WHERE id = ?", [.integer(id)])
        }
        #expect(try faults().contains(.ledgerTrail))
        let other = try Place()
        try other.addSplit(pages: 1)
        try other.settleNext(as: .done)
        try other.withoutGuards { connection in
            try connection.execute(
                """
                INSERT INTO ledger_entry (chain, counted_in, kind, turn, day, department, workflow, baseline, documents,
                    unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms, is_repeat)
                SELECT chain, \(Bool.random(using: &random) ? "counted_in" : "0"), 'upkeep', 0, day, department, workflow,
                    baseline, 0, 0, 0, 0, 0, 1000, 0, 0 FROM ledger_entry
                """)
            for table in ["time_day", "time_month"] {
                try connection.execute("UPDATE \(table) SET overhead_ms = overhead_ms + 1000")
            }
        }
        var kinds: Set<ConsistencyFault.Kind> = []
        try other.store.verifyConsistency { kinds.insert($0.kind) }
        #expect(kinds == [.ledgerTrail])
    }

    @Test func `sums of a month that are not those of its days are found, and the month is not closed`() throws {
        try fill()
        try place.withoutGuards { try $0.execute("UPDATE time_month SET baseline_ms = baseline_ms + 1") }
        #expect(try faults() == [.timeMonth])
        let seal = try LedgerSeal(
            keyFile: FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString)/key"))
        #expect(throws: Trouble.self) {
            try place.store.closeMonth(
                "2026-04", seal: seal, actor: "山田", now: Place.morning.addingTimeInterval(40 * 86_400))
        }
    }

    private func entries() throws -> Int {
        var count = 0
        try place.withoutGuards { count = try $0.row("SELECT max(id) AS n FROM ledger_entry")?.integer("n") ?? 0 }
        return count
    }
}
