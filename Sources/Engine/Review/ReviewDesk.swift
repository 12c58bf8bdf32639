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

    package init(store: Store, dataFolder: DataFolder, site: Site?) {
        self.store = store
        self.dataFolder = dataFolder
        jobs = JobCache(versions: dataFolder.versions, site: site)
        limits = site?.limits ?? .standard
    }

    /// A document with what is needed to settle it.
    struct Subject {
        var document: Document
        var batch: BatchRecord
        var number: Int
        var step: Int
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

    /// How many documents wait for this person.
    package func count(
        for reviewer: Reviewer, workflows: [Workflow], only workflow: String? = nil, batch: String? = nil
    ) throws -> Int {
        try store.waitingCount(for: choice(reviewer, workflows, workflow, batch), now: store.now())
    }

    private func choice(
        _ reviewer: Reviewer, _ workflows: [Workflow], _ workflow: String?, _ batch: String?
    ) -> ReviewChoice {
        let allowed = workflows.filter(reviewer.mayReview).map(\.id)
        return ReviewChoice(
            account: reviewer.account, departments: reviewer.departments,
            workflows: workflow.map { chosen in allowed.filter { $0 == chosen } } ?? allowed, batch: batch)
    }

    /// Puts the next document that waits into the person's hand. Nil where none does.
    ///
    /// - Parameter besides: documents that they have or want to pass over.
    package func next(
        for reviewer: Reviewer, workflows: [Workflow], only workflow: String? = nil, batch: String? = nil,
        besides: Set<String> = []
    ) throws -> ReviewView? {
        for waiting in try queue(
            for: reviewer, workflows: workflows, only: workflow, batch: batch, limit: 20 + besides.count)
        where !besides.contains(waiting.id) {
            if let view = try open(waiting.id, for: reviewer) { return view }
        }
        return nil
    }

    /// Puts a document into the person's hand. Nil where it does not wait, someone else has it, or it is not theirs to see.
    package func open(_ id: String, for reviewer: Reviewer) throws -> ReviewView? {
        guard let subject = try subject(id), subject.document.state == .review, may(reviewer, settle: subject),
            let hold = try store.hold(
                id, account: reviewer.account, seconds: Self.holdSeconds, now: store.now())
        else { return nil }
        let view = try view(subject, for: reviewer, token: hold.token)
        let unmasked = subject.document.fields.filter { $0.isSensitive && $0.isOpen }.map(\.name)
        try store.noteSeen(
            subject.document, by: reviewer.account, unmasked: unmasked, now: store.now())
        return view
    }

    /// Keeps what the person has in hand. False where they do not have it any more.
    package func renew(_ hold: ReviewHold) throws -> Bool {
        try store.renew(hold, seconds: Self.holdSeconds, now: store.now())
    }

    /// Gives a document back; put off, it comes last for this person.
    package func giveBack(_ hold: ReviewHold, putOff: Bool) throws {
        try store.giveBack(hold, putOff: putOff, now: store.now())
    }

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

    /// Takes back what the person settled last, as far back as the export; nil where there is nothing to take back.
    package func undo(for reviewer: Reviewer) throws -> (view: ReviewView, field: String)? {
        for document in try store.lastReviewed(by: reviewer.account, limit: 1) {
            guard
                let undone = try store.undoReview(
                    of: document, account: reviewer.account, seconds: Self.holdSeconds, now: store.now()),
                let subject = try subject(document)
            else { return nil }
            return (try view(subject, for: reviewer, token: undone.hold.token), undone.field)
        }
        return nil
    }

    /// The document's step is where it waits.
    func subject(_ id: String) throws -> Subject? {
        guard let (document, number, step) = try store.documentWithStep(id),
            let batch = try store.batch(document.batch)
        else { return nil }
        return Subject(
            document: document, batch: batch, number: number, step: step,
            job: try jobs.job(version: batch.workflowVersion))
    }

    func may(_ reviewer: Reviewer, settle subject: Subject) -> Bool {
        reviewer.sees(department: subject.batch.department) && reviewer.mayReview(subject.workflow)
    }
}

extension Field {
    /// It waits for a person.
    var isOpen: Bool { decision?.accepted != true }
}
