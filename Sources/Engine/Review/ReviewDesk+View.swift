internal import FieldTypes
internal import Forms
internal import Foundation
internal import Paperwork
internal import Registers
internal import Storage
internal import Workflows

extension ReviewDesk {
    /// A character whose best alternative scores less is marked as unsure.
    private static let sure = 0.9

    func view(_ subject: Subject, for reviewer: Reviewer, token: String) throws -> ReviewView {
        let document = subject.document
        let paper = subject.workflow.forms.first { $0.id == document.form }?.paper
        let pages = try store.pages(ofDocument: document.id)
        return ReviewView(
            id: document.id, batch: document.batch, file: subject.batch.batch.file, number: subject.number,
            workflow: subject.workflow.id, title: subject.workflow.title, form: document.form,
            received: subject.batch.received, token: token,
            pages: pages.map { record in
                let paper = record.alignment?.paper ?? paper
                return ReviewView.PageView(
                    number: record.page.number, formPage: record.formPage,
                    width: paper?.width ?? 210, height: paper?.height ?? 297)
            },
            fields: try fieldViews(subject, for: reviewer),
            problems: document.openProblems.filter { $0.field == nil || !(document.isOpen($0.field)) }.map {
                ReviewView.ProblemView(
                    field: $0.field, rule: $0.rule, message: document.veiled($0.message).text(in: reviewer.language))
            },
            register: try registerView(subject))
    }

    private func fieldViews(_ subject: Subject, for reviewer: Reviewer) throws -> [ReviewView.FieldView] {
        var views = subject.document.fields.map { fieldView($0, subject, for: reviewer) }
        guard let plant = try store.plant(in: subject.document.id, for: reviewer.account),
            let index = views.firstIndex(where: { $0.name == plant.field }), views[index].state == .proved,
            let field = subject.document.field(plant.field)
        else { return views }
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        let shown = typed.type.printed(
            typed.candidate(plant.shown, in: subject.document).value, language: reviewer.language)
        if typed.options.isEmpty {
            views[index].alternatives = [ReviewView.Alternative(text: views[index].text, shown: views[index].shown)]
        }
        views[index].state = .doubt
        views[index].text = plant.shown
        views[index].shown = shown
        views[index].characters = []
        views[index].registered = nil
        views[index].reason = Wording(ja: "読取の確かさが足りません。", en: "the reading is not sure enough").text(
            in: reviewer.language)
        return views
    }

    /// One masked field of a document that waits, shown to someone who may settle it; that is written down before it is
    /// shown. Nil where it is not theirs to see, where nothing is masked in it, or where they enter it blind.
    package func unmask(_ id: String, field name: String, for reviewer: Reviewer) throws -> ReviewView.FieldView? {
        guard let subject = try subject(id), subject.document.state == .review, may(reviewer, settle: subject),
            let field = subject.document.field(name), fieldView(field, subject, for: reviewer).isMasked
        else { return nil }
        try store.noteUnmasked(name, of: subject.document, by: reviewer.account, now: store.now())
        return fieldView(field, subject, for: reviewer, unmasked: true)
    }

    private func fieldView(
        _ field: Field, _ subject: Subject, for reviewer: Reviewer, unmasked: Bool = false
    ) -> ReviewView.FieldView {
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        let isMine = field.decision?.account == reviewer.account
        let state: ReviewView.FieldView.State =
            switch field.decision {
            case .some(let decision) where decision.accepted: decision.by == .person ? .settled : .proved
            case .some where field.waitsForSecond: isMine ? .waits : .second
            default: .doubt
            }
        let isBlind = state == .second
        let isMasked = !unmasked && field.isSensitive && (state == .proved || state == .settled)
        let isHidden = isBlind || isMasked
        let comparison = subject.document.match?.comparisons.first { $0.field == field.name }
        let sentence = (field.decision?.because ?? Wording(verbatim: ""))
        return ReviewView.FieldView(
            name: field.name, label: typed.definition.label, type: field.type, state: state,
            text: isHidden ? "" : typed.typed(field),
            shown: isBlind
                ? ""
                : isMasked && !field.value.isEmpty
                    ? Mask.text : typed.type.printed(field.value, language: reviewer.language),
            isMasked: isMasked, isOptional: field.isOptional,
            zone: (typed.zone ?? field.zone).map { [Double($0.page), $0.left, $0.top, $0.width, $0.height] },
            cells: typed.cells.count == field.readings.first?.lattice.positions.count
                ? typed.cells.map { [Double($0.page), $0.left, $0.top, $0.width, $0.height] } : [],
            reason: (state == .doubt || unmasked ? sentence : subject.document.veiled(sentence)).text(
                in: reviewer.language),
            characters: isHidden ? [] : Self.characters(of: field),
            alternatives: isHidden ? [] : alternatives(for: field, typed, for: reviewer),
            registered: isHidden ? nil : comparison.flatMap { $0.registered.isEmpty ? nil : $0.registered },
            options: typed.options, columns: typed.columns.map(\.name),
            isNumeric: typed.type.medium == .writing && typed.type.calibrationGroup == .digits)
    }

