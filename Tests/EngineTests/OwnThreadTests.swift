import Engine
import Foundation
import Testing

@Suite struct OwnThreadTests {
    /// Says, as it goes, whether the thread that lets it go is still at its work.
    private final class Held: Sendable {
        private let goes: @Sendable (_ isAtWork: Bool) -> Void

        init(_ goes: @escaping @Sendable (Bool) -> Void) { self.goes = goes }

        deinit { goes(Thread.current.isExecuting) }
    }

    @Test func `what a thread holds is let go before the thread ends`() async {
        let isAtWork = await withCheckedContinuation { continuation in
            let isStarted = DispatchSemaphore(value: 0)
            Self.start(holding: Held { continuation.resume(returning: $0) }, after: isStarted)
            isStarted.signal()
        }
        #expect(isAtWork)
    }

    private static func start(holding held: consuming Held, after isStarted: DispatchSemaphore) {
        OwnThread.start { [held] in
            isStarted.wait()
            withExtendedLifetime(held) {}
        }
    }
}
