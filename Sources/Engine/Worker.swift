internal import Forms
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Recognition
internal import Storage
internal import Workflows

/// Claims what there is to do and does it, one thing at a time, on the thread that made it.
final class Worker {
    /// What to do where something outside a document is wrong.
    enum Manner {
        /// Put the work back and end: a person waits at the screen.
        case once
        /// Let the workflow rest, and go on with others: nobody looks on.
        case serving
    }

    /// Seconds that a claim is held without a sign of life.
    private var leaseSeconds: Double { manner == .serving ? Heart.leaseSeconds : 600 }
    /// Seconds until a workflow is tried again that could not go on.
    private static let restSeconds: Double = 30

    private let name: String
    private let store: Store
    private let place: Workplace
    private let shelf: JobShelf
    private let manner: Manner
    private let recognisers: Recognisers
    private var files: OpenFiles
    private var crews: [String: Crew] = [:]
    private(set) var times = StageTimes()

    /// - Parameter beforePage: called with the number of each page before it is decoded or read.
    init(
        name: String, store: Store, place: Workplace, shelf: JobShelf, limits: PageLimits,
        manner: Manner = .once, beforePage: @escaping (Int) -> Void = { _ in }
    ) throws(Trouble) {
        recognisers = try .all(at: place)
        self.name = name
        self.store = store
        self.place = place
        self.shelf = shelf
        self.manner = manner
        files = OpenFiles(limits: limits, beforePage: beforePage)
    }

    /// Does the next thing; false where there is nothing to do now.
    ///
    /// - throws: `Trouble` where the store or the disk fails: what was claimed is put back.
    func workOnce() throws -> Bool {
        let claim = try store.claim(worker: name, leaseSeconds: leaseSeconds, now: store.now())
        if let claim { try carryOut(claim) }
        return claim != nil
    }

    /// Does what a batch's end asks for, where it is due.
    func finish(batch id: String) throws {
        while let task = try store.claimFinish(
            batch: id, worker: name, leaseSeconds: leaseSeconds, now: store.now())
        {
            try carryOut(.finish(task))
        }
    }

    private func carryOut(_ claim: Claim) throws {
        var clock = StageClock()
        defer { times = times + clock.times }
        do {
            try perform(claim, &clock)
        } catch is LostClaim {
            return
        } catch let fault as DocumentFault {
            try store.fail(claim, reason: fault.reason, worker: name, now: store.now())
        } catch let trouble as Trouble where manner == .serving {
            try pass(over: claim, because: trouble)
        } catch {
            try? store.release(claim, worker: name)
            throw error
        }
    }

    /// - throws: `Trouble` where the store itself is what does not work.
    private func pass(over claim: Claim, because trouble: Trouble) throws {
        if trouble.kind == .content {
            try store.fail(claim, reason: trouble.sentence, worker: name, now: store.now())
        } else {
            try store.release(claim, worker: name)
            let until = store.now().addingTimeInterval(Self.restSeconds)
            try store.pause(Pause(workflow: claim.batch.workflow, until: until, reason: trouble.sentence))
        }
    }

    private func perform(_ claim: Claim, _ clock: inout StageClock) throws {
        let crew = try crew(for: claim.workflowVersion)
        switch claim {
        case .split(let task):
            let open = try task.openDocument.map { try store.pages(ofDocument: $0.id) } ?? []
            let result = try crew.split(task, openPages: open, files: &files, clock: &clock)
            try clock.measure(.store) { try store.commitSplit(result, worker: name, now: store.now()) }
        case .document(let task):
            let pages = try clock.measure(.store) { try store.pages(ofDocument: task.document.id) }
            let end = try crew.advance(task, pages: pages, files: &files, clock: &clock)
            let spent = TimeSpent(machine: clock.times.total)
            try clock.measure(.store) {
                try store.commitDocument(
                    end.document, nextStep: end.nextStep, spent: spent, worker: name, now: store.now())
            }
        case .finish(let task):
            let records = try clock.measure(.store) { try crew.export(task, from: store, worker: name) }
            try store.commitFinish(batch: task.batch.id, exports: records, worker: name, now: store.now())
            place.scratch.forget(batch: task.batch.id)
        }
    }

    /// Crews hold a version's forms and rules: the one at work, and the one before it where two take turns.
    private func crew(for version: String) throws -> Crew {
        if let crew = crews[version] { return crew }
        if crews.count >= 2 { crews = [:] }
        let crew = try Crew(job: try shelf.job(version: version), place: place, recognisers: recognisers)
        crews[version] = crew
        return crew
    }
}