    /// Of what was read in the first reading, where it is the field's text still.
    private static func characters(of field: Field) -> [ReviewView.CharacterView] {
        guard let reading = field.readings.first, reading.lattice.best == field.text else { return [] }
        return reading.lattice.positions.map { alternatives in
            let best = alternatives.first ?? Lattice.Alternative("", 1)
            return ReviewView.CharacterView(
                text: best.text, isSure: best.score >= sure,
                others: alternatives.dropFirst().filter { $0.score > 0.001 && $0.text != best.text }.prefix(5)
                    .map(\.text))
        }
    }

    private func alternatives(
        for field: Field, _ typed: TypedValue, for reviewer: Reviewer
    ) -> [ReviewView.Alternative] {
        let shown = { (value: FieldValue) in typed.type.printed(value, language: reviewer.language) }
        if !typed.options.isEmpty, typed.type.medium == .oneOption {
            return typed.options.map { ReviewView.Alternative(text: $0, shown: $0) }
        }
        if typed.type.medium == .presence {
            return [("1", true), ("0", false)].map {
                ReviewView.Alternative(text: $0.0, shown: shown(.flag($0.1)))
            }
        }
        var seen: Set<FieldValue> = [field.value]
        return field.candidates.filter { seen.insert($0.value).inserted }.prefix(8).map {
            ReviewView.Alternative(text: $0.text, shown: shown($0.value))
        }
    }

    /// What a record has in a column, masked where it is sensitive and nobody is asked for it.
    private static func value(
        _ column: String, _ registered: String?, in document: Document
    ) -> ReviewView.RecordView.Value? {
        guard let registered, !registered.isEmpty else { return nil }
        let field = document.field(column)
        let type = field?.type ?? FieldTypes.plain.name
        let folded = { Register.folded($0, type: type) }
        // Whoever enters it second does not learn what the first one entered.
        let differs =
            field?.waitsForSecond != true
            && folded(field?.value.plainText ?? "") != folded(Register.restored(registered, type: type))
        let isMasked = field.map { $0.isSensitive && !$0.isOpen } ?? false
        return ReviewView.RecordView.Value(column: column, value: isMasked ? Mask.text : registered, differs: differs)
    }

    private func registerView(_ subject: Subject) throws -> ReviewView.RegisterView? {
        guard let match = subject.document.match else { return nil }
        let step = subject.workflow.steps.lazy.compactMap {
            if case .reconcile(let step) = $0.action, step.register.name == match.register { step } else { nil }
        }.first
        var candidates: [ReviewView.RecordView] = []
        if match.outcome != .found, let step {
            let register = try subject.job.register(step)
            let queries = step.queries(of: subject.document)
            candidates = register.candidates(queries, limit: 5).map { key, record in
                ReviewView.RecordView(
                    key: key, values: step.on.compactMap { Self.value($0, record[$0], in: subject.document) })
            }
        }
        return ReviewView.RegisterView(
            name: match.register, outcome: match.outcome, key: match.key, candidates: candidates)
    }
}

extension Document {
    fileprivate func isOpen(_ name: String?) -> Bool { name.flatMap { field($0) }?.isOpen ?? false }
}

extension PageRecord {
    /// From 1; 1 where the page is in no document.
    var formPage: Int { if case .document(_, let formPage) = page.outcome { formPage } else { 1 } }
}

extension PageRecord {
    /// How the page lies on its form; nil where it is of none.
    fileprivate var alignment: FormAlignment? {
        registration.flatMap { try? JSONDecoder().decode(FormAlignment.self, from: $0) }
    }
}
