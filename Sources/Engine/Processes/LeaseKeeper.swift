internal import Dispatch
internal import Foundation
internal import Paperwork
internal import Storage
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// A thread that keeps a worker's claims while it works, and ends the process when its work doesn't end.
package final class LeaseKeeper: Sendable {
    /// A claim without a sign of life for so many seconds is given to others.
    package static let leaseSeconds: Double = 60
    private static let beatSeconds: Double = 15
    /// Seconds between two looks whether the worker is told to stop.
    private static let lookSeconds: Double = 1
    /// Seconds that running work has to come to its end once the worker is told to stop.
    private static let graceSeconds: Double = 20

    private let worker: String
    private let store: Store
    private let stop: StopSignal
    private let page: PageTimer
    private let isOver = StopSignal()

    init(worker: String, store: Store, stop: StopSignal, page: PageTimer) {
        self.worker = worker
        self.store = store
        self.stop = stop
        self.page = page
    }

    func start() {
        OwnThread.start { [self] in beat() }
        OwnThread.start { [self] in endUnendingWork() }
    }

    /// The work is over: no sign of life is needed any more.
    func rest() { isOver.ask() }

    private func beat() {
        while !isOver.wait(seconds: Self.beatSeconds) {
            if page.isOverdue {
                // As where a page takes too much CPU time. A process that even so does not end holds its claim no longer.
                kill(getpid(), SIGXCPU)
                return
            }
            // A store that is away is the worker's to report; the next beat tries again.
            let isKnown = (try? store.beat(worker: worker, leaseSeconds: Self.leaseSeconds, now: store.now())) ?? true
            if !isKnown { try? store.enroll(WorkerRecord(name: worker, now: store.now())) }
        }
    }

    private func endUnendingWork() {
        while !stop.isAsked {
            guard !isOver.wait(seconds: Self.lookSeconds) else { return }
        }
        guard !isOver.wait(seconds: Self.graceSeconds) else { return }
        try? store.dismiss(worker: worker, after: .stopped, now: store.now())
        // The work's thread is inside a library and can't be asked: nothing of it is committed.
        _exit(0)
    }
}
