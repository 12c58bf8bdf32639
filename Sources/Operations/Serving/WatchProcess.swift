package import Engine
internal import Foundation
internal import Intake
package import Paperwork
internal import Storage
package import Workflows

/// One process that watches the inboxes until it is told to stop.
///
/// It opens what clerks drop: a file that crashes it costs this process, which is started again, and is set aside when it
/// does so three times.
package final class WatchProcess: Sendable {
    /// Seconds between looks whether a job file was changed.
    private static let roundSeconds: Double = 2

    private let site: Site
    private let dataFolder: DataFolder
    private let limits: ProcessLimits
    private let gate: GoldenGate?
    private let stop: StopSignal
    private let report: @Sendable (Wording) -> Void

    /// - Parameter test: how golden cases are run; nil where workflows are used whatever comes out of theirs.
    package init(
        site: Site, test: ProcessCommand?, stop: StopSignal, report: @escaping @Sendable (Wording) -> Void
    ) {
        self.site = site
        dataFolder = DataFolder(site)
        limits = ProcessLimits(site)
        gate = test.map { GoldenGate(test: $0, folder: DataFolder(site).golden, stop: stop) }
        self.stop = stop
        self.report = report
    }

    /// Blocks the calling thread until the watcher is told to stop. A store that is away is waited for; a job file that is
    /// changed holds for what comes in from then on, once it has no mistake.
    package func run() {
        limits.apply()
        guard let lock = lockPatiently() else { return }
        do {
            if let store = try Store.open(dataFolder, patientlyUntil: stop, report: report) { watch(store) }
        } catch {
            report(error.sentence)
        }
        _ = consume lock
    }

    /// Waits for a watcher to end whose supervisor is gone. Nil where the end is asked for before.
    private func lockPatiently() -> DataFolderLock? {
        while !stop.isAsked {
            if let lock = try? DataFolderLock(.watch, in: dataFolder) { return lock }
            stop.wait(seconds: 0.2)
        }
        return nil
    }

    /// The job files at one moment.
    private struct Look {
        /// Those whose files the stamp speaks of.
        var workflows: [Workflow]
        var stamp: [String]
        var checked: Checked<[Workflow]>
    }

    private func watch(_ store: Store) {
        let definitions = SiteWorkflows(site)
        var seen = look(at: definitions, after: [])
        var inUse = admitted(seen.checked.value ?? [], after: [])
        while !stop.isAsked {
            let watcher = InboxWatcher(
                store: store, dataFolder: dataFolder, workflows: inUse, limits: site.limits, takingWithin: limits
            ) { [report] event in
                if case .settled = event { return }
                report(event.line)
            }
            watcher.start()
            if let changed = nextWorkflows(definitions, after: &seen) { inUse = admitted(changed, after: inUse) }
            watcher.stop()
        }
    }

    /// The workflows as they are now, and the stamp of their files from just before, so that no later change is missed.
    private func look(at definitions: SiteWorkflows, after workflows: [Workflow]) -> Look {
        let known = definitions.read().value ?? workflows
        return Look(workflows: known, stamp: definitions.stamp(known), checked: definitions.read())
    }

    /// The workflows that may be used; instead of one that may not, the version that is in use, where there is one.
    private func admitted(_ workflows: [Workflow], after before: [Workflow]) -> [Workflow] {
        workflows.compactMap { workflow in
            guard let gate, !gate.admits(workflow) else { return workflow }
            report(workflow.refusal)
            return before.first { $0.id == workflow.id }
        }
    }

    /// Blocks until the job files were changed and hold no mistake; nil where the end is asked for.
    private func nextWorkflows(_ definitions: SiteWorkflows, after seen: inout Look) -> [Workflow]? {
        while !stop.wait(seconds: Self.roundSeconds) {
            guard definitions.stamp(seen.workflows) != seen.stamp else { continue }
            seen = look(at: definitions, after: seen.workflows)
            if seen.checked.diagnostics.isEmpty, let changed = seen.checked.value {
                report(Wording(ja: "ジョブファイルを読み直しました。", en: "The job files were read again."))
                return changed
            }
            report(
                Wording(
                    ja: "変更したジョブファイルに誤りがあるため、前の版のまま続けます。",
                    en: "A changed job file has mistakes: its version before stays in use."))
            seen.checked.diagnostics.lines.forEach(report)
        }
        return nil
    }
}
