internal import Evidence
internal import FieldTypes
internal import Forms
internal import Paperwork
internal import Workflows

/// Settles which of a document's values are proved, from readings, proofs, rules and register together.
struct Decider {
    let judge: Judge
    let compiled: CompiledRules
    /// The names of the job's forms with their versions, by their ids.
    let forms: [String: String]

    /// Decides every field that no person has settled, and names the rules that do not hold as the document's problems.
    func decide(_ subject: inout DocumentCase) {
        guard !subject.isDecided else { return }
        preferProvedCandidates(&subject.document)
        chooseByRules(&subject)
        let outcomes =
            compiled.outcomes(of: subject.rules, for: subject.document.fields)
            + subject.openConditions.map(compiled.unknown)
        let blamed = blamed(by: outcomes, in: subject)
        for index in subject.document.fields.indices where needsDecision(subject.document.fields[index]) {
            let field = subject.document.fields[index]
            let verdict = verdict(on: field, in: subject, outcomes: outcomes, blamed: blamed)
            subject.document.fields[index].confidence = verdict.confidence
            let secondLook = verdict.decision.accepted ? subject.review?.secondLook(at: field) : nil
            subject.document.fields[index].decision = secondLook ?? verdict.decision
        }
        subject.document.problems.removeAll { compiled.isRule($0.rule) }
        subject.document.problems += problems(of: outcomes, blamed: blamed, in: subject.document)
        subject.isDecided = true
    }

    private func needsDecision(_ field: Field) -> Bool {
        field.decision?.by != .person && !(field.decision?.accepted == true && field.readings.isEmpty)
    }

    /// Where the best candidate can't be right by its own proof, the best one that is proved stands in for it.
    private func preferProvedCandidates(_ document: inout Document) {
        for index in document.fields.indices where document.fields[index].proof.problem != nil {
            guard needsDecision(document.fields[index]),
                let proved = document.fields[index].candidates.first(where: {
                    if case .holds = $0.proof { true } else { false }
                })
            else { continue }
            document.fields[index].take(proved)
        }
    }

    /// Where rules do not hold, looks for the one assignment of candidates under which they all do. Only writing is
    /// chosen anew: a mark that breaks a rule is what its writer marked.
    private func chooseByRules(_ subject: inout DocumentCase) {
        let outcomes = compiled.outcomes(of: subject.rules, for: subject.document.fields)
        let failing = outcomes.filter { $0.result == .fails }
        guard !failing.isEmpty else { return }
        let names = Set(failing.flatMap(\.columns))
        let open = subject.document.fields.filter { names.contains($0.name) && needsDecision($0) && $0.isWriting }
            .map { $0.withPossibleCandidatesOnly() }
        let fields = subject.document.fields
        // An assignment does not keep a rule by making it impossible to work out.
        let unknown = Set(outcomes.filter { $0.result == .unknown }.map(\.number))
        let choice = CandidateResolver().resolve(open) { assignment in
            compiled.outcomes(of: subject.rules, for: fields, with: assignment).allSatisfy {
                $0.result == .holds || ($0.result == .unknown && unknown.contains($0.number))
            }
        }
        guard let choice else { return }
        for index in subject.document.fields.indices {
            if let candidate = choice.assignment[subject.document.fields[index].name] {
                subject.document.fields[index].take(candidate)
            }
        }
    }

    /// The fields that a rule points at which does not hold, by the rule's place among `outcomes`.
    private func blamed(by outcomes: [CompiledRules.Outcome], in subject: DocumentCase) -> [Int: Set<String>] {
        var blamed: [Int: Set<String>] = [:]
        for (number, outcome) in outcomes.enumerated() {
            switch outcome.result {
            case .holds: continue
            case .fails: blamed[number] = doubtful(for: outcome, in: subject)
            case .unknown: blamed[number] = empty(for: outcome, in: subject)
            }
        }
        return blamed
    }

    /// Of a failing rule's fields those that would not pass by themselves, else the least sure one.
    private func doubtful(for outcome: CompiledRules.Outcome, in subject: DocumentCase) -> Set<String> {
        let verdicts = subject.document.fields.filter { outcome.columns.contains($0.name) && needsDecision($0) }
            .map { (name: $0.name, verdict: judge.decide($0, facts: facts(of: $0, in: subject))) }
        let doubtful = verdicts.filter { !$0.verdict.decision.accepted }.map(\.name)
        let leastSure = verdicts.min { $0.verdict.confidence < $1.verdict.confidence }.map(\.name)
        return Set(doubtful.isEmpty ? leastSure.map { [$0] } ?? [] : doubtful)
    }

