import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct TimeEntryTests {
    private let place: Place
    private let baseline = MeasuredBaseline(seconds: 198, spreadSeconds: 36, sample: 30, timed: "2026-05-18")

    init() throws { place = try Place() }

    @Test func `each settled document has one entry, on its local day`() throws {
        try place.addSplit(pages: 4)
        try place.settleNext(as: .done, spent: TimeSpent(machine: 0.4))
        try place.settleNext(as: .done, spent: TimeSpent(machine: 0.5, human: 12.25, overhead: 1))
        // 2026-04-01 23:59:59 and 2026-04-02 00:00:00 in Tokyo.
        try place.settleNext(as: .rejected, spent: TimeSpent(human: 3), after: 53_999)
        try place.settleNext(as: .failed, after: 54_000)
        let entries = try (1...4).map { try #require(try place.store.timeEntry(ofDocument: "b1-\($0)")) }
        #expect(entries.map(\.day) == ["2026-04-01", "2026-04-01", "2026-04-01", "2026-04-02"])
        #expect(entries.map(\.outcome) == [.done, .done, .rejected, .failed])
        #expect(entries.map(\.baselineSeconds) == [198, 198, 0, 0])
        #expect(entries.map(\.humanSeconds) == [0, 12.25, 3, 0])
        #expect(entries.map(\.overheadSeconds) == [0, 1, 0, 0])
        #expect(entries.map(\.straightThrough) == [true, false, false, false])
        #expect(entries.allSatisfy { $0.workflow == "onestop" && $0.department == "市民税課" })
        #expect(
            try place.store.timeTotals(from: "2026-04-01", to: "2027-03-31") == [
                TimeTotal(
                    month: "2026-04", department: "市民税課", workflow: "onestop", baseline: baseline, documents: 2,
                    unfinished: 2, straightThrough: 1, baselineSeconds: 396, humanSeconds: 15.25, overheadSeconds: 1,
                    machineSeconds: 0.9)
            ])
        #expect(try place.store.timeTotals(from: "2026-04-02", to: "2026-04-02").map(\.unfinished) == [1])
        #expect(try place.store.firstTimeDay(from: "2026-04-01", to: "2027-03-31") == "2026-04-01")
        #expect(try place.store.firstTimeDay(from: "2027-04-01", to: "2028-03-31") == nil)
    }

    @Test func `time adds up over a document's steps, and a document that was reviewed is not straight through`() throws
    {
        try place.addSplit(pages: 1)
        let task = try #require(try place.claim()?.documentTask)
        var document = task.document
        try place.store.commitDocument(
            document, nextStep: 1, spent: TimeSpent(machine: 1.5), worker: "w1", now: Place.morning)
        document.state = .done
        try place.store.commitDocument(
            document, nextStep: 2, spent: TimeSpent(machine: 2.25, human: 0.001), worker: "w1", now: Place.morning)
        let entry = try #require(try place.store.timeEntry(ofDocument: "b1-1"))
        #expect((entry.machineSeconds, entry.humanSeconds, entry.straightThrough) == (3.75, 0.001, false))
    }

    @Test func `a document without a baseline has an entry that saves nothing`() throws {
        try place.addSplit(pages: 1, baseline: nil)
        try place.settleNext(as: .done)
        #expect(try place.store.timeEntry(ofDocument: "b1-1")?.baselineSeconds == 0)
        let totals = try place.store.timeTotals(from: "2026-04-01", to: "2026-04-01")
        #expect(totals.map(\.baseline) == [nil])
        #expect(totals.map(\.documents) == [1])
    }

    @Test func `the daily sums are those of the entries`() throws {
        try place.addSplit("b1", pages: 6)
        try place.addSplit("b2", pages: 5, baseline: nil)
        let states: [DocumentState] = [.done, .rejected, .done, .failed]
        for number in 0..<11 {
            try place.settleNext(
                as: states[number % 4], spent: TimeSpent(machine: Double(number) / 7, human: Double(number % 3) * 1.1),
                after: Double(number) * 20_000)
        }
        let raw = try place.raw()
        let columns = "day, department, workflow, sum(human_ms) AS h, sum(machine_ms) AS m, sum(baseline_ms) AS b"
        let group = "GROUP BY day, department, workflow ORDER BY day, department, workflow"
        let (sums, entries) = try raw.read { connection in
            (
                try connection.rows("SELECT \(columns) FROM time_day \(group)"),
                try connection.rows("SELECT \(columns) FROM time_entry \(group)")
            )
        }
        #expect(sums == entries)
        #expect(entries.count > 1)
    }
}
