internal import Dispatch
internal import Synchronization

/// Waits on a worker's own thread for what runs on Swift's threads.
enum Blocking {
    private final class Box<Value>: @unchecked Sendable {
        var result: Result<Value, any Error>?
        let body: () async throws -> Value

        init(_ body: @escaping () async throws -> Value) { self.body = body }
    }

    /// The body runs while the calling thread waits: nothing of it is used by two at once.
    static func run<Value>(_ body: @escaping () async throws -> Value) throws -> Value {
        let box = Box(body)
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do { box.result = .success(try await box.body()) } catch { box.result = .failure(error) }
            done.signal()
        }
        done.wait()
        return try box.result!.get()
    }

    static func run(_ body: @escaping @Sendable () async -> Void) {
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            await body()
            done.signal()
        }
        done.wait()
    }
}
