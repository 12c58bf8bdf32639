package import Engine
internal import Foundation
package import Imaging
internal import Paperwork
package import Storage
internal import Synchronization
package import Workflows

/// Watches the workflows' inboxes: takes what is complete as batches, and moves the originals to where they rest.
///
/// A folder is looked at every so often, whether events come or not, and an entry is taken by what it is, not by when it
/// was written. One watcher works in a data folder at a time.
///
/// For example:
///
///     let watcher = InboxWatcher(store: store, place: place, workflows: workflows) { print($0.line.ja) }
///     watcher.start()
///     …
///     watcher.stop()
package final class InboxWatcher: Sendable {
    private struct State {
        var inboxes: [Inbox]
        /// Something may lie under `taking` that nobody goes on with.
        var hasLeftovers = true
        var leftoversBackoff: Backoff
        var settlingBackoff: Backoff
        var seenVersion: Int64?
    }

    /// Ten thousand files that come in one by one are ten thousand events; looks take a tenth of a processor at most.
    private static let restPerLook = 9.0

    private let store: Store
    private let place: Workplace
    private let timing: InboxTiming
    private let report: @Sendable (InboxEvent) -> Void
    private let settling: Settling
    private let taking: [String: Taking]
    private let state: Mutex<State>
    private let isStopping = Mutex(false)
    private let running = DispatchGroup()
    private let events = FolderEvents()

    /// - parameters:
    ///   - workflows: Each has an inbox of its own; of two with the same, the first gets it.
    ///   - processLimits: What this process may use to take one original; nil where it is not limited.
    ///   - report: Called on the watcher's thread.
    ///   - checkpoint: Called after each step that outlives this process; for tests that cut it there.
    package init(
        store: Store, place: Workplace, workflows: [Workflow], limits: PageLimits = .standard,
        timing: InboxTiming = .standard, takingWithin processLimits: ProcessLimits? = nil,
        checkpoint: @escaping @Sendable (TakingStep) throws -> Void = { _ in },
        report: @escaping @Sendable (InboxEvent) -> Void
    ) {
        self.store = store
        self.place = place
        self.timing = timing
        self.report = report
        settling = Settling(
            store: store, place: place, workflows: workflows, report: report, checkpoint: checkpoint)
        let owners = Dictionary(workflows.map { ($0.intake.inbox, $0) }) { first, _ in first }
        let taking = owners.mapValues { workflow in
            Taking(
                store: store, place: place, workflow: workflow, limits: limits, processLimits: processLimits,
                report: report, checkpoint: checkpoint)
        }
        self.taking = taking
        let inboxes = taking.keys.sorted().compactMap { name in
            taking[name].map {
                Inbox(name: name, taking: $0, folders: OriginalFolders(data: place.data), timing: timing)
            }
        }
        state = Mutex(
            State(inboxes: inboxes, leftoversBackoff: Backoff(timing), settlingBackoff: Backoff(timing)))
    }

    /// One look at everything: leftovers, inboxes, batches at rest. Blocks; troubles are reported, not thrown.
    ///
    /// - throws: What `checkpoint` throws.
    package func look(_ moment: InboxMoment = .now()) throws {
        try state.withLock { state in
            if state.hasLeftovers, state.leftoversBackoff.allows(moment.elapsed) {
                state.hasLeftovers = try attempt(&state.leftoversBackoff, "taking", at: moment) {
                    try Leftovers(store: store, place: place, settling: settling, taking: taking)
                        .goOn(now: moment.date)
                }
            }
            for index in state.inboxes.indices {
                let failed = try state.inboxes[index].look(moment) { isStopping.withLock { $0 } }
                state.hasLeftovers = state.hasLeftovers || failed
            }
            guard state.settlingBackoff.allows(moment.elapsed) else { return }
            var seen = state.seenVersion
            let failed = try attempt(&state.settlingBackoff, "done", at: moment) {
                let version = try store.version()
                guard version != seen else { return }
                while try settling.moveAtRest(), !isStopping.withLock({ $0 }) {}
                seen = version
            }
            state.seenVersion = failed ? nil : seen
            state.hasLeftovers = state.hasLeftovers || failed
        }
    }

    /// Makes the inboxes and looks at them on a thread of its own, until `stop`.
    package func start() {
        let inboxes = state.withLock { $0.inboxes }
        for inbox in inboxes {
            try? FileManager.default.createDirectory(at: inbox.folder, withIntermediateDirectories: true)
        }
        running.enter()
        OwnThread.start { [self] in
            defer { running.leave() }
            while !isStopping.withLock({ $0 }) {
                for inbox in inboxes { events.watch(inbox.folder) }
                let start = InboxMoment.now().elapsed
                try? look()
                let cost = InboxMoment.now().elapsed - start
                events.wait(seconds: timing.poll, rest: min(timing.poll, cost * Self.restPerLook))
            }
        }
    }

    /// Blocks until the thread ended: what it was taking is taken, the rest stays in the inboxes.
    package func stop() {
        isStopping.withLock { $0 = true }
        events.wake()
        running.wait()
    }

    /// True where it failed.
    private func attempt(
        _ backoff: inout Backoff, _ what: String, at moment: InboxMoment, _ body: () throws -> Void
    ) throws -> Bool {
        do {
            try body()
            if backoff.succeed() { report(.healed(inbox: what)) }
            return false
        } catch let trouble as Trouble {
            if backoff.fail(trouble, at: moment.elapsed) { report(.trouble(inbox: what, trouble)) }
            return true
        }
    }
}
