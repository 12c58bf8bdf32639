internal import Foundation
internal import Paperwork
internal import Storage
internal import Synchronization

/// One of the supervisor's places for a worker: starts a process in it, and another when that one dies.
final class WorkerSlot: Sendable {
    /// A worker that lived so many seconds died of something new.
    private static let healthySeconds: Double = 60

    private let command: WorkerCommand
    private let store: Store
    private let stop: StopSignal
    private let report: @Sendable (Wording) -> Void
    private let child = Mutex<ChildWorker?>(nil)

    init(
        command: WorkerCommand, store: Store, stop: StopSignal, report: @escaping @Sendable (Wording) -> Void
    ) {
        self.command = command
        self.store = store
        self.stop = stop
        self.report = report
    }

    /// Blocks the calling thread until the end is asked for and the worker is gone.
    func run() {
        var delay = GrowingDelay()
        while !stop.isAsked {
            let born = ContinuousClock.now
            do {
                let child = try ChildWorker(command)
                self.child.withLock { $0 = child }
                if stop.isAsked { child.askToStop() }
                child.waitUntilExit()
                settle(after: child)
            } catch {
                report(
                    Wording(ja: "処理プロセスを起動できません: \(error)", en: "a worker can't be started: \(error)"))
            }
            if ContinuousClock.now - born > .seconds(Self.healthySeconds) { delay = GrowingDelay() }
            if !stop.isAsked { stop.wait(seconds: delay.next()) }
        }
    }

    func askToStop() { child.withLock { $0 }?.askToStop() }

    func kill() { child.withLock { $0 }?.kill() }

    /// What the dead worker held goes back at once, so that nobody waits for its lease.
    private func settle(after child: ChildWorker) {
        let name = ProcessIdentity.workerName(pid: child.pid)
        var end = WorkerEnd.stopped
        if let reason = child.causeOfDeath, !stop.isAsked {
            end = .died(reason: reason, page: child.lastPage)
            report(
                Wording(
                    ja: "処理プロセス \(name) が止まりました。\(reason.ja)起動し直します。",
                    en: "The worker \(name) ended. \(reason.en) It is started again."))
        }
        do {
            try store.dismiss(worker: name, after: end, now: Date())
        } catch {
            // The store is away: the lease runs out by itself.
            report((error as? Trouble)?.sentence ?? Wording(ja: "\(error)", en: "\(error)"))
        }
    }
}
