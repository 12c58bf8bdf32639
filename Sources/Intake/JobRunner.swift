package import Engine
package import Foundation
package import Imaging
package import Paperwork
internal import Storage
internal import Synchronization
package import Workflows

/// What a run made of its files.
package struct RunOutcome: Sendable {
    /// In the order of the files that were taken in.
    package var batches: [BatchOutcome]
    /// Files that could not be taken in, each with the reason.
    package var refused: [(file: URL, trouble: Trouble)]
    /// CPU seconds by stage, of all workers.
    package var times: StageTimes
    /// What stopped the run before its end, such as an outbox that can't be written; what was read until then is kept.
    package var trouble: Trouble?
}

/// Runs a job over files, to the end: what can be proved is exported, what can't waits for a person.
package final class JobRunner: Sendable {
    let job: Job
    private let jobs: JobCache
    let dataFolder: DataFolder
    let limits: PageLimits
    let store: Store
    private let workers: Int
    private let leavingBy: Site?
    private let others: @Sendable () -> [Workflow]

    /// - Parameters:
    ///   - site: for batches in the data folder that were started with another workflow or version.
    ///   - leavingBy: the site whose other systems documents are entered into; nil where they are only tried out.
    ///   - others: further workflows that the place knows, read when a page fits none of the job's forms: it may be one
    ///     of theirs.
    /// - throws: `Trouble` where the data folder or its store can't be opened.
    package init(
        job: Job, dataFolder: DataFolder, workers: Int, site: Site? = nil, limits: PageLimits = .standard,
        leavingBy: Site? = nil, others: @escaping @Sendable () -> [Workflow] = { [] }
    ) throws(Trouble) {
        self.job = job
        jobs = JobCache(versions: dataFolder.versions, site: site, registers: dataFolder.registers())
        jobs.add(job)
        self.dataFolder = dataFolder.forOneProcess()
        self.workers = max(1, workers)
        self.limits = limits
        self.leavingBy = leavingBy
        self.others = others
        try dataFolder.makeFolders()
        store = try Store.open(dataFolder)
    }

    /// Blocks the calling thread until nothing more can be done without a person.
    ///
    /// A file that can't be taken in is refused with its reason, and the others go on.
    ///
    /// What stops the work is given with what was done until then, where that can still be told.
    ///
    /// - throws: `Trouble` where the store fails.
    package func run(_ files: [URL], progress: @escaping @Sendable (RunProgress) -> Void = { _ in }) throws
        -> RunOutcome
    {
        var batches: [Batch] = []
        var refused: [(file: URL, trouble: Trouble)] = []
        for file in files {
            do {
                batches.append(try takeIn(file, now: store.now()))
            } catch let trouble as Trouble where trouble.kind == .file {
                refused.append((file, trouble))
            }
        }
        let threads = WorkerThreads(
            store: store, dataFolder: dataFolder, jobs: jobs, limits: limits, batches: batches.map(\.id),
            leavingBy: leavingBy, others: others)
        do {
            let times = try threads.work(threads: workers, progress: progress)
            return RunOutcome(batches: try batches.map(outcome), refused: refused, times: times)
        } catch let trouble as Trouble {
            guard let batches = try? batches.map(outcome) else { throw trouble }
            return RunOutcome(batches: batches, refused: refused, times: StageTimes(), trouble: trouble)
        }
    }

    private func outcome(of batch: Batch) throws -> BatchOutcome {
        try BatchOutcome(batch, store: store, outbox: dataFolder.outbox)
    }
}
