internal import Forms
internal import Foundation
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
    private let recognisers = Recognisers(recognisers: [HandRecogniser(), PrintRecogniser()])
    private var files: OpenFiles
    private var crews: [String: Crew] = [:]
    private(set) var times = StageTimes()

    init(name: String, store: Store, place: Workplace, jobs: [String: Job], limits: PageLimits) {
        self.name = name
        self.store = store
        self.place = place
        self.jobs = jobs
        files = OpenFiles(limits: limits)
    }

    /// Does the next thing; false where there is nothing to do now.
    ///
    /// - throws: `Trouble` where the store or the disk fails: what was claimed is put back.
    func workOnce() throws -> Bool {
        let claim = try store.claim(worker: name, leaseSeconds: Self.leaseSeconds, now: Date())
        if let claim { try carryOut(claim) }
        return claim != nil
    }

    /// Writes a batch's exports although some of its documents wait for a person.
    func finish(batch id: String) throws {
        let claim = try store.claimFinish(
            batch: id, includingWaiting: true, worker: name, leaseSeconds: Self.leaseSeconds, now: Date())
        if let claim { try carryOut(.finish(claim)) }
    }

    private func carryOut(_ claim: Claim) throws {
        var clock = StageClock()
        defer { times = times + clock.times }
        do {
            try perform(claim, &clock)
        } catch is LostClaim {
            return
        } catch let fault as DocumentFault {
            try store.fail(claim, reason: fault.reason, worker: name, now: Date())
        } catch {
            try? store.release(claim, worker: name)
            throw error
        }
    }

    private func perform(_ claim: Claim, _ clock: inout StageClock) throws {
        let crew = try crew(for: claim.batch.workflow)
        switch claim {
        case .split(let task):
            let open = try task.openDocument.map { try store.pages(ofDocument: $0.id) } ?? []
            let result = try crew.split(task, openPages: open, files: &files, clock: &clock)
            try clock.measure(.store) { try store.commitSplit(result, worker: name, now: Date()) }
        case .document(let task):
            let pages = try clock.measure(.store) { try store.pages(ofDocument: task.document.id) }
            let end = try crew.advance(task, pages: pages, files: &files, clock: &clock)
            let spent = TimeSpent(machine: clock.times.total)
            try clock.measure(.store) {
                try store.commitDocument(
                    end.document, nextStep: end.nextStep, spent: spent, worker: name, now: Date())
            }
        case .finish(let task):
            let records = try clock.measure(.store) { try crew.export(task, from: store) }
            try store.commitFinish(batch: task.batch.id, exports: records, worker: name, now: Date())
            place.scratch.forget(batch: task.batch.id)
        }
    }

    private func crew(for workflow: String) throws -> Crew {
        if let crew = crews[workflow] { return crew }
        guard let job = jobs[workflow] else {
            throw Trouble(
                .definition,
                Wording(
                    ja: "業務「\(workflow)」のジョブファイルがありません。", en: "there is no job file for the workflow \(workflow)"),
                remedy: Wording(
                    ja: "サイトファイルの workflows にそのフォルダを加えてください。",
                    en: "add its folder to workflows in the site file"))
        }
        let crew = try Crew(job: job, place: place, recognisers: recognisers)
        crews[workflow] = crew
        return crew
    }
}
