import Foundation
import Storage
import Synchronization

/// Claims and commits per second, and the CPU time that one of each takes, the server's included.
struct RateMeasure {
    var store: BenchmarkStore

    private static let documents = 2000

    func run() throws {
        print("| at once | claims and commits | per second | CPU ms each |\n|--:|--:|--:|--:|")
        for workers in [1, 2, 4] {
            try store.add(batch: "b\(workers)", documents: Self.documents, to: try store.open())
            let stores = try (0..<workers).map { _ in try store.open() }
            let failure = Mutex<(any Error)?>(nil)
            let started = ContinuousClock.now
            let before = CPUTime.seconds(servers: store.address)
            DispatchQueue.concurrentPerform(iterations: workers) { number in
                do {
                    while try BenchmarkStore.workOnce(on: stores[number], worker: "w\(number)") {}
                } catch { failure.withLock { $0 = error } }
            }
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            // A connection's CPU time is gone with it.
            let cpu = withExtendedLifetime(stores) { CPUTime.seconds(servers: store.address) - before }
            if let error = failure.withLock({ $0 }) { throw error }
            let (rate, each) = (Double(Self.documents) / seconds, cpu * 1000 / Double(Self.documents))
            print("| \(workers) | \(Self.documents) | \(Int(rate)) | \(each.formatted2) |")
        }
    }
}

extension Double {
    var formatted2: String { String(format: "%.2f", self) }
    var formatted3: String { String(format: "%.3f", self) }
}
