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
///     let watcher = InboxWatcher(store: store, dataFolder: dataFolder, workflows: workflows) { print($0.line.ja) }
///     watcher.start()
///     …
///     watcher.stop()
package final class InboxWatcher: Sendable {
    private struct State {
        var inboxes: [Inbox]
        /// Something may lie under `taking` that nobody goes on with.
        var hasLeftovers = true
        var leftoversBackoff: Backoff
        var filingBackoff: Backoff
        var seenVersion: Int64?
    }

    /// Ten thousand files that come in one by one are ten thousand events; looks take a tenth of a processor at most.
    private static let restPerLook = 9.0

    private let store: Store
    private let dataFolder: DataFolder
    private let timing: InboxTiming
    private let report: @Sendable (InboxEvent) -> Void
    private let filer: OriginalFiler
    private let importers: [String: InboxImporter]
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
        store: Store, dataFolder: DataFolder, workflows: [Workflow], limits: PageLimits = .standard,
        timing: InboxTiming = .standard, takingWithin processLimits: ProcessLimits? = nil,
        checkpoint: @escaping @Sendable (ImportStep) throws -> Void = { _ in },
        report: @escaping @Sendable (InboxEvent) -> Void
    ) {
        self.store = store
        self.dataFolder = dataFolder
        self.timing = timing
        self.report = report
        let checkpoint: @Sendable (ImportStep) throws -> Void = { step in
            do { try checkpoint(step) } catch { throw CheckpointCut(cause: error) }
        }
        filer = OriginalFiler(
            store: store, dataFolder: dataFolder, workflows: workflows, report: report, checkpoint: checkpoint)
        let owners = Dictionary(workflows.map { ($0.intake.inbox, $0) }) { first, _ in first }
        let importers = owners.mapValues { workflow in
            InboxImporter(
                store: store, dataFolder: dataFolder, workflow: workflow, limits: limits, processLimits: processLimits,
                report: report, checkpoint: checkpoint)
        }
        self.importers = importers
        let inboxes = importers.keys.sorted().compactMap { name in
            importers[name].map {
                Inbox(name: name, importer: $0, folders: OriginalFolders(data: dataFolder.data), timing: timing)
            }
        }
        state = Mutex(
            State(inboxes: inboxes, leftoversBackoff: Backoff(timing), filingBackoff: Backoff(timing)))
    }

    /// One look at everything: leftovers, inboxes, batches at rest. Blocks; troubles are reported, not thrown.
    ///
    /// - throws: What `checkpoint` throws.
    package func look(_ moment: InboxMoment = .now()) throws {
        do {
            try lookOnce(moment)
        } catch let cut as CheckpointCut {
            throw cut.cause
        }
    }

    private func lookOnce(_ moment: InboxMoment) throws {
        try state.withLock { state in
            if state.hasLeftovers, state.leftoversBackoff.allows(moment.elapsed) {
                state.hasLeftovers = try attempt(&state.leftoversBackoff, "taking", at: moment) {
                    try Leftovers(store: store, dataFolder: dataFolder, filer: filer, importers: importers)
                        .goOn(now: moment.date)
                }
            }
            for index in state.inboxes.indices {
                let failed = try state.inboxes[index].look(moment) { isStopping.withLock { $0 } }
                state.hasLeftovers = state.hasLeftovers || failed
            }
            guard state.filingBackoff.allows(moment.elapsed) else { return }
            var seen = state.seenVersion
            let failed = try attempt(&state.filingBackoff, "done", at: moment) {
                let version = try store.version()
                guard version != seen else { return }
                while try filer.moveAtRest(), !isStopping.withLock({ $0 }) {}
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
        } catch let cut as CheckpointCut {
            throw cut
        } catch {
            let trouble = Trouble(atWork: error)
            if backoff.fail(trouble, at: moment.elapsed) { report(.trouble(inbox: what, trouble)) }
            return true
        }
    }
}

/// What a test's checkpoint threw: no trouble, which would be told and tried again.
struct CheckpointCut: Error {
    let cause: any Error
}

extension Trouble {
    /// Any error, so that whatever goes wrong is told and tried again later, and nothing else waits for it.
    init(atWork error: any Error) {
        self =
            error as? Trouble
            ?? Trouble(
                .file,
                Wording(ja: "予期しないエラーが起きました(\(error))。", en: "Something unexpected went wrong (\(error))."),
                remedy: Wording(ja: "Tema の担当者に知らせてください。", en: "Tell whoever looks after Tema."))
    }
}
