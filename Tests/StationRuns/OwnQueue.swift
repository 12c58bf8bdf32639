internal import Dispatch

/// Where what blocks is done, off Swift's own threads.
enum OwnQueue {
    static func run<Value: Sendable, Failure>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let queue = DispatchQueue(label: "tema.station-runs")
        let result = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }
}
