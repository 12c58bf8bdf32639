package import Engine
package import Foundation
package import Paperwork
package import Storage
package import Workflows

/// What is looked after again and again while the service runs: other ways in, other robots' answers, deadlines, and telling
/// people.
package struct Rounds: Sendable {
    private static let roundSeconds: Double = 2

    private let site: Site
    private let store: Store

    package init(_ site: Site, store: Store) {
        self.site = site
        self.store = store
    }

    /// Blocks the calling thread until the end is asked for.
    package func go(until isOver: StopSignal, report: (Wording) -> Void) {
        var told: Set<String> = []
        repeat {
            let troubles = once(SiteWorkflows(site).read().value ?? [], now: store.now())
            for (subject, wording) in troubles.sorted(by: { $0.key < $1.key })
            where !told.contains("\(subject) \(wording.en)") {
                report(Wording(ja: "\(subject): \(wording.ja)", en: "\(subject): \(wording.en)"))
            }
            told = Set(troubles.map { "\($0.key) \($0.value.en)" })
        } while !isOver.wait(seconds: Self.roundSeconds)
    }

    /// - Returns: what could not be done, by what it is about.
    package func once(_ workflows: [Workflow], now: Date) -> [String: Wording] {
        var troubles = IntakeRounds(site, store: store).go(workflows, now: now)
        do {
            let unmatched = try HandOverCollector(store).collect(workflows)
            let notifier = Notifier(site, store: store)
            try notifier.tell(
                try notifier.matters(workflows, unmatched: unmatched.map(\.lastPathComponent), now: now),
                language: site.language ?? .ja, now: now)
        } catch {
            troubles["rounds"] = Wording(error)
        }
        return troubles
    }
}
