internal import Foundation
internal import Forms
internal import Imaging
internal import Paperwork
internal import Recognition
internal import Storage
internal import Workflows

/// Claims what there is to do and does it, one thing at a time, on the thread that made it.
final class Worker {
    /// Seconds that a claim is held without a sign of life.
    static let leaseSeconds: Double = 600

    private let name: String
    private let store: Store
    private let place: Workplace
    private let jobs: [String: Job]
    private let recognisers: Recognisers
    private var files = OpenFiles()
    private var crews: [String: DocumentCrew] = [:]
    private(set) var times = StageTimes()

    init(name: String, store: Store, place: Workplace, jobs: [String: Job]) throws(Trouble) {
        self.name = name
        self.store = store
        self.place = place
        self.jobs = jobs
        recognisers = try Recognisers.standard()
    }

    /// Does the next thing; false where there is nothing to do now.
    ///
    /// - throws: `Trouble` where the store or the disk fails: what was claimed is put back.
    func workOnce() throws -> Bool {
        guard let claim = try store.claim(worker: name, leaseSeconds: Self.leaseSeconds, now: Date()) else { return false }
        do {
            try perform(claim)
        } catch is LostClaim {
            return true
        } catch {
            try? store.release(claim, worker: name)
            throw error
        }
        return true
    }

    private func perform(_ claim: Claim) throws {
        guard let job = jobs[claim.batch.workflow] else {
            throw Trouble(
                .definition,
                Wording(
                    ja: "業務「\(claim.batch.workflow)」のジョブファイルがありません。",
                    en: "there is no job file for the workflow \(claim.batch.workflow)"),
                remedy: Wording(
                    ja: "サイトファイルの workflows にそのフォルダを加えてください。",
                    en: "add its folder to workflows in the site file"))
        }
        var clock = StageClock()
        defer { times = times + clock.times }
        switch claim {
        case .split(let task):
            let result = splitter(for: job).split(task, files: &files, clock: &clock)
            try clock.measure(.store) { try store.commitSplit(result, worker: name) }
        case .document(let task):
            try crew(for: job).advance(task, files: &files, clock: &clock) { end, clock in
                try clock.measure(.store) {
                    try store.commitDocument(
                        end.document, nextStep: end.nextStep, spent: TimeSpent(machine: clock.times.total), worker: name)
                }
            }
        case .finish(let task):
            let documents = try store.documents(inBatch: task.batch.id).map(\.document)
            let records = try clock.measure(.store) {
                try Exporter(job: job, place: place).export(documents, of: task)
            }
            try store.commitFinish(task, exports: records, worker: name)
            place.scratch.forget(batch: task.batch.id)
        }
    }
}
