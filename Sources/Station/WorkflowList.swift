internal import Engine
internal import Operations
internal import Synchronization
internal import Workflows

/// The site's workflows, read again when they may have changed: reading them takes longer than a page may.
final class WorkflowList: Sendable {
    private static let freshness = Duration.seconds(5)

    private struct Kept {
        var workflows: [Workflow] = []
        var read: ContinuousClock.Instant?
    }

    private let site: Site
    private let kept = Mutex(Kept())

    init(_ site: Site) { self.site = site }

    /// Those without mistakes.
    func workflows() -> [Workflow] {
        kept.withLock { kept in
            if let read = kept.read, read.duration(to: .now) < Self.freshness { return kept.workflows }
            kept.workflows = SiteWorkflows(site).sound()
            kept.read = .now
            return kept.workflows
        }
    }

    /// Has them read again when they are asked for next.
    func forget() { kept.withLock { $0.read = nil } }
}
