internal import FieldTypes
internal import Forms
internal import Foundation
package import Paperwork
package import Storage
package import Workflows

/// Looking at values that passed all the same.
extension ReviewDesk {
    /// The next value that this person is asked for, blind; nil where there is none. Sensitive ones are shown, and that is
    /// written down.
    ///
    /// - Parameter besides: those that they passed over.
    package func nextSample(
        for reviewer: Reviewer, workflows: [Workflow], besides: Set<Int> = []
    ) throws -> SampleView? {
        let allowed = workflows.filter(reviewer.mayReview).map(\.id)
        let waiting = try store.waitingSamples(
            for: reviewer.account, workflows: allowed, departments: reviewer.departments, limit: Self.countLimit)
        for sample in waiting where !besides.contains(sample.id) {
            guard let view = try view(sample, for: reviewer, waiting: waiting.count - besides.count) else { continue }
            return view
        }
        return nil
    }

    private func view(_ sample: SampleValue, for reviewer: Reviewer, waiting: Int) throws -> SampleView? {
        guard let subject = try subject(sample.document), may(reviewer, settle: subject),
            let field = subject.document.field(sample.field)
        else { return nil }
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        let zone = typed.zone ?? field.zone
        let page = try zone.flatMap { zone in
            try store.pages(ofDocument: sample.document).first { $0.formPage == zone.page }?.page.number
        }
        if field.isSensitive {
            try store.noteSeen(subject.document, by: reviewer.account, unmasked: [field.name], now: store.now())
        }
        let printed = { typed.type.printed($0, language: reviewer.language) }
        let given = sample.state == .differs ? [field.value, sample.firstValue ?? .none].map(printed) : []
        return SampleView(
            id: sample.id, document: sample.document, batch: subject.document.batch, workflow: sample.workflow,
            title: subject.workflow.title, label: typed.definition.label, type: field.type, page: page,
            zone: zone.map { [$0.left, $0.top, $0.width, $0.height] }, options: typed.options,
            isNumeric: typed.type.medium == .writing && typed.type.calibrationGroup == .digits,
            choices: sample.id.isMultiple(of: 2) ? given : given.reversed(), isRecall: sample.reason == .recall,
            waiting: waiting)
    }

    /// Takes what a person says that a value is. Where it is what was read, it was right; where not, another person is asked,
    /// who sees both and says which it is. A wrong value calls back those that share its signature; its document, as long as it
    /// has not left, goes through the steps again with the right one.
    ///
    /// - Parameters:
    ///   - text: as they typed it.
    ///   - seconds: focus, visible and active.
    /// - Throws: `Trouble` where there is no such value, or it is theirs to settle no more.
    package func answerSample(_ id: Int, text: String, seconds: Double, for reviewer: Reviewer) throws -> SampleEnd {
        guard let sample = try store.sample(id), let subject = try subject(sample.document),
            may(reviewer, settle: subject), let field = subject.document.field(sample.field)
        else { throw Self.unknownSample(id) }
        guard sample.state == .waiting || (sample.state == .differs && sample.firstAccount != reviewer.account) else {
            return .gone
        }
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        let value = typed.candidate(text, in: subject.document).value
        let isSame = value == field.value || (value.isEmpty && field.value.isEmpty)
        let state: SampleValue.State = isSame ? .right : sample.state == .waiting ? .differs : .wrong
        var grade = state == .differs ? nil : subject.grade(field, truth: value)
        grade?.isSampled = true
        let isTaken = try store.answerSample(
            sample, state: state, value: value, grade: grade, account: reviewer.account,
            seconds: Self.counted(seconds),
            corrected: state == .wrong ? corrected(subject, field, text, reviewer) : nil,
            now: store.now())
        guard isTaken else { return .gone }
        if state == .wrong, let error = ErrorSignature(of: field, in: subject.document, truth: value) {
            _ = try recall(error, ofWorkflow: sample.workflow)
        }
        return switch state {
        case .right: .right
        case .differs: .differs
        default: .wrong
        }
    }

    /// The field with the right value, and the step that its document goes on with; nil where what was read may have left
    /// otherwise than by an export.
    private func corrected(
        _ subject: Subject, _ field: Field, _ text: String, _ reviewer: Reviewer
    ) -> (field: Field, step: Int)? {
        let leaves = subject.workflow.steps.contains { step in
            switch step.action {
            case .enter, .handOver, .fill: true
            case .read, .check, .reconcile, .review, .export: false
            }
        }
        guard !leaves else { return nil }
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        var settled = field
        settled.settle(
            typed.candidate(text, in: subject.document),
            decision: Self.decision(by: reviewer, needsSecond: false, isSecond: true))
        return (settled, subject.firstStep)
    }

    /// Values that one error calls back at most: beyond, the workflow as a whole is stopped by its sample.
    private static let recallLimit = 5_000

    /// Puts what shares an error's signature among the values to be looked at.
    ///
    /// - Returns: how many.
    package func recall(_ error: ErrorSignature, ofWorkflow id: String) throws -> Int {
        var found: [(document: String, field: String)] = []
        try store.forEachDoneDocument(ofWorkflow: id) { document in
            guard found.count < Self.recallLimit, let field = document.field(error.field),
                error.isShared(by: field, in: document)
            else { return }
            found.append((document.id, field.name))
        }
        return try store.recall(found, now: store.now())
    }

    private static func unknownSample(_ id: Int) -> Trouble {
        Trouble(
            .file, Wording(ja: "抜取の項目 \(id) はありません。", en: "there is no sampled value \(id)"),
            remedy: Wording(ja: "「tema sample list」で確かめてください。", en: "see 'tema sample list'"))
    }
}
