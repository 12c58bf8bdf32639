internal import Dispatch
package import Engine
internal import Foundation
internal import Intake
package import Paperwork
package import Storage
package import Workflows

/// Everything that `tema serve` keeps going: the inboxes' watcher, the workers, and the word of what becomes of each batch.
package final class Service: Sendable {
    /// How the service's processes are started.
    package struct Commands: Sendable {
        /// Watches the inboxes.
        package var watch: ProcessCommand
        /// Works on the queue; started once per worker.
        package var work: ProcessCommand
        /// Serves the station, where the site has one.
        package var station: ProcessCommand

        package init(watch: ProcessCommand, work: ProcessCommand, station: ProcessCommand) {
            self.watch = watch
            self.work = work
            self.station = station
        }
    }

    private let site: Site
    private let dataFolder: DataFolder
    private let commands: Commands
    private let stop: StopSignal
    private let report: @Sendable (Wording) -> Void

    /// - Parameter report: what someone who looks at the process should know, a line each.
    package init(
        site: Site, commands: Commands, stop: StopSignal, report: @escaping @Sendable (Wording) -> Void
    ) {
        self.site = site
        dataFolder = DataFolder(site)
        self.commands = commands
        self.stop = stop
        self.report = report
    }

    /// Blocks the calling thread until the end is asked for and everything has ended. A store that is away is waited for.
    ///
    /// - throws: `Trouble` where a folder can't be made, or another service works in it.
    package func run() throws {
        try dataFolder.makeFolders()
        guard let lock = try DataFolderLock(.serve, in: dataFolder) else {
            throw DataFolderLock.heldByAnother(dataFolder)
        }
        guard let alone = try DataFolderLock(.run, in: dataFolder) else { throw DataFolderLock.heldByRun(dataFolder) }
        if let store = try Store.open(dataFolder, patientlyUntil: stop, report: report) { serve(store) }
        _ = consume alone
        _ = consume lock
    }

    private func serve(_ store: Store) {
        let watcher = ProcessSlot(command: commands.watch, stop: stop, report: report)
        let workers = (0..<site.workers).map { _ in
            ProcessSlot(command: commands.work, stop: stop, report: report) { [report] child, cause in
                Self.giveBack(workOf: child, cause: cause, store: store, report: report)
            }
        }
        let station = site.station == nil ? [] : [ProcessSlot(command: commands.station, stop: stop, report: report)]
        try? store.recordInPlace(.serviceStarted, now: store.now())
        report(greeting)
        let isOver = StopSignal()
        let telling = DispatchGroup()
        telling.enter()
        OwnThread.start { [self] in
            tellOfBatches(store, until: isOver)
            telling.leave()
        }
        telling.enter()
        OwnThread.start { [self] in
            AcceptanceKeeper(store).goRound(site, until: isOver, report: report)
            telling.leave()
        }
        telling.enter()
        OwnThread.start { [self] in
            Rounds(site, store: store).go(until: isOver, report: report)
            telling.leave()
        }
        Supervisor(slots: [watcher] + station + workers, store: store, stop: stop).run()
        isOver.ask()
        telling.wait()
        try? store.recordInPlace(.serviceStopped, now: store.now())
        report(Wording(ja: "停止しました。", en: "stopped"))
    }

    private var greeting: Wording {
        let inboxes = (SiteWorkflows(site).read().value ?? []).map(\.intake.inbox).joined(separator: ", ")
        guard !inboxes.isEmpty else {
            return Wording(
                ja: "業務が1つもありません。\(site.folder.path)/Workflows に業務のフォルダーを置くか、サイトファイルの workflows に書いて、"
                    + "起動し直してください。",
                en:
                    "there is no workflow: put its folder into \(site.folder.path)/Workflows, or name it under workflows in "
                    + "the site file, and start again")
        }
        return Wording(
            ja: "起動しました。データフォルダー \(dataFolder.data.path)、受付フォルダー \(inboxes)、処理プロセス \(site.workers)",
            en: "started: data folder \(dataFolder.data.path), inboxes \(inboxes), workers \(site.workers)")
    }

    /// What a dead worker held goes back at once, so that nobody waits for its lease.
    private static func giveBack(
        workOf child: ChildProcess, cause: Wording?, store: Store, report: (Wording) -> Void
    ) {
        let end = cause.map { WorkerEnd.died(reason: $0, page: child.lastPage) } ?? .stopped
        do {
            try store.dismiss(worker: ProcessIdentity.workerName(pid: child.pid), after: end, now: store.now())
        } catch {
            // The store is away: the lease runs out by itself.
            report(Wording(error))
        }
    }

    /// Tells of what came to rest while the workers ended, too.
    private func tellOfBatches(_ store: Store, until isOver: StopSignal) {
        var reporter: BatchReporter?
        repeat {
            // A store that is away is the workers' to report.
            if reporter == nil { reporter = try? BatchReporter(store: store, report: report) }
            try? reporter?.look()
        } while !isOver.wait(seconds: 1)
        try? reporter?.look()
    }
}

extension Store {
    /// Waits for a store that is away. Nil where the end is asked for before it answers.
    ///
    /// - throws: `Trouble` of kind `definition` where the site file names what can't be a store: waiting mends nothing.
    package static func open(
        _ dataFolder: DataFolder, patientlyUntil stop: StopSignal, report: (Wording) -> Void
    ) throws(Trouble) -> Store? {
        var delay = GrowingDelay()
        while !stop.isAsked {
            do {
                return try open(dataFolder)
            } catch {
                guard error.kind != .definition else { throw error }
                report(error.sentence)
                stop.wait(seconds: delay.next())
            }
        }
        return nil
    }
}
