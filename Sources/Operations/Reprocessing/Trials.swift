package import Engine
internal import Foundation
internal import Intake
internal import Paperwork
package import Storage
package import Workflows

/// Processes past batches again under their workflows' present versions, and carries out what a person decides of it.
///
/// All methods block the calling thread. Where workers are at work in the place, they do the work; else it is done here.
package final class Trials: Sendable {
    /// What an accepted trial left in the outbox.
    package struct Accepted: Sendable, Encodable {
        /// The id of the batch that stands in the original's place.
        package var batch: String
        package var exports: [BatchDifference.PlannedExport]
        /// Exports of the original that lie there still, under names of their own.
        package var remaining: [String]
    }

    let store: Store
    let dataFolder: DataFolder
    private let site: Site
    private let jobs: JobCache

    /// - throws: `Trouble` where there is no store, or it can't be opened.
    package convenience init(_ dataFolder: DataFolder, site: Site) throws {
        self.init(dataFolder, site: site, store: try Store.existing(dataFolder))
    }

    package init(_ dataFolder: DataFolder, site: Site, store: Store) {
        self.dataFolder = dataFolder
        self.site = site
        self.store = store
        jobs = JobCache(versions: dataFolder.versions, site: site, registers: dataFolder.registers())
    }

    /// Processes a batch again that is finished, failed, or open for its export alone, up to where only persons can go on,
    /// and compares. A trial that is under way already goes on.
    ///
    /// - Parameters:
    ///   - batch: the id of the past batch, or of its trial.
    ///   - workflow: gives the present version of the workflow with that id.
    /// - throws: `Trouble` where documents of the batch are not settled, it was replaced, or its original is not kept any more.
    package func run(
        _ batch: String, workflow: (String) throws -> Workflow,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) throws -> BatchDifference {
        let trial = try underWay(batch) ?? begin(batch, workflow: workflow)
        try workOff(trial.trial, progress: progress) { try self.store.progress(trial.trial)?.isAtRest ?? true }
        return try difference(of: trial)
    }

    /// Begins to process a batch again, as `run` does, and does not wait for it: workers do it.
    ///
    /// - throws: `Trouble`, as `run`.
    @discardableResult
    package func start(_ batch: String, workflow: (String) throws -> Workflow) throws -> Reprocessing {
        try underWay(batch) ?? begin(batch, workflow: workflow)
    }

    /// How a batch's trial stands; the difference is there once nothing but persons can go on with it. Nil where there is no
    /// trial to decide on.
    package func standing(_ batch: String) throws -> (progress: BatchProgress, difference: BatchDifference?)? {
        guard let known = try store.reprocessing(ofBatch: batch), known.state == .trial,
            let progress = try store.progress(known.trial)
        else { return nil }
        return (progress, progress.isAtRest ? try difference(of: known) : nil)
    }

    /// Lets a batch's trial stand in its place, as `accept` does, and does not wait for its exports: workers write them.
    ///
    /// - throws: `Trouble` where there is no trial, or some of its documents are not settled.
    package func adopt(_ batch: String, actor: String) throws {
        guard let known = try store.reprocessing(ofBatch: batch), known.state == .trial else {
            throw Trouble.noTrial(batch)
        }
        guard try store.acceptTrial(known.trial, actor: actor, now: store.now()) else {
            throw Trouble.unsettledTrial(known.trial)
        }
    }

    /// Lets a batch's trial stand in its place, and writes the exports.
    ///
    /// - throws: `Trouble` where there is no trial, or some of its documents are not settled; where an export can't be
    ///   written: then the trial stays accepted, and the same call goes on with it.
    package func accept(_ batch: String, actor: String? = nil) throws -> Accepted {
        guard let known = try store.reprocessing(ofBatch: batch) else { throw Trouble.noTrial(batch) }
        if known.state == .trial, try !store.acceptTrial(known.trial, actor: actor, now: store.now()) {
            throw Trouble.unsettledTrial(known.trial)
        }
        try workOff(known.trial) { try self.isFinished(known.trial) }
        return try accepted(known)
    }

    /// Removes a batch's trial, and gives its id. The audit trail keeps what happened.
    ///
    /// - throws: `Trouble` where there is no trial.
    package func drop(_ batch: String, actor: String? = nil) throws -> String {
        guard let trial = try store.reprocessing(ofBatch: batch)?.trial,
            try store.dropTrial(trial, actor: actor, now: store.now())
        else { throw Trouble.noTrial(batch) }
        dataFolder.pages.forget(batch: trial)
        dataFolder.scratch.forget(batch: trial)
        return trial
    }
}

extension Trials {
    /// The trial that was begun with or of that batch and is not decided yet.
    private func underWay(_ batch: String) throws -> Reprocessing? {
        guard let known = try store.reprocessing(ofBatch: batch) else { return nil }
        if known.state == .accepted, known.original == batch { throw Trouble.replaced(batch, by: known.trial) }
        return known.state == .trial ? known : nil
    }

    private func begin(_ batch: String, workflow: (String) throws -> Workflow) throws -> Reprocessing {
        guard let record = try store.batch(batch) else { throw Trouble.unknownBatch(batch) }
        guard try isSettled(record) else { throw Trouble.unfinished(batch) }
        let intake = try secondIntake(of: record, under: try workflow(record.batch.workflow))
        switch try store.beginReprocessing(of: batch, as: intake) {
        case .already(let other):
            if other.trial != intake.batch.id { dataFolder.pages.forget(batch: intake.batch.id) }
            return other
        case .notFinished:
            dataFolder.pages.forget(batch: intake.batch.id)
            throw Trouble.unfinished(batch)
        case .begun:
            guard let trial = try store.reprocessing(ofBatch: batch) else { throw Trouble.noTrial(batch) }
            return trial
        }
    }

