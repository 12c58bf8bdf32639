internal import Paperwork

/// When to try again what failed: after 2 s, 4 s, and so on.
struct Backoff {
    private let longest: Double
    private let first: Double
    private var delay: Double = 0
    private var notBefore: Double?
    private var told: Trouble?

    init(_ timing: InboxTiming) {
        longest = timing.longestDelay
        first = min(timing.longestDelay, max(timing.poll, 0.01))
    }

    /// At that many elapsed seconds.
    func allows(_ elapsed: Double) -> Bool { notBefore.map { elapsed >= $0 } ?? true }

    /// True where this trouble was not told yet.
    mutating func fail(_ trouble: Trouble, at elapsed: Double) -> Bool {
        delay = min(longest, max(first, delay * 2))
        notBefore = elapsed + delay
        defer { told = trouble }
        return told == nil
    }

    /// True where it failed before.
    mutating func succeed() -> Bool {
        defer {
            told = nil
            notBefore = nil
            delay = 0
        }
        return told != nil
    }
}