    /// Of a rule's fields that can't be worked out those that are empty; where none is, as for a failing one. Nil where a
    /// person is asked for an empty one's value anyway, or has said that it is empty: what a rule says then is of no use. A
    /// step's condition must be known all the same, or let pass.
    private func empty(for outcome: CompiledRules.Outcome, in subject: DocumentCase) -> Set<String>? {
        let empty = subject.document.fields.filter { outcome.columns.contains($0.name) && $0.isNull }
        let isAskedFor = empty.contains {
            needsDecision($0) && !judge.decide($0, facts: facts(of: $0, in: subject)).decision.accepted
        }
        let isSettled = !empty.isEmpty && empty.allSatisfy { $0.decision?.by == .person }
        if isSettled, compiled.isCondition(outcome) { return [] }
        if isAskedFor || isSettled { return nil }
        let isMissing = outcome.columns.contains { subject.document.field($0) == nil }
        return empty.isEmpty && !isMissing ? doubtful(for: outcome, in: subject) : Set(empty.map(\.name))
    }

    /// Rules are asked how much they prove only where the field needs their help: that takes many evaluations.
    private func verdict(
        on field: Field, in subject: DocumentCase, outcomes: [CompiledRules.Outcome], blamed: [Int: Set<String>]
    ) -> (confidence: Confidence, decision: Decision) {
        var facts = facts(of: field, in: subject)
        for (number, outcome) in outcomes.enumerated()
        where blamed[number]?.contains(field.name) == true {
            facts.rules.append(outcome.fact(chance: 1))
        }
        let alone = judge.decide(field, facts: facts)
        guard !alone.decision.accepted else { return alone }
        for outcome in outcomes where outcome.result == .holds && outcome.columns.contains(field.name) {
            let chance = compiled.chanceThatHolds(outcome, withWrong: field, in: subject.document.fields)
            facts.rules.append(outcome.fact(chance: chance))
        }
        return judge.decide(field, facts: facts)
    }

    private func facts(of field: Field, in subject: DocumentCase) -> FieldFacts {
        let comparison = subject.comparisons[field.name]
        return FieldFacts(
            comparison: comparison, outcome: comparison == nil ? subject.document.match?.outcome : .found,
            form: forms[subject.document.form] ?? subject.document.form)
    }

    private func problems(
        of outcomes: [CompiledRules.Outcome], blamed: [Int: Set<String>], in document: Document
    ) -> [Problem] {
        outcomes.enumerated().compactMap { number, outcome in
            guard let fields = blamed[number] else { return nil }
            return Problem(
                field: fields.count == 1 ? fields.first : nil, rule: outcome.rule.that,
                message: outcome.result == .unknown
                    ? unknown(outcome, in: document) : Wording(verbatim: outcome.rule.otherwise))
        }
    }

    /// Names the rule and the fields without which it can't be worked out.
    private func unknown(_ outcome: CompiledRules.Outcome, in document: Document) -> Wording {
        let empty = outcome.columns.filter { document.field($0)?.isNull ?? true }.map(compiled.label)
        if compiled.isCondition(outcome) { return unknownCondition(outcome.rule.name, empty) }
        let rule = (name: outcome.rule.name, otherwise: outcome.rule.otherwise)
        guard !empty.isEmpty else {
            return Wording(
                ja: "規則「\(rule.name)」を計算できません（\(rule.otherwise)）。値を確認してください。",
                en: "the rule \"\(rule.name)\" can't be worked out (\(rule.otherwise)); look at the values")
        }
        return Wording(
            ja: "「\(empty.joined(separator: "」「"))」が空欄のため、規則「\(rule.name)」を確かめられません（\(rule.otherwise)）。",
            en: "the rule \"\(rule.name)\" can't be worked out because \(empty.joined(separator: ", ")) is empty "
                + "(\(rule.otherwise))")
    }
}

extension Decider {
    private func unknownCondition(_ condition: String, _ empty: [String]) -> Wording {
        let ja = empty.isEmpty ? "" : "「\(empty.joined(separator: "」「"))」が空欄のため、"
        let en = empty.isEmpty ? "" : " because \(empty.joined(separator: ", ")) is empty"
        return Wording(
            ja: "\(ja)条件「\(condition)」が成り立つか決まりません。このまま通すと、その処理は行いません。",
            en: "whether \"\(condition)\" holds can't be worked out\(en); let pass, its step is left out")
    }
}

extension Field {
    /// Makes `candidate` the field's value.
    mutating func take(_ candidate: Candidate) {
        value = candidate.value
        text = candidate.text
        proof = candidate.proof
        if !candidates.contains(where: { $0.value == candidate.value }) { candidates.append(candidate) }
    }

    /// NULL to rules.
    fileprivate var isNull: Bool {
        switch value {
        case .none: true
        case .rows(let rows): rows.isEmpty
        case .text, .integer, .flag, .list: false
        }
    }

    fileprivate var isWriting: Bool { FieldTypes.named(type)?.medium == .writing }

    /// Without the candidates that their own proof rules out, where others are left.
    fileprivate func withPossibleCandidatesOnly() -> Field {
        var field = self
        let possible = candidates.filter { $0.proof.problem == nil }
        if !possible.isEmpty { field.candidates = possible }
        return field
    }
}
