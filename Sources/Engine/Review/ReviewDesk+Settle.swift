internal import FieldTypes
internal import Foundation
internal import Paperwork
package import Storage
internal import Workflows

extension ReviewDesk {
    /// A value that a person gives a field.
    package struct Entry: Sendable {
        package var field: String
        /// Nil where the value is right as it stands.
        package var text: String?
        /// Settle it although something speaks against it.
        package var force: Bool
        /// Focus, visible and active.
        package var seconds: Double
        /// By which way of looking, as in `document`.
        package var mode: String

        package init(field: String, text: String?, force: Bool = false, seconds: Double, mode: String) {
            self.field = field
            self.text = text
            self.force = force
            self.seconds = seconds
            self.mode = mode
        }
    }

    /// Settles one field of the document in the person's hand. When nothing waits any more, the document goes on, and all
    /// that its rules and its register say is asked again by the settled values: what stands against them then is shown.
    ///
    /// - throws: `LostHold`; `Trouble` of kind `usage` where there is no such field.
    package func settle(_ hold: ReviewHold, _ entry: Entry, for reviewer: Reviewer) throws -> Settlement {
        var subject = try inHand(hold, of: reviewer)
        guard let index = subject.document.fields.firstIndex(where: { $0.name == entry.field }) else {
            throw Self.unknownField(entry.field)
        }
        let before = subject.document.fields[index]
        let typed = TypedValue(before, form: subject.document.form, in: subject.workflow)
        let candidate = self.candidate(for: entry, before, typed, subject)
        let isSecond = before.waitsForSecond
        if !entry.force, let problem = objection(to: candidate, in: before, isSecond: isSecond) {
            return .contradicted(problem)
        }
        let needsSecond = subject.workflow.secondPersonFields.contains(entry.field) && !isSecond
        subject.document.fields[index].settle(
            candidate, decision: Self.decision(by: reviewer, needsSecond: needsSecond, isSecond: isSecond))
        let action: ReviewEntry.Action =
            needsSecond ? .first : isSecond ? .second : candidate.value == before.value ? .confirm : .change
        let record = ReviewEntry(
            field: entry.field, account: reviewer.account, action: action, mode: entry.mode, value: candidate.value,
            before: before, seconds: entry.seconds, at: store.now())
        return try commit(subject, [record], hold, for: reviewer)
    }

    /// Lets the document pass although `rule` stands against it.
    package func waive(
        _ hold: ReviewHold, rule: String, field: String?, seconds: Double, for reviewer: Reviewer
    ) throws -> Settlement {
        var subject = try inHand(hold, of: reviewer)
        subject.document.waivers =
            (subject.document.waivers ?? []) + [Waiver(rule: rule, field: field, by: reviewer.account)]
        let record = ReviewEntry(
            field: rule, account: reviewer.account, action: .waive, mode: "document", seconds: seconds, at: store.now())
        return try commit(subject, [record], hold, for: reviewer)
    }

    /// Says which record of the register the document speaks of; empty where it has none.
    package func choose(
        record key: String, of register: String, _ hold: ReviewHold, seconds: Double, for reviewer: Reviewer
    ) throws -> Settlement {
        var subject = try inHand(hold, of: reviewer)
        subject.document.chosenRecords = (subject.document.chosenRecords ?? [:]).merging([register: key]) { $1 }
        if key.isEmpty {
            subject.document.waivers =
                (subject.document.waivers ?? []) + [Waiver(rule: "register", field: nil, by: reviewer.account)]
        }
        let record = ReviewEntry(
            field: register, account: reviewer.account, action: key.isEmpty ? .waive : .change, mode: "document",
            seconds: seconds, at: store.now())
        return try commit(subject, [record], hold, for: reviewer, asksAgain: true)
    }

    /// Rejects the document in the person's hand.
    package func reject(
        _ hold: ReviewHold, reason: String, seconds: Double, for reviewer: Reviewer
    ) throws {
        var subject = try inHand(hold, of: reviewer)
        let sentence = Wording(verbatim: reason.oneLine)
        subject.document.state = .rejected
        subject.document.problems.append(Problem(rule: "person", message: sentence))
        let record = ReviewEntry(
            field: "", account: reviewer.account, action: .reject, mode: "document", seconds: seconds, at: store.now())
        try store.commitReview(
            subject.document, entries: [record], end: .rejected(reason: sentence), hold: hold, now: store.now())
    }

