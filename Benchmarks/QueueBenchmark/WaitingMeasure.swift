import Foundation
import SQLAccess
import Storage

/// CPU seconds of claims and commits beside no documents that wait for a person, and beside 100,000, in turns.
struct WaitingMeasure {
    var idle: BenchmarkStore
    var crowded: BenchmarkStore

    private static let waiting = 100_000
    private static let batchSize = 1000
    private static let turns = 30
    private static let claimsPerTurn = 100

    func run() throws {
        let stores = (try idle.open(), try crowded.open())
        try fill(stores.1)
        let claims = Self.turns * Self.claimsPerTurn
        try idle.add(batch: "live", documents: claims, to: stores.0, after: 10)
        try crowded.add(batch: "live", documents: claims, to: stores.1, after: 10)
        try idle.analyze()
        try crowded.analyze()
        var times: (idle: [Double], crowded: [Double]) = ([], [])
        for turn in 0..<Self.turns {
            let first = turn.isMultiple(of: 2)
            if first { times.idle.append(try work(on: stores.0, idle)) }
            times.crowded.append(try work(on: stores.1, crowded))
            if !first { times.idle.append(try work(on: stores.0, idle)) }
        }
        // The first turns prepare statements and fill caches.
        let (idleTimes, crowdedTimes) = (times.idle.dropFirst(4), times.crowded.dropFirst(4))
        let measured = Double(idleTimes.count * Self.claimsPerTurn)
        let sums = (idleTimes.reduce(0, +), crowdedTimes.reduce(0, +))
        let ratios = zip(crowdedTimes, idleTimes).map { $0 / $1 }.sorted()
        print("| waiting | CPU ms a claim and commit |\n|--:|--:|")
        print("| 0 | \((sums.0 / measured * 1000).formatted3) |")
        print("| \(Self.waiting) | \((sums.1 / measured * 1000).formatted3) |\n")
        print("ratio of sums \((sums.1 / sums.0).formatted3), median of ratios \(ratios[ratios.count / 2].formatted3)")
    }

    /// Batches received before the live one, all of whose documents wait: one made by the store, the rest copies of it.
    private func fill(_ store: Store) throws {
        try crowded.add(batch: "old", documents: Self.batchSize, to: store)
        let copies = "WITH RECURSIVE copy(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM copy WHERE i < ?) INSERT INTO"
        let number = [SQLValue.integer(Self.waiting / Self.batchSize - 1)]
        try crowded.raw().write { connection in
            try connection.execute("UPDATE document SET state = 'review', next_step = 3")
            try connection.execute(
                """
                \(copies) batch (id, workflow, file, sha256, page_count, page_file, workflow_version, department, baseline,
                    priority, received, state, next_page, chunk, unsettled, attempts)
                SELECT id || i, workflow, file, sha256 || i, page_count, page_file, workflow_version, department, baseline,
                    priority, received, state, next_page, chunk, unsettled, attempts FROM batch, copy
                """, number)
            try connection.execute(
                """
                \(copies) document (id, batch, number, form, page_count, is_open, priority, received, state, next_step,
                    attempts, was_reviewed, machine_ms, human_ms, overhead_ms)
                SELECT id || '-' || i, batch || i, number, form, page_count, is_open, priority, received, state, next_step,
                    attempts, was_reviewed, machine_ms, human_ms, overhead_ms FROM document, copy
                """, number)
            try connection.execute(
                """
                \(copies) document_content (document, body)
                SELECT document || '-' || i, body FROM document_content, copy
                """, number)
            try connection.execute(
                """
                \(copies) page (batch, number, outcome, document, form_page)
                SELECT batch || i, number, outcome, document || '-' || i, form_page FROM page, copy
                """, number)
        }
    }

    private func work(on store: Store, _ place: BenchmarkStore) throws -> Double {
        let before = CPUTime.seconds(servers: place.address)
        for _ in 0..<Self.claimsPerTurn { _ = try BenchmarkStore.workOnce(on: store, worker: "w") }
        return CPUTime.seconds(servers: place.address) - before
    }
}
