internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// The wish that this process ends: asked for by `SIGTERM`, `SIGINT`, or in the program.
package final class StopSignal: Sendable {
    private let isWanted = Mutex(false)
    /// Counts by a clock that nobody sets.
    private let semaphore = DispatchSemaphore(value: 0)

    package init() {}

    /// Lets `SIGTERM` and `SIGINT` ask for the end instead of causing it.
    package func listen() {
        let queue = DispatchQueue(label: "tema.signals")
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            // The handler holds its source: both live as long as the process.
            source.setEventHandler { withExtendedLifetime(source) { self.ask() } }
            source.resume()
        }
    }

    /// Asks for the end; whoever waits for it goes on.
    package func ask() {
        isWanted.withLock { $0 = true }
        semaphore.signal()
    }

    /// Whether the end was asked for.
    package var isAsked: Bool { isWanted.withLock { $0 } }

    /// Blocks the calling thread until the end is asked for, `seconds` at most; true where it is.
    @discardableResult
    package func wait(seconds: Double) -> Bool {
        guard !isAsked, semaphore.wait(timeout: .now() + seconds) == .success else { return isAsked }
        // Whoever else waits is to wake too.
        semaphore.signal()
        return true
    }
}
