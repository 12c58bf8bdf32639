internal import Foundation

/// A time of day that was right once, carried on by a clock that no one sets and that goes on while the machine sleeps.
struct SteadyClock: Sendable {
    private let start: Date
    private let instant: ContinuousClock.Instant

    /// It was `start` at `instant`.
    init(_ start: Date, at instant: ContinuousClock.Instant = .now) {
        self.start = start
        self.instant = instant
    }

    func now() -> Date {
        let (seconds, attoseconds) = (ContinuousClock.now - instant).components
        return start.addingTimeInterval(Double(seconds) + Double(attoseconds) / 1e18)
    }
}
