import Foundation

/// Measures the store as a queue; `Benchmarks/queue` calls it.
///
///     queue-benchmark rate STORE          claims and commits per second, by 1, 2 and 4 at once
///     queue-benchmark waiting STORE STORE whether documents that wait for a person slow down claims
///     queue-benchmark report STORE        how long the time report over ten million entries takes
///
/// A store is a new file or an empty database: `FILE.db` or `postgresql://…`.
@main
struct QueueBenchmark {
    static func main() throws {
        let words = CommandLine.arguments.dropFirst()
        let stores = words.dropFirst().map { BenchmarkStore(address: $0) }
        switch (words.first, stores.count) {
        case ("rate", 1): try RateMeasure(store: stores[0]).run()
        case ("waiting", 2): try WaitingMeasure(idle: stores[0], crowded: stores[1]).run()
        case ("report", 1): try ReportMeasure(store: stores[0]).run()
        default:
            FileHandle.standardError.write(Data("queue-benchmark rate|waiting|report STORE [STORE]\n".utf8))
            exit(64)
        }
    }
}
