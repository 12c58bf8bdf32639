internal import Foundation
internal import Synchronization

/// Threads for work that blocks, which stays off Swift's cooperative pool.
package enum OwnThread {
    /// Begins `work` on a thread of its own, with a stack of 8 MiB.
    ///
    /// The thread lets go of `work`, and of all that it holds, before it ends. What a thread holds at its very end is
    /// released after libdispatch has cleared up behind that thread; a release that needs a dispatch queue, as a
    /// database's does, would then take freed memory for its own and damage the heap (seen with Swift 6.3 on Linux).
    package static func start(_ work: @escaping @Sendable () -> Void) {
        let held = Mutex<(@Sendable () -> Void)?>(work)
        let thread = Thread { held.withLock { $0.take() }?() }
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Runs blocking work that can't fail on a thread of its own, so that it never sits on Swift's cooperative pool.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: work()) }
        }
    }

    /// Runs blocking work on a thread of its own, so that it never sits on Swift's cooperative pool.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            start { continuation.resume(with: Result { try work() }) }
        }
    }
}
