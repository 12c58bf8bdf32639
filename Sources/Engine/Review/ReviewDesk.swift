internal import FieldTypes
internal import Foundation
internal import Imaging
package import Paperwork
internal import Registers
package import Storage
package import Workflows

/// Where people settle the documents that wait for them. The station and the command line both sit at it: same checks, same
/// audit.
///
/// All methods block the calling thread, and throw `Trouble` where the store or a file fails and `LostHold` where a document
/// is not in the person's hand any more.
package final class ReviewDesk: Sendable {
    /// Seconds that a document stays in a hand without a sign of life.
    package static let holdSeconds: Double = 600

    let store: Store
    let dataFolder: DataFolder
    let jobs: JobCache
    let limits: PageLimits
    private let planting: PlantedError

    package init(store: Store, dataFolder: DataFolder, site: Site?) {
        self.store = store
        self.dataFolder = dataFolder
        jobs = JobCache(
            versions: dataFolder.versions, site: site, registers: dataFolder.registers(), isForReading: false)
        limits = site?.limits ?? .standard
        planting = PlantedError(rate: site?.station?.plantedErrors ?? 0)
    }

    /// Opens the registers of what waits, so that the first who settles something does not wait for them. What can't be opened
    /// is said when it is needed.
    package func prepare(for workflows: [Workflow]) {
        let reviewer = Reviewer(atCommandLine: "", language: .ja)
        for workflow in workflows {
            let first = try? queue(for: reviewer, workflows: [workflow], only: workflow.id, limit: 1).first
            guard let id = first?.id, let job = try? subject(id)?.job else { continue }
            for step in job.workflow.reconcileSteps { _ = try? job.register(step) }
        }
    }

    /// A document with what is needed to settle it.
    struct Subject {
        var document: Document
        var batch: BatchRecord
        var number: Int
        var step: Int
        var revision: Int
        var job: Job

        var workflow: Workflow { job.workflow }
    }

    /// The documents that wait for this person, those to settle first in front; 1,000 at most.
    ///
    /// - Parameter workflows: the site's, which say who may settle what.
    package func queue(
        for reviewer: Reviewer, workflows: [Workflow], only workflow: String? = nil, batch: String? = nil,
        limit: Int = 1000
    ) throws -> [WaitingDocument] {
        try store.waitingDocuments(
            for: choice(reviewer, workflows, workflow, batch), limit: limit, now: store.now())
    }

    /// Documents are counted up to here; beyond, the count is one more.
    package static let countLimit = 1000

    /// How many documents wait for this person, as far as they are counted.
    package func count(
        for reviewer: Reviewer, workflows: [Workflow], only workflow: String? = nil, batch: String? = nil
    ) throws -> Int {
        try store.waitingCount(
            for: choice(reviewer, workflows, workflow, batch), limit: Self.countLimit, now: store.now())
    }

    /// Managers, and whoever stands at the command line, see what workflows left behind that the site does not name any more.
    private func choice(
        _ reviewer: Reviewer, _ workflows: [Workflow], _ workflow: String?, _ batch: String?
    ) -> ReviewChoice {
        let allowed = reviewer.role == .manager ? nil : workflows.filter(reviewer.mayReview).map(\.id)
        let chosen = workflow.map { chosen in allowed.map { $0.filter { $0 == chosen } } ?? [chosen] }
        return ReviewChoice(
            account: reviewer.account, departments: reviewer.departments, workflows: chosen ?? allowed, batch: batch)
    }

    /// Puts the next document that waits into the person's hand. Nil where none does.
    ///
    /// - Parameter besides: documents that they have or want to pass over.
    package func next(
        for reviewer: Reviewer, workflows: [Workflow], only workflow: String? = nil, batch: String? = nil,
        besides: Set<String> = []
    ) throws -> ReviewView? {
        var passedOver = besides
        while true {
            let waiting = try queue(
                for: reviewer, workflows: workflows, only: workflow, batch: batch, limit: 20 + passedOver.count
            ).filter { !passedOver.contains($0.id) }
            if waiting.isEmpty { return nil }
            // Many may ask at the same moment: whoever writes takes the first that nobody else has taken by then.
            let hold = try store.holdFirst(
                of: waiting.map(\.id), account: reviewer.account, seconds: Self.holdSeconds, now: store.now())
            guard let hold else {
                passedOver.formUnion(waiting.map(\.id))
                continue
            }
            if let view = try opened(hold, for: reviewer) { return view }
            passedOver.insert(hold.document)
        }
    }

    /// Puts many documents into the person's hand at once, for ways of looking that take one thing of each. Those that
    /// others have are passed over.
    package func many(
        for reviewer: Reviewer, workflows: [Workflow], only workflow: String? = nil, batch: String? = nil, limit: Int
    ) throws -> [ReviewView] {
        try queue(for: reviewer, workflows: workflows, only: workflow, batch: batch, limit: limit)
            .compactMap { try open($0.id, for: reviewer) }
    }

    /// Puts a document into the person's hand. Nil where it does not wait, someone else has it, or it is not theirs to see.
    package func open(_ id: String, for reviewer: Reviewer) throws -> ReviewView? {
        guard let waiting = try subject(id), waiting.document.state == .review, may(reviewer, settle: waiting),
            let hold = try store.holdFirst(
                of: [id], account: reviewer.account, seconds: Self.holdSeconds, now: store.now())
        else { return nil }
        return try opened(hold, for: reviewer)
    }

    /// What the person now has in hand, as it is now that nobody else can change it. Nil where it is not theirs to see: it
    /// is given back then.
    private func opened(_ hold: ReviewHold, for reviewer: Reviewer) throws -> ReviewView? {
        do {
            guard let subject = try subject(hold.document), may(reviewer, settle: subject) else {
                try store.giveBack(hold, putOff: false, now: store.now())
                return nil
            }
            if !reviewer.isAtCommandLine, let plant = planting.plant(in: subject, for: reviewer.account) {
                try store.add(plant, to: hold.document, for: reviewer.account, now: store.now())
            }
            return try shown(subject, to: reviewer, token: hold.token)
        } catch {
            try? store.giveBack(hold, putOff: false, now: store.now())
            throw error
        }
    }

    /// A document that waits, to look at without taking it into anybody's hand; its `token` is empty. Nil where it does not
    /// wait, or is not theirs to see.
    package func look(_ id: String, for reviewer: Reviewer) throws -> ReviewView? {
        guard let subject = try subject(id), subject.document.state == .review, may(reviewer, settle: subject) else {
            return nil
        }
        return try shown(subject, to: reviewer, token: "")
    }

    /// What a person sees, written down with the sensitive fields that are unmasked to them.
    private func shown(_ subject: Subject, to reviewer: Reviewer, token: String) throws -> ReviewView {
        let view = try view(subject, for: reviewer, token: token)
        let sensitive = Set(subject.document.fields.filter(\.isSensitive).map(\.name))
        let unmasked = view.fields.filter { sensitive.contains($0.name) && !$0.isMasked && $0.state != .second }
        try store.noteSeen(
            subject.document, by: reviewer.account, unmasked: unmasked.map(\.name), now: store.now())
        return view
    }

    /// Keeps what the person has in hand. False where they do not have it any more.
    package func renew(_ hold: ReviewHold) throws -> Bool {
        try store.renew(hold, seconds: Self.holdSeconds, now: store.now())
    }

    /// Gives a document back; put off, it comes last for this person.
    ///
    /// - Parameter seconds: how long they looked at it without settling anything.
    package func giveBack(_ hold: ReviewHold, putOff: Bool, seconds: Double = 0) throws {
        try store.giveBack(hold, putOff: putOff, seconds: Self.counted(seconds), now: store.now())
    }

    /// Seconds as they are counted: no clock of a browser makes them negative or endless. An hour at one field is more than
    /// anybody looks at it.
    static func counted(_ seconds: Double) -> Double { seconds.isFinite ? min(max(seconds, 0), 3600) : 0 }

    /// What `text` would come to in that field, and what speaks against it; nil where there is no such field.
    package func check(
        _ id: String, field name: String, text: String, for reviewer: Reviewer
    ) throws -> (shown: String, problem: Wording?)? {
        guard let subject = try subject(id), may(reviewer, settle: subject),
            let field = subject.document.field(name)
        else { return nil }
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        let candidate = typed.candidate(text, in: subject.document)
        return (
            typed.type.printed(candidate.value, language: reviewer.language), candidate.proof.problem?.message
        )
    }

    /// How well this person checks, by their way of looking, in the last 90 days; for managers how well all do, without names.
    package func quality(for reviewer: Reviewer) throws -> [CheckingQuality] {
        try store.checkingQuality(
            of: reviewer.role == .manager ? nil : reviewer.account, since: store.now().addingTimeInterval(-90 * 86400))
    }

    /// Takes back what the person did last, as far back as the export: the document is in their hand again, as rules and
    /// register have it without that. Nil where there is nothing to take back: it is exported or rejected, or someone else did
    /// something with it since.
    ///
    /// - throws: `LostHold` where someone else has it in hand.
    package func undo(for reviewer: Reviewer) throws -> (view: ReviewView, field: String)? {
        try Self.retrying {
            guard let id = try store.lastReviewed(by: reviewer.account),
                let entry = try store.reviewEntries(ofDocument: id).last, entry.account == reviewer.account,
                let before = entry.before, var subject = try subject(id), may(reviewer, settle: subject)
            else { return nil }
            before.restore(&subject.document)
            subject.document = try advanced(subject).document
            subject.document.state = .review
            let hold = try store.undoReview(
                to: subject.document, revision: subject.revision, account: reviewer.account,
                seconds: Self.holdSeconds, now: store.now())
            guard let hold else { return nil }
            return (try shown(subject, to: reviewer, token: hold.token), entry.field)
        }
    }

    /// Does it again where something else was done with the document in between.
    static func retrying<Result>(_ work: () throws -> Result) throws -> Result {
        while true {
            do { return try work() } catch is StaleReview {}
        }
    }

    func subject(_ id: String) throws -> Subject? {
        guard let reviewed = try store.reviewedDocument(id), let batch = try store.batch(reviewed.document.batch)
        else { return nil }
        return Subject(
            document: reviewed.document, batch: batch, number: reviewed.number, step: reviewed.step,
            revision: reviewed.revision, job: try jobs.job(version: batch.workflowVersion))
    }

    /// Who asks for a document that is not theirs is written down.
    func may(_ reviewer: Reviewer, settle subject: Subject) -> Bool {
        if reviewer.sees(department: subject.batch.department), reviewer.mayReview(subject.workflow) { return true }
        try? store.recordInPlace(
            .accessRefused, actor: reviewer.account, detail: ["document": subject.document.id], now: store.now())
        return false
    }
}
