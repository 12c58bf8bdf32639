import Foundation
import SQLAccess
import Storage

/// The time report of a fiscal year with ten million settled documents: 40 workflows on each of its 365 days.
struct ReportMeasure {
    var store: BenchmarkStore

    private static let entries = 10_000_000
    private static let workflows = 40

    func run() throws {
        let opened = try store.open()
        try fill()
        var times: [Double] = []
        for _ in 0..<21 {
            let started = ContinuousClock.now
            let totals = try opened.timeTotals(from: "2026-04-01", to: "2027-03-31")
            times.append((ContinuousClock.now - started) / .milliseconds(1))
            let documents = totals.map(\.documents).reduce(0, +)
            guard documents == Self.entries else { fatalError("\(documents) documents, not \(Self.entries)") }
        }
        times.sort()
        print("median \(times[10].formatted2) ms, slowest \(times[20].formatted2) ms")
    }

    private func fill() throws {
        let days = (0..<365).map {
            Date(timeIntervalSince1970: 1_775_001_600 + Double($0) * 86_400).formatted(.iso8601.year().month().day())
        }
        let rows = days.count * Self.workflows
        try store.raw().write { connection in
            for (number, place) in days.flatMap({ day in (0..<Self.workflows).map { (day, $0) } }).enumerated() {
                let documents = Self.entries * (number + 1) / rows - Self.entries * number / rows
                try connection.execute(
                    """
                    INSERT INTO time_day (day, department, workflow, baseline, documents, unfinished,
                        straight_through, baseline_ms, human_ms, overhead_ms, machine_ms)
                    VALUES (?1, ?2, ?3, 0, ?4, 0, ?4, ?5, ?6, 0, ?6)
                    """,
                    [
                        .text(place.0), .text("部署\(place.1 % 8)"), .text("業務\(place.1)"), .integer(documents),
                        .integer(documents * 198_000), .integer(documents * 300),
                    ])
            }
            let sums = "documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms"
            try connection.execute(
                """
                INSERT INTO time_month (month, department, workflow, baseline, \(sums))
                SELECT substr(day, 1, 7), department, workflow, baseline,
                    \(sums.split(separator: ", ").map { "CAST(sum(\($0)) AS BIGINT)" }.joined(separator: ", "))
                FROM time_day GROUP BY substr(day, 1, 7), department, workflow, baseline
                """)
        }
    }
}
