internal import Evidence
internal import FieldTypes
internal import Forms
internal import Paperwork
internal import Workflows

/// Settles which of a document's values are proved, from readings, proofs, rules and register together.
struct Decider {
    let judge: Judge
    let book: RuleBook

    /// Decides every field that no person has settled, and names the rules that do not hold as the document's problems.
    func decide(_ subject: inout DocumentCase) {
        guard !subject.isDecided else { return }
        preferProvedCandidates(&subject.document)
        chooseByRules(&subject)
        let outcomes = book.outcomes(of: subject.rules, for: subject.document.fields)
        let blamed = blamed(by: outcomes, in: subject)
        for index in subject.document.fields.indices where needsDecision(subject.document.fields[index]) {
            let field = subject.document.fields[index]
            let verdict = verdict(on: field, in: subject, outcomes: outcomes, blamed: blamed)
            subject.document.fields[index].confidence = verdict.confidence
            subject.document.fields[index].decision = verdict.decision
        }
        subject.document.problems.removeAll { book.isRule($0.rule) }
        subject.document.problems += problems(of: outcomes, blamed: blamed)
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
        let outcomes = book.outcomes(of: subject.rules, for: subject.document.fields)
        let failing = outcomes.filter { $0.result == .fails }
        guard !failing.isEmpty else { return }
        let names = Set(failing.flatMap(\.columns))
        let open = subject.document.fields.filter { names.contains($0.name) && needsDecision($0) && $0.isWriting }
            .map { $0.withPossibleCandidatesOnly() }
        let fields = subject.document.fields
        let choice = CandidateResolver().resolve(open) { assignment in
            book.outcomes(of: subject.rules, for: fields, with: assignment).allSatisfy { $0.result != .fails }
        }
        guard let choice else { return }
        for index in subject.document.fields.indices {
            if let candidate = choice.assignment[subject.document.fields[index].name] {
                subject.document.fields[index].take(candidate)
            }
        }
    }

    /// The fields that a failing rule points at: those that would not pass by themselves, else the least sure one.
    private func blamed(by outcomes: [RuleBook.Outcome], in subject: DocumentCase) -> [Int: Set<String>] {
        var blamed: [Int: Set<String>] = [:]
        for (number, outcome) in outcomes.enumerated() where outcome.result == .fails {
            let verdicts = subject.document.fields.filter { outcome.columns.contains($0.name) && needsDecision($0) }
                .map { (name: $0.name, verdict: judge.decide($0, facts: facts(of: $0, in: subject))) }
            let doubtful = verdicts.filter { !$0.verdict.decision.accepted }.map(\.name)
            let leastSure = verdicts.min { $0.verdict.confidence < $1.verdict.confidence }.map(\.name)
            blamed[number] = Set(doubtful.isEmpty ? leastSure.map { [$0] } ?? [] : doubtful)
        }
        return blamed
    }

    /// Rules are asked how much they prove only where the field needs their help: that takes many evaluations.
    private func verdict(
        on field: Field, in subject: DocumentCase, outcomes: [RuleBook.Outcome], blamed: [Int: Set<String>]
    ) -> (confidence: Confidence, decision: Decision) {
        var facts = facts(of: field, in: subject)
        for (number, outcome) in outcomes.enumerated()
        where outcome.result == .fails && blamed[number]?.contains(field.name) == true {
            facts.rules.append(outcome.fact(chance: 1))
        }
        let alone = judge.decide(field, facts: facts)
        guard !alone.decision.accepted else { return alone }
        for outcome in outcomes where outcome.result == .holds && outcome.columns.contains(field.name) {
            let chance = book.chanceThatHolds(outcome, withWrong: field, in: subject.document.fields)
            facts.rules.append(outcome.fact(chance: chance))
        }
        return judge.decide(field, facts: facts)
    }

    private func facts(of field: Field, in subject: DocumentCase) -> FieldFacts {
        let comparison = subject.comparisons[field.name]
        return FieldFacts(comparison: comparison, outcome: comparison == nil ? subject.document.match?.outcome : .found)
    }

    private func problems(of outcomes: [RuleBook.Outcome], blamed: [Int: Set<String>]) -> [Problem] {
        outcomes.enumerated().filter { $0.element.result == .fails }.map { number, outcome in
            let fields = blamed[number] ?? []
            return Problem(
                field: fields.count == 1 ? fields.first : nil, rule: outcome.rule.that,
                message: Wording(verbatim: outcome.rule.otherwise))
        }
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

    fileprivate var isWriting: Bool { FieldTypes.named(type)?.medium == .writing }

    /// Without the candidates that their own proof rules out, where others are left.
    fileprivate func withPossibleCandidatesOnly() -> Field {
        var field = self
        let possible = candidates.filter { $0.proof.problem == nil }
        if !possible.isEmpty { field.candidates = possible }
        return field
    }
}
