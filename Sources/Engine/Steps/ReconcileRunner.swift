internal import Evidence
internal import FieldTypes
internal import Forms
internal import JapaneseText
internal import Paperwork
internal import Registers
internal import Workflows

/// Finds the register's record that a document speaks of, and compares.
struct ReconcileRunner: StepRunner {
    /// What its problems name as what found them.
    static let rule = "register"

    let step: ReconcileStep
    let register: Register

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        try clock.measure(.decide) { try run(&subject) }
    }

    private func run(_ subject: inout DocumentCase) throws -> StepOutcome {
        subject.isDecided = false
        let queries = step.queries(of: subject.document)
        var match = register.reconcile(queries, choosing: subject.document.chosenRecords?[register.name])
        if match.outcome == .found { compare(with: &match, &subject) }
        // The first reconcile step says whose document it is; later ones only bring evidence.
        if subject.document.match == nil { subject.document.match = match }
        guard match.outcome == .found else { return miss(match, &subject) }
        fill(from: match, &subject)
        return .goOn
    }

    /// Takes, of what the ink allows, the value that the record has, and weighs how much each agreement proves.
    private func compare(with match: inout RegisterMatch, _ subject: inout DocumentCase) {
        for index in match.comparisons.indices where !match.comparisons[index].registered.isEmpty {
            match.comparisons[index].agrees = agrees(match.comparisons[index], &subject.document)
        }
        for comparison in match.comparisons where !comparison.registered.isEmpty {
            if comparison.difference == .change, step.differences.change == .accept { continue }
            let others = match.comparisons.count { $0.agrees && $0.field != comparison.field }
            subject.comparisons[comparison.field] = FieldFacts.RegisterComparison(
                agrees: comparison.agrees, registered: comparison.registered,
                chance: chanceOfAgreement(comparison, besides: others, in: subject.document))
            if comparison.difference == .variant, step.differences.variant == .review {
                subject.document.problems.append(Self.variantProblem(comparison, match, in: subject.document))
            }
        }
    }

    private static func variantProblem(
        _ comparison: RegisterMatch.Comparison, _ match: RegisterMatch, in document: Document
    ) -> Problem {
        let isHidden = document.field(comparison.field)?.isSensitive == true
        let registered = isHidden ? "…" : comparison.registered
        return Problem(
            field: comparison.field, rule: rule,
            message: Wording(
                ja: "台帳「\(match.register)」では字体が違います（\(registered)）。どちらの字で登録するか確かめてください。",
                en: "the register \(match.register) has it in other characters (\(registered)); see which are right"))
    }

    /// Whether the field says what the record says, once folded; where its best reading does not but its ink allows it, the
    /// field takes that value.
    private func agrees(_ comparison: RegisterMatch.Comparison, _ document: inout Document) -> Bool {
        guard let index = document.fields.firstIndex(where: { $0.name == comparison.field }) else { return false }
        let field = document.fields[index]
        let isSettled = field.decision?.by == .person
        let folded = { Register.folded($0, type: field.type) }
        let registered = Register.restored(comparison.registered, type: field.type)
        if folded(field.value.plainText) == folded(registered) { return true }
        guard !isSettled, step.differences.reading == .registered,
            let candidate = RegisterChoice.candidate(for: field, registered: registered, folded: folded)
        else { return false }
        document.fields[index].take(Self.normalized(candidate, type: field.type))
        return true
    }

    /// How often a misread value would equal the registered one all the same. Where at least two other fields tie the
    /// document to the record, a misreading agrees only if it turns what is written into just the registered value: for a
    /// value of four characters or more, one in a thousand is a cautious figure; a shorter one may be as common as it is
    /// among the records. With one other field the record itself is less sure. With none, or where the two are equal only
    /// once variants are folded, agreement does not prove what is written.
    private func chanceOfAgreement(
        _ comparison: RegisterMatch.Comparison, besides others: Int, in document: Document
    ) -> Double {
        guard others > 0, let field = document.field(comparison.field),
            Self.normalForm(of: Register.restored(comparison.registered, type: field.type), type: field.type)
                == field.value
        else { return 1 }
        let isLong = comparison.registered.filter { !$0.isWhitespace }.count >= 4
        let coincidence = register.chanceOfAgreement(
            column: comparison.field, type: field.type, registered: comparison.registered)
        return max(others == 1 ? 0.02 : 0.001, isLong ? 0 : coincidence)
    }

    /// What the field's type makes of a text that is known to the letter.
    private static func normalForm(of text: String, type: String) -> FieldValue? {
        normalized(Candidate(text: text, value: .text(text), score: 1), type: type).value
    }

    private static func normalized(_ candidate: Candidate, type: String) -> Candidate {
        let reading = Reading(text: candidate.text, confidence: .certain, recogniser: "register")
        let definition = FieldDefinition(name: type, type: type, place: .cells([]))
        guard
            var normal = FieldTypes.named(type)?.candidates(from: [reading], in: FieldContext(definition: definition))
                .first
        else { return candidate }
        normal.score = candidate.score
        return normal
    }

    private func miss(_ match: RegisterMatch, _ subject: inout DocumentCase) -> StepOutcome {
        for filled in step.fill where subject.document.field(filled.field) == nil {
            subject.document.fields.append(Self.filled(filled.field, with: nil, from: match))
        }
        // A record that fits and can't be linked is no person without a record: somebody looks, whatever the step says.
        guard step.unlessFound != .continue || match.damagedKey != nil else { return .goOn }
        subject.document.problems.append(Problem(rule: Self.rule, message: Self.message(for: match)))
        return step.unlessFound == .reject && match.damagedKey == nil ? .reject : .goOn
    }

    /// A field that a person settled before stays as they left it.
    private func fill(from match: RegisterMatch, _ subject: inout DocumentCase) {
        for filled in step.fill where subject.document.field(filled.field) == nil {
            let text = match.record[filled.column] ?? ""
            // What is sensitive on the form is so in the register's column of the same name.
            let isSensitive = subject.document.field(filled.column)?.isSensitive ?? false
            if ControlCharacters.first(in: text) != nil {
                fillNothing(filled, isSensitive ? "…" : text, from: match, &subject)
            } else {
                subject.document.fields.append(Self.filled(filled.field, with: text, from: match))
            }
            subject.document.fields[subject.document.fields.count - 1].isSensitive = isSensitive
        }
    }

    /// Leaves it to a person what the value is: one with control characters goes nowhere, and none is made up.
    private func fillNothing(
        _ filled: FilledField, _ text: String, from match: RegisterMatch, _ subject: inout DocumentCase
    ) {
        let shown = ControlCharacters.shown(text)
        let problem = Wording(
            ja: "台帳「\(match.register)」の記録 \(match.key ?? "") の「\(filled.column)」に制御文字があります（\(shown)）。正しい値を入力してください。",
            en:
                "'\(filled.column)' of record \(match.key ?? "") of the register \(match.register) has control characters "
                + "(\(shown)); enter the right value")
        var field = Field(
            name: filled.field, type: FieldTypes.plain.name, value: .none, text: shown, isOptional: true)
        field.decision = Decision(accepted: false, because: problem)
        subject.document.fields.append(field)
        subject.document.problems.append(Problem(field: filled.field, rule: Self.rule, message: problem))
    }

    /// A field taken over from the record; empty, and right so, where none was found.
    private static func filled(_ name: String, with text: String?, from match: RegisterMatch) -> Field {
        var field = Field(
            name: name, type: FieldTypes.plain.name, value: text.map { $0.isEmpty ? .none : .text($0) } ?? .none,
            text: text ?? "",
            isOptional: true)
        field.confidence = .certain
        field.decision = Decision(
            accepted: true,
            because: text == nil
                ? Wording(ja: "台帳に該当がないため空欄です", en: "empty, since the register has no such record")
                : Wording(
                    ja: "台帳「\(match.register)」の記録 \(match.key ?? "") から転記",
                    en: "taken over from record \(match.key ?? "") of the register \(match.register)"))
        return field
    }

    private static func message(for match: RegisterMatch) -> Wording {
        if let damaged = match.damagedKey {
            return Wording(
                ja: "台帳「\(match.register)」の\(damaged.line.map { "\($0)行目の" } ?? "")記録が当てはまりますが、"
                    + "キー「\(damaged.text)」が壊れています。正しいキーを調べてください。",
                en:
                    "the record \(damaged.line.map { "in line \($0) " } ?? "")of the register \(match.register) fits, but "
                    + "its key '\(damaged.text)' is damaged; look up the right one")
        }
        return match.outcome == .ambiguous
            ? Wording(
                ja: "台帳「\(match.register)」に当てはまる記録が一つに決まりません。該当者を選んでください。",
                en: "more than one record of the register \(match.register) fits; choose the right one")
            : Wording(
                ja: "台帳「\(match.register)」に該当する記録が見つかりません。登録の有無を確かめてください。",
                en: "no record of the register \(match.register) fits; check whether the person is registered")
    }
}
