internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// Waiting for what the system tells, no longer than to a deadline.
enum Deadline {
    /// Blocks the calling thread until a descriptor is ready or closed at its other end.
    ///
    /// - Parameter events: `POLLIN` or `POLLOUT`.
    /// - Returns: false after the deadline.
    static func isReady(_ descriptor: Int32, for events: Int32, until deadline: ContinuousClock.Instant) -> Bool {
        var polled = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            // A minute at a time keeps the number in bounds.
            let result = poll(&polled, 1, Int32(max(0, min(left.rounded(.up), 60_000))))
            if result > 0 { return true }
            if result == 0, left <= 0 { return false }
        }
    }
}