    /// Whether nothing but its export is open; the store asks again when the trial begins.
    private func isSettled(_ record: BatchRecord) throws -> Bool {
        guard record.state == .split else { return record.state != .splitting }
        let states = try store.progress(record.batch.id)?.documents ?? [:]
        return states.allSatisfy { [.done, .rejected, .failed].contains($0.key) || $0.value == 0 }
    }

    /// The kept original as a batch of its own, with a copy of its own: what is purged of one leaves the other whole.
    private func secondIntake(of record: BatchRecord, under workflow: Workflow) throws -> BatchIntake {
        let number = try store.reprocessingCount(ofBatch: record.batch.id) + 1
        var batch = record.batch
        batch.id = "\(record.batch.id)-r\(number)"
        let original = dataFolder.pages.url(of: record.pageFile)
        guard FileManager.default.fileExists(atPath: original.path) else { throw Trouble.notKept(record.batch) }
        let copy = try dataFolder.pages.stage(original, as: batch.id)
        guard copy.sha256 == record.batch.sha256 else {
            dataFolder.pages.discard(copy)
            throw Trouble.changedOriginal(record.batch)
        }
        try dataFolder.versions.keep(workflow)
        return BatchIntake(
            batch: batch, pageFile: try dataFolder.pages.keep(copy, batch: batch.id), workflow: workflow,
            received: store.now())
    }

    private func workOff(
        _ batch: String, progress: @escaping @Sendable (RunProgress) -> Void = { _ in },
        until isDone: () throws -> Bool
    ) throws {
        while true {
            let version = try store.version()
            if try isDone() { return }
            if try !areWorkersAtWork() {
                let threads = WorkerThreads(
                    store: store, dataFolder: dataFolder, jobs: jobs, limits: site.limits, batches: [batch],
                    leavingBy: site,
                    others: { [site] in SiteWorkflows(site).read().value ?? [] })
                _ = try threads.work(threads: site.workers, progress: progress)
                if try isDone() { return }
            }
            _ = try store.waitForChange(since: version, timeoutSeconds: 1)
        }
    }

    private func areWorkersAtWork() throws -> Bool {
        let oldest = store.now().addingTimeInterval(-LeaseKeeper.leaseSeconds)
        return try store.workers().contains { $0.beat > oldest }
    }

    /// - throws: `Trouble` where the batch stopped for good.
    private func isFinished(_ batch: String) throws -> Bool {
        guard let record = try store.batch(batch) else { throw Trouble.unknownBatch(batch) }
        if let failure = record.failure { throw Trouble.stopped(batch, because: failure) }
        return record.state == .finished
    }
}

extension Trials {
    private func difference(of trial: Reprocessing) throws -> BatchDifference {
        guard let old = try store.batch(trial.original), let new = try store.batch(trial.trial) else {
            throw Trouble.unknownBatch(trial.trial)
        }
        if let failure = new.failure { throw Trouble.stopped(new.batch.id, because: failure) }
        let pairs = DocumentPairs.match(try digests(of: old), try digests(of: new))
        let differences = pairs.compactMap(\.difference)
        let states = try store.progress(new.batch.id)?.documents ?? [:]
        return BatchDifference(
            original: BatchDifference.Side(batch: old.batch.id, workflowVersion: old.workflowVersion),
            trial: BatchDifference.Side(batch: new.batch.id, workflowVersion: new.workflowVersion),
            documents: differences, unchanged: pairs.count - differences.count,
            waiting: (states[.review] ?? 0) + (states[.inDoubt] ?? 0),
            exports: try plannedExports(of: new))
    }

    private func digests(of record: BatchRecord) throws -> [DocumentDigest] {
        var digests: [DocumentDigest] = []
        try store.forEachDocument(inBatch: record.batch.id) { digests.append(DocumentDigest($0)) }
        return digests
    }

    private func plannedExports(of record: BatchRecord) throws -> [BatchDifference.PlannedExport] {
        let job = try jobs.job(version: record.workflowVersion)
        let original = try store.reprocessing(ofBatch: record.batch.id)?.original ?? record.batch.id
        let isFirst = try store.exports(ofBatch: original).isEmpty
        return try job.plannedExports(of: record, in: dataFolder.outbox, store: store).map {
            BatchDifference.PlannedExport(file: $0.name, replaces: $0.replaces, isFirst: isFirst)
        }
    }

    private func accepted(_ trial: Reprocessing) throws -> Accepted {
        guard let old = try store.batch(trial.original), let new = try store.batch(trial.trial) else {
            throw Trouble.unknownBatch(trial.trial)
        }
        let before = try paths(ofExportsOf: old)
        let after = try paths(ofExportsOf: new)
        return Accepted(
            batch: trial.trial,
            exports: after.sorted().map {
                BatchDifference.PlannedExport(file: $0, replaces: before.contains($0), isFirst: before.isEmpty)
            },
            remaining: before.subtracting(after).sorted())
    }

    private func paths(ofExportsOf record: BatchRecord) throws -> Set<String> {
        Set(try store.exports(ofBatch: record.batch.id).map(\.path))
    }
}
