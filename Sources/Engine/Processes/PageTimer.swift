internal import Synchronization

/// How long a worker has been at its page, by a clock that stands still while the machine sleeps.
final class PageTimer: Sendable {
    /// Seconds that a page may last for each CPU second it may take: beside other work, or on a slow share.
    private static let slowness = 20

    private let allowed: Duration
    private let began = Mutex<SuspendingClock.Instant?>(nil)

    init(limits: ProcessLimits) { allowed = .seconds(Self.slowness * limits.pageSeconds) }

    func beginPage() { began.withLock { $0 = .now } }

    func endWork() { began.withLock { $0 = nil } }

    /// Whether the page lasts longer than any page can that comes to an end.
    var isOverdue: Bool { began.withLock { $0.map { SuspendingClock.now - $0 > allowed } ?? false } }
}
