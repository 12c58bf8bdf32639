/// The pauses between tries of something that keeps failing, in seconds: each twice the one before, up to a minute.
package struct GrowingDelay: Sendable {
    private var seconds: Double = 0.5

    package init() {}

    /// Seconds to wait now; longer each time, up to a limit.
    package mutating func next() -> Double {
        defer { seconds = min(60, seconds * 2) }
        return seconds
    }
}
