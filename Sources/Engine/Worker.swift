internal import Forms
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Recognition
internal import Robot
internal import Storage
internal import Workflows

/// Claims what there is to do and does it, one thing at a time, on the thread that made it.
final class Worker {
    /// What to do where something outside a document is wrong.
    enum Manner {
        /// Put the work back and end: a person waits at the screen.
        case once
        /// Count it, or let the batch or the workflow rest, and go on with others: nobody looks on.
        case serving
    }

    /// Seconds that a claim is held without a sign of life.
    private var leaseSeconds: Double { manner == .serving ? LeaseKeeper.leaseSeconds : 600 }
    /// Seconds until a workflow or batch is tried again that could not go on.
    private static let restSeconds: Double = 30
    /// Seconds between two attempts at a batch's exports.
    private static let retrySeconds: Double = 10

    private let name: String
    private let store: Store
    private let dataFolder: DataFolder
    private let jobs: JobCache
    private let manner: Manner
    /// The batches that a person waits for; nil for all.
    private let awaited: Set<String>?
    private let recognisers: Recognisers
    private let report: (Wording) -> Void
    private let robots: Robots?
    private var files: OpenFiles
    private let others: OtherForms
    private var processors: [String: DocumentProcessor] = [:]
    private(set) var times = StageTimes()

    /// - Parameters:
    ///   - awaited: the batches that a person at the screen waits for; what is wrong with others counts or rests as where
    ///     nobody looks on.
    ///   - site: whose other systems documents are entered into; nil where they are only tried out.
    ///   - beforePage: called with the number of each page before it is decoded or read.
    ///   - report: what someone who looks at the service should know, each once.
    init(
        name: String, store: Store, dataFolder: DataFolder, jobs: JobCache, limits: PageLimits,
        manner: Manner = .once, awaited: Set<String>? = nil, leavingBy site: Site? = nil,
        beforePage: @escaping (Int) -> Void = { _ in },
        others: OtherForms, report: @escaping (Wording) -> Void = { _ in }
    ) throws(Trouble) {
        recognisers = try .all(at: dataFolder)
        self.name = name
        self.store = store
        self.dataFolder = dataFolder
        self.jobs = jobs
        self.manner = manner
        self.awaited = awaited
        self.others = others
        self.report = report
        robots = site.map { Robots(store: store, worker: name, dataFolder: dataFolder, secrets: $0.secrets) }
        files = OpenFiles(limits: limits, beforePage: beforePage)
    }

    /// Does the next thing; false where there is nothing to do now.
    ///
    /// - throws: `Trouble` where the store or the disk fails: what was claimed is put back.
    func workOnce() throws -> Bool {
        let claim = try store.claim(worker: name, leaseSeconds: leaseSeconds, now: store.now())
        if let claim { try carryOut(claim) }
        try robots?.rest()
        return claim != nil
    }