    /// The document that the person has in hand.
    private func inHand(_ hold: ReviewHold, of reviewer: Reviewer) throws -> Subject {
        guard let subject = try subject(hold.document), subject.document.state == .review,
            may(reviewer, settle: subject)
        else { throw LostHold(document: hold.document) }
        return subject
    }

    /// - Parameter asksAgain: ask rules and register again although fields wait still.
    private func commit(
        _ subject: Subject, _ entries: [ReviewEntry], _ hold: ReviewHold, for reviewer: Reviewer,
        asksAgain: Bool = false
    ) throws -> Settlement {
        var subject = subject
        let open = subject.document.fields.filter(\.isOpen)
        let first = subject.workflow.stepAfterReading(before: subject.step)
        if open.isEmpty || asksAgain {
            let end = try advanced(subject.document, from: first, job: subject.job)
            guard end.document.state == .review else {
                try store.commitReview(
                    subject.document, entries: entries, end: .goesOn(step: first), hold: hold, now: store.now())
                return .complete
            }
            subject.document = end.document
        } else if open.allSatisfy(\.waitsForSecond), entries.contains(where: { $0.action == .first }) {
            try store.commitReview(
                subject.document, entries: entries, end: .waitsForAnother, hold: hold, now: store.now())
            return .waitsForAnother
        }
        try store.commitReview(subject.document, entries: entries, end: .stays, hold: hold, now: store.now())
        return .open(try view(subject, for: reviewer, token: hold.token))
    }

    /// The document as the steps that follow leave it.
    private func advanced(_ document: Document, from step: Int, job: Job) throws -> StepSequence.End {
        var files = OpenFiles(limits: limits, beforePage: { _ in })
        var clock = StageClock()
        return try StepSequence(job).run(document, from: step, read: nil, files: &files, clock: &clock)
    }

    private func candidate(
        for entry: Entry, _ field: Field, _ typed: TypedValue, _ subject: Subject
    ) -> Candidate {
        guard let text = entry.text else {
            return Candidate(text: field.text, value: field.value, score: 1, proof: field.proof)
        }
        if let known = field.candidates.first(where: { $0.text == text }) { return known }
        return typed.candidate(text, in: subject.document)
    }

    /// What speaks against a value before it is settled.
    private func objection(to candidate: Candidate, in field: Field, isSecond: Bool) -> Wording? {
        if isSecond, candidate.value != field.value {
            return Wording(
                ja: "1人目の入力「\(field.value.plainText)」と異なります。原票を見て、正しければもう一度 Enter を押してください。",
                en:
                    "the first person entered '\(field.value.plainText)'; look at the paper, and press Enter again if yours is right"
            )
        }
        if let problem = candidate.proof.problem { return problem.message }
        if candidate.value.isEmpty, !field.isOptional {
            return Wording(
                ja: "空欄です。空欄で正しければもう一度 Enter を押してください。",
                en: "it is empty; press Enter again if that is right")
        }
        return nil
    }

    private static func decision(by reviewer: Reviewer, needsSecond: Bool, isSecond: Bool) -> Decision {
        let name = reviewer.display
        if needsSecond {
            return Decision(
                accepted: false, by: .person,
                because: Wording(
                    ja: "\(name)が入力しました。2人目の入力を待っています。",
                    en: "entered by \(name); a second person is to enter it too"))
        }
        return Decision(
            accepted: true, by: .person,
            because: isSecond
                ? Wording(ja: "2人で確認（2人目: \(name)）", en: "settled by two people (second: \(name))")
                : Wording(ja: "\(name)が確認", en: "settled by \(name)"))
    }

    private static func unknownField(_ name: String) -> Trouble {
        Trouble(
            .content, Wording(ja: "項目「\(name)」はこの帳票にありません。", en: "the document has no field '\(name)'"),
            remedy: Wording(
                ja: "項目の名前は tema review show で見られます。", en: "tema review show lists its fields"))
    }
}

extension Field {
    /// One of two people has settled it.
    var waitsForSecond: Bool { decision?.by == .person && decision?.accepted == false }

    mutating func settle(_ candidate: Candidate, decision: Decision) {
        value = candidate.value
        text = candidate.text
        proof = candidate.proof
        candidates = [candidate]
        confidence = .certain
        self.decision = decision
    }
}
