internal import FieldTypes
internal import Forms
internal import Foundation
internal import JapaneseText
internal import Paperwork
internal import Registers
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

    /// Settles one field of the document in the person's hand. When nothing waits any more, or the register looks for its
    /// record by that field, all that rules and register say is asked again by the settled values. What stands against the
    /// document then is shown; where nothing does, it goes on.
    ///
    /// Another value takes back what was let pass because of the old one.
    ///
    /// - throws: `LostHold`; `Trouble` where there is no such field.
    package func settle(_ hold: ReviewHold, _ entry: Entry, for reviewer: Reviewer) throws -> Settlement {
        try Self.retrying {
            var subject = try inHand(hold, of: reviewer)
            guard let index = subject.document.fields.firstIndex(where: { $0.name == entry.field }) else {
                throw Self.unknownField(entry.field)
            }
            let before = subject.document.fields[index]
            if let plant = try store.plant(in: hold.document, for: reviewer.account), plant.field == entry.field {
                return try answer(plant, with: entry, subject, hold, for: reviewer)
            }
            if let refusal = refusal(of: entry, before, by: reviewer) { return .contradicted(refusal) }
            let typed = TypedValue(before, form: subject.document.form, in: subject.workflow)
            let candidate = self.candidate(for: entry, before, typed, subject)
            let isSecond = before.waitsForSecond
            if !entry.force, let problem = objection(to: candidate, in: before, isSecond: isSecond) {
                return .contradicted(problem)
            }
            let needsSecond = subject.workflow.secondPersonFields.contains(entry.field) && !isSecond
            let record = ReviewEntry(
                field: entry.field, account: reviewer.account,
                action: needsSecond
                    ? .first : isSecond ? .second : candidate.value == before.value ? .confirm : .change,
                mode: entry.mode, value: candidate.value,
                before: ReviewEntry.Before(subject.document, field: before), seconds: Self.counted(entry.seconds),
                at: store.now(), grade: subject.grade(before, truth: candidate.value))
            subject.document.fields[index].settle(
                candidate, decision: Self.decision(by: reviewer, needsSecond: needsSecond, isSecond: isSecond))
            let isOther = candidate.value != before.value
            if isOther { try forget(whatRestsOn: entry.field, in: &subject) }
            let isKey = subject.workflow.reconcileSteps.contains { $0.on.contains(entry.field) }
            let settlement = try commit(subject, [record], hold, for: reviewer, asksAgain: isOther && isKey)
            if !needsSecond { try remember(before, settledAs: candidate.value, typed, subject, by: reviewer) }
            return settlement
        }
    }

    /// Takes back what a person let pass, and that the register has no record, where that was said of a value that is another
    /// one now. Which record it is stays as the person said.
    private func forget(whatRestsOn field: String, in subject: inout Subject) throws {
        let registers = Set(subject.workflow.reconcileSteps.filter { $0.on.contains(field) }.map(\.register.name))
        for register in registers where subject.document.chosenRecords?[register] == "" {
            subject.document.chosenRecords?[register] = nil
        }
        // What another system refused is offered to it again.
        subject.document.problems.removeAll { $0.rule.hasPrefix(EnterRunner.rule("")) }
        guard subject.document.waivers?.isEmpty == false else { return }
        let rules = try CompiledRules(subject.workflow)
        subject.document.waivers?.removeAll { waiver in
            waiver.field == field || rules.reads(waiver.rule).contains(field)
                || (waiver.rule == ReconcileRunner.rule && !registers.isEmpty)
        }
    }

    /// What the person makes of a wrong value that they were shown on purpose: it reaches neither the document nor the hours.
    private func answer(
        _ plant: Plant, with entry: Entry, _ subject: Subject, _ hold: ReviewHold, for reviewer: Reviewer
    ) throws -> Settlement {
        guard let field = subject.document.field(plant.field) else { throw Self.unknownField(plant.field) }
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        let value = typed.candidate(entry.text ?? plant.shown, in: subject.document).value
        try store.answerPlant(
            in: hold.document, for: reviewer.account, isCaught: value == field.value, mode: entry.mode,
            now: store.now())
        return try commit(subject, [], hold, for: reviewer)
    }

    /// Lets the document pass although `rule` stands against it.
    ///
    /// - Parameter field: the problem's; nil for all that the rule found.
    /// - throws: `LostHold`; `Trouble` where nothing of that rule stands against it.
    package func waive(
        _ hold: ReviewHold, rule: String, field: String?, seconds: Double, mode: String = "document",
        for reviewer: Reviewer
    ) throws -> Settlement {
        try Self.retrying {
            var subject = try inHand(hold, of: reviewer)
            guard
                subject.document.openProblems.contains(where: { $0.rule == rule && ($0.field == field || field == nil) }
                )
            else { throw Self.unknownProblem(rule) }
            let record = ReviewEntry(
                field: rule, account: reviewer.account, action: .waive, mode: mode,
                before: ReviewEntry.Before(subject.document), seconds: Self.counted(seconds), at: store.now())
            subject.document.waivers =
                (subject.document.waivers ?? []) + [Waiver(rule: rule, field: field, by: reviewer.account)]
            return try commit(subject, [record], hold, for: reviewer)
        }
    }

    /// Says which record of the register the document speaks of; empty where it has none.
    ///
    /// - throws: `LostHold`; `Trouble` where the job asks no such register, or it has no such record.
    package func choose(
        record key: String, of register: String, _ hold: ReviewHold, seconds: Double, mode: String = "document",
        for reviewer: Reviewer
    ) throws -> Settlement {
        try Self.retrying {
            var subject = try inHand(hold, of: reviewer)
            guard let step = subject.workflow.reconcileSteps.first(where: { $0.register.name == register }) else {
                throw Self.unknownRegister(register)
            }
            if !key.isEmpty, try subject.job.register(step).record(key: key) == nil {
                throw Self.unknownRecord(key, register)
            }
            let record = ReviewEntry(
                field: register, account: reviewer.account, action: .choose, mode: mode, value: .text(key),
                before: ReviewEntry.Before(subject.document), seconds: Self.counted(seconds), at: store.now())
            subject.document.chosenRecords = (subject.document.chosenRecords ?? [:]).merging([register: key]) { $1 }
            subject.document.waivers?.removeAll { $0.rule == ReconcileRunner.rule }
            if key.isEmpty {
                subject.document.waivers =
                    (subject.document.waivers ?? [])
                    + [Waiver(rule: ReconcileRunner.rule, field: nil, by: reviewer.account)]
            }
            return try commit(subject, [record], hold, for: reviewer, asksAgain: true)
        }
    }

    /// Asks rules and register again by the values as they are, as after a register was mended.
    ///
    /// - throws: `LostHold`.
    package func askAgain(_ hold: ReviewHold, for reviewer: Reviewer) throws -> Settlement {
        try Self.retrying {
            try commit(try inHand(hold, of: reviewer), [], hold, for: reviewer, asksAgain: true)
        }
    }

    /// Rejects the document in the person's hand.
    ///
    /// - throws: `LostHold`.
    package func reject(
        _ hold: ReviewHold, reason: String, seconds: Double, mode: String = "document", for reviewer: Reviewer
    ) throws {
        try Self.retrying {
            var subject = try inHand(hold, of: reviewer)
            let sentence = Wording(
                verbatim: reason.split(whereSeparator: \.isWhitespace).joined(separator: " ").oneLine)
            subject.document.state = .rejected
            subject.document.problems.append(Problem(rule: "person", message: sentence))
            let record = ReviewEntry(
                field: "", account: reviewer.account, action: .reject, mode: mode, seconds: Self.counted(seconds),
                at: store.now())
            try store.commitReview(
                subject.document, revision: subject.revision, entries: [record], end: .rejected(reason: sentence),
                hold: hold, now: store.now())
        }
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
        var end = ReviewEnd.stays
        let isPlanted = try store.plant(in: subject.document.id, for: reviewer.account) != nil
        if asksAgain || (!isPlanted && !subject.document.fields.contains(where: \.isOpen)) {
            let asked = try advanced(subject).document
            if asked.state == .review {
                subject.document = asked
            } else {
                end = .goesOn(step: subject.firstStep)
            }
        }
        if end == .stays, subject.document.leftToOthersThan == reviewer.account { end = .waitsForAnother }
        try store.commitReview(
            subject.document, revision: subject.revision, entries: entries, end: end, hold: hold, now: store.now())
        return switch end {
        case .stays: .open(try view(subject, for: reviewer, token: hold.token))
        case .waitsForAnother: .waitsForAnother
        case .goesOn, .rejected: .complete
        }
    }

    /// The document as the steps after reading leave it.
    func advanced(_ subject: Subject) throws -> StepSequence.End {
        var files = OpenFiles(limits: limits, beforePage: { _ in })
        var clock = StageClock()
        let acceptance = try AcceptanceBook(store).acceptance(ofWorkflow: subject.workflow.id)
        return try StepSequence(subject.job, acceptance: acceptance).run(
            subject.document, from: subject.firstStep, read: nil, files: &files, clock: &clock)
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

    /// Why it can't be settled so, whatever the person says.
    private func refusal(of entry: Entry, _ field: Field, by reviewer: Reviewer) -> Wording? {
        if field.waitsForSecond, field.decision?.account == reviewer.account {
            return Wording(
                ja: "1人目の入力は済んでいます。2人目は別の人が入力します。",
                en: "you have entered it; the second entry is another person's")
        }
        guard let text = entry.text else {
            return field.waitsForSecond
                ? Wording(
                    ja: "2人目は、1人目の入力を見ずに、原票を見て入力してください。",
                    en: "the second person types it from the paper, without seeing what the first one entered") : nil
        }
        if let control = ControlCharacters.first(in: text) {
            let name = ControlCharacters.name(of: control)
            return Wording(ja: "制御文字（\(name)）は入力できません。", en: "it has a control character (\(name))")
        }
        return text.utf8.count > Self.longestText
            ? Wording(ja: "長すぎます。", en: "it is too long") : nil
    }

    /// Bytes of UTF-8 that a person types into one field at most, a table included.
    private static let longestText = 20_000

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

    static func decision(by reviewer: Reviewer, needsSecond: Bool, isSecond: Bool) -> Decision {
        let name = reviewer.display
        if needsSecond {
            return Decision(
                accepted: false, by: .person,
                because: Wording(
                    ja: "\(name)が入力しました。2人目の入力を待っています。",
                    en: "entered by \(name); a second person is to enter it too"), account: reviewer.account)
        }
        return Decision(
            accepted: true, by: .person,
            because: isSecond
                ? Wording(ja: "2人で確認（2人目: \(name)）", en: "settled by two people (second: \(name))")
                : Wording(ja: "\(name)が確認", en: "settled by \(name)"), account: reviewer.account)
    }
}

extension ReviewDesk.Subject {
    /// The step from which on what a person settles may change what comes out, from 0.
    var firstStep: Int { workflow.stepAfterReading(before: step) }

    /// What a value that a person gives a field says of how it was read; nil where a person gave it before.
    func grade(_ field: Field, truth: FieldValue) -> GradedValue? {
        guard let basis = field.decision?.basis, let reading = field.readings.first else { return nil }
        let form = workflow.forms.first { $0.id == document.form }?.versionedName ?? document.form
        return GradedValue(
            document: document.id, form: form, field: field.name, type: field.type, reader: reading.recogniser,
            ground: basis.ground, error: basis.error,
            isWrong: truth != field.value && !(truth.isEmpty && field.value.isEmpty), rate: basis.rate)
    }
}

extension Field {
    mutating func settle(_ candidate: Candidate, decision: Decision) {
        value = candidate.value
        text = candidate.text
        proof = candidate.proof
        candidates = [candidate]
        confidence = .certain
        self.decision = decision
    }
}