    /// Leaves the other systems.
    func end() throws { try robots?.rest(isEnding: true) }

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
        let processor: DocumentProcessor
        do {
            processor = try self.processor(for: claim)
        } catch {
            return try meet(
                WorkFault(makingReady: error, isUnfit: jobs.isUnfit(version: claim.workflowVersion)), error, at: claim)
        }
        do {
            try perform(claim, processor, &clock)
        } catch let halt as RobotHalt {
            return try meet(halt, at: claim)
        } catch {
            return try meet(WorkFault(error, at: claim), error, at: claim)
        }
        if manner == .serving { try tellOfRecovery(claim) }
    }

    /// - throws: `Trouble` where the store itself is what does not work; any trouble, where a person looks on.
    private func meet(_ fault: WorkFault, _ error: any Error, at claim: Claim) throws {
        if manner == .once, awaited?.contains(claim.batch.id) ?? true, error is Trouble {
            try? store.release(claim, worker: name)
            throw error
        }
        let now = store.now()
        switch fault {
        case .lost: return
        case .counts(let reason, let isOfBatch):
            let outcome = try store.fail(claim, reason: reason, isOfBatch: isOfBatch, worker: name, now: now)
            if manner == .serving { try tell(of: outcome, claim, reason) }
        case .batchWaits(let trouble):
            try store.release(claim, worker: name)
            let until = now.addingTimeInterval(Self.restSeconds)
            let isNew = try store.rest(BatchRest(batch: claim.batch.id, until: until, reason: trouble.sentence))
            if isNew { report(.waits(claim.batch, because: trouble.sentence)) }
        case .workflowWaits(let trouble):
            try store.release(claim, worker: name)
            let until = now.addingTimeInterval(Self.restSeconds)
            let isNew = try store.pause(
                Pause(workflow: claim.batch.workflow, until: until, reason: trouble.sentence))
            if isNew { report(.rests(workflow: claim.batch.workflow, because: trouble.sentence)) }
        }
    }

    /// The other system's lane rests or is stopped; documents stay in it.
    private func meet(_ halt: RobotHalt, at claim: Claim) throws {
        guard case .document(let task) = claim, let lane = task.lane else { return }
        let now = store.now()
        if case .rests(let seconds, let reason, true) = halt {
            try store.restLane(lane, until: now.addingTimeInterval(seconds), reason: reason)
            let outcome = try store.fail(claim, reason: reason, worker: name, now: now)
            if manner == .serving { try tell(of: outcome, claim, reason) }
            return
        }
        switch halt {
        case .rests(let seconds, let reason, _):
            let isNew = try store.restLane(lane, until: now.addingTimeInterval(seconds), reason: reason)
            if isNew { report(.laneRests(lane, because: reason)) }
        case .stopped(let page):
            let pictures = robots?.keepChange(page, in: lane)
            try store.stopLane(
                Lane(
                    name: lane, isStopped: true, reason: page.reason, document: task.document.id,
                    expected: pictures?.expected, found: pictures?.found))
            try store.recordInPlace(
                .robotStopped, actor: name, reason: page.reason,
                detail: ["target": lane, "document": task.document.id], now: now)
            report(.laneStopped(lane, because: page.reason))
        }
        try store.release(claim, worker: name)
        if manner == .once, case .stopped = halt { throw halt.trouble(lane) }
    }

    /// A batch that is tried again is let alone for a moment, so that what stands in its way for a moment does not use up its
    /// attempts; told when that begins. What becomes of it at last is told with the batch.
    private func tell(of outcome: FailureOutcome, _ claim: Claim, _ reason: Wording) throws {
        switch (outcome, claim) {
        case (.willRetry, .finish):
            let until = store.now().addingTimeInterval(Self.retrySeconds)
            let isNew = try store.rest(BatchRest(batch: claim.batch.id, until: until, reason: reason))
            if isNew { report(.isTriedAgain(claim.batch, because: reason)) }
        case (.documentFailed, .document(let task)): report(.failed(task.document.id, because: reason))
        default: break
        }
    }

    /// Says once that goes on what rested.
    private func tellOfRecovery(_ claim: Claim) throws {
        if case .document = claim {
        } else if try store.endRest(ofBatch: claim.batch.id) {
            report(.goesOn(claim.batch))
        }
        if try store.endPause(ofWorkflow: claim.batch.workflow) { report(.goesOn(workflow: claim.batch.workflow)) }
    }

    private func perform(_ claim: Claim, _ processor: DocumentProcessor, _ clock: inout StageClock) throws {
        switch claim {
        case .split(let task):
            let open = try task.openDocument.map { try store.pages(ofDocument: $0.id) } ?? []
            let result = try processor.split(task, openPages: open, files: &files, clock: &clock)
            try clock.measure(.store) { try store.commitSplit(result, worker: name, now: store.now()) }
        case .document(let task):
            let pages = try clock.measure(.store) { try store.pages(ofDocument: task.document.id) }
            let places = processor.readsPapers ? try store.paperPlaces(ofWorkflow: task.batch.workflow) : []
            let end = try processor.advance(
                task, pages: pages, places: places, robots: robots, files: &files, clock: &clock)
            let spent = TimeSpent(machine: clock.times.total)
            try clock.measure(.store) {
                try store.commitDocument(
                    end.document, nextStep: end.nextStep, lane: end.lane, spent: spent, worker: name, now: store.now())
            }
        case .finish(let task):
            let records = try clock.measure(.store) { try processor.export(task, from: store, worker: name) }
            try store.commitFinish(batch: task.batch.id, exports: records, worker: name, now: store.now())
            dataFolder.scratch.forget(batch: task.batch.id)
        }
    }

    /// A processor holds a version's forms and rules: the one at work, and the one before it where two take turns.
    private func processor(for claim: Claim) throws -> DocumentProcessor {
        let (version, workflow) = (claim.workflowVersion, claim.batch.workflow)
        let revision = try store.acceptanceRevision(ofWorkflow: workflow)
        if let processor = processors[version] {
            if processor.acceptanceRevision != revision {
                processor.use(try AcceptanceBook(store).acceptance(ofWorkflow: workflow))
            }
            return processor
        }
        if processors.count >= 2 { processors = [:] }
        let processor = try DocumentProcessor(
            job: try jobs.job(version: version),
            acceptance: try AcceptanceBook(store).acceptance(ofWorkflow: workflow), dataFolder: dataFolder,
            recognisers: recognisers, others: others)
        processors[version] = processor
        return processor
    }
}
