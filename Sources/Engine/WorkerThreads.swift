internal import Foundation
package import Imaging
internal import Paperwork
package import Storage
internal import Synchronization
package import Workflows

/// How far a run is.
package struct RunProgress: Sendable, Hashable {
    package var pages: Int
    /// Pages that are in a finished or waiting document, blank, or set aside.
    package var pagesDone: Int
    package var documents: Int
    /// Nothing more is done without a person.
    package var isComplete: Bool

    package init(pages: Int, pagesDone: Int, documents: Int, isComplete: Bool) {
        self.pages = pages
        self.pagesDone = pagesDone
        self.documents = documents
        self.isComplete = isComplete
    }
}

/// The threads that work on some batches until only persons can go on.
///
/// Each thread owns its worker, and with it the recognisers' engines; blocking C calls stay off Swift's cooperative pool.
package final class WorkerThreads: Sendable {
    private struct State {
        var times = StageTimes()
        var failure: (any Error)?
        var nextReport = ContinuousClock.now
    }

    /// Between two reports of progress: counting a batch's pages takes longer the more it has.
    private static let reportInterval = Duration.milliseconds(200)

    private let store: Store
    private let dataFolder: DataFolder
    private let jobs: JobCache
    private let limits: PageLimits
    private let batches: [String]
    private let site: Site?
    private let others: @Sendable () -> [Workflow]
    private let state = Mutex(State())

    /// - Parameters:
    ///   - site: whose other systems documents are entered into; nil where they are only tried out.
    ///   - others: further workflows, read when a page fits none of its batch's forms: it may be one of theirs.
    package init(
        store: Store, dataFolder: DataFolder, jobs: JobCache, limits: PageLimits, batches: [String],
        leavingBy site: Site? = nil, others: @escaping @Sendable () -> [Workflow]
    ) {
        self.store = store
        self.dataFolder = dataFolder
        self.jobs = jobs
        self.limits = limits
        self.batches = batches
        self.site = site
        self.others = others
    }

    /// Blocks until the batches are at rest and their exports written.
    ///
    /// - throws: `Trouble`, the first that stopped a worker.
    package func work(threads: Int, progress: @escaping @Sendable (RunProgress) -> Void) throws -> StageTimes {
        let done = DispatchGroup()
        for number in 1...threads {
            done.enter()
            OwnThread.start { [self] in
                run(worker: number, progress: progress)
                done.leave()
            }
        }
        done.wait()
        let (times, failure) = state.withLock { ($0.times, $0.failure) }
        if let failure { throw failure }
        progress(try currentProgress(isComplete: true))
        return times
    }

    private func run(worker number: Int, progress: @Sendable (RunProgress) -> Void) {
        do {
            let worker = try Worker(
                name: "\(ProcessIdentity.workerName(pid: ProcessIdentity.current.pid))-\(number)",
                store: store, dataFolder: dataFolder, jobs: jobs, limits: limits, awaited: Set(batches),
                leavingBy: site,
                others: OtherForms(others))
            defer { try? worker.end() }
            while state.withLock({ $0.failure == nil }) {
                if try worker.workOnce() {
                    if isReportDue() { progress(try currentProgress(isComplete: false)) }
                } else if try isAtRest() {
                    break
                } else {
                    Thread.sleep(forTimeInterval: 0.02)
                }
            }
            if number == 1 { for batch in batches { try worker.finish(batch: batch) } }
            state.withLock { $0.times = $0.times + worker.times }
        } catch {
            state.withLock { $0.failure = $0.failure ?? error }
        }
    }

    private func isReportDue() -> Bool {
        state.withLock { state in
            let now = ContinuousClock.now
            guard now >= state.nextReport else { return false }
            state.nextReport = now + Self.reportInterval
            return true
        }
    }

    private func isAtRest() throws -> Bool {
        try batches.allSatisfy { batch in
            guard let progress = try store.progress(batch), !progress.isAtRest else { return true }
            let queued = progress.documents[.queued] ?? 0
            // What another robot was given is not for this run to wait for.
            return try progress.state != .splitting && (progress.documents[.working] ?? 0) == 0
                && queued == store.handedOver(inBatch: batch)
        }
    }

    private func currentProgress(isComplete: Bool) throws -> RunProgress {
        var sum = RunProgress(pages: 0, pagesDone: 0, documents: 0, isComplete: isComplete)
        for batch in batches {
            guard let progress = try store.progress(batch) else { continue }
            let unsettled = (progress.documentPages[.queued] ?? 0) + (progress.documentPages[.working] ?? 0)
            sum.pages += progress.pages.scanned
            sum.pagesDone += progress.pages.scanned - progress.pages.waiting - unsettled
            sum.documents += progress.documents.values.reduce(0, +)
        }
        return sum
    }
}
