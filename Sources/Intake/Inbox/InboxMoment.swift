package import Foundation

/// A point in time, on the two clocks that a watcher goes by.
package struct InboxMoment: Sendable, Hashable {
    /// Seconds on a clock that only goes forward: everything that is waited for is measured on it.
    package var elapsed: Double
    /// What is written down.
    package var date: Date

    /// - Parameter elapsed: seconds by a clock that nobody sets.
    package init(elapsed: Double, date: Date) {
        self.elapsed = elapsed
        self.date = date
    }

    package static func now() -> InboxMoment {
        InboxMoment(elapsed: ProcessInfo.processInfo.systemUptime, date: Date())
    }
}
