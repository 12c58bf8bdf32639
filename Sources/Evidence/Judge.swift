package import Paperwork

/// Decides per field whether its value is proved enough to pass unseen.
///
/// The posterior odds that the value is right are `p/(1 − p) × Π 1/chance`: `p` is the calibrated chance of the reading,
/// and each independent proof that holds (the type's own, a rule, the register, a second recogniser) multiplies the odds
/// by how rarely it would hold for a wrong value. A value passes if the remaining chance of error is within the budget.
/// Whatever the odds, a failed proof, a failed rule, a record that says otherwise or a doubtful reading goes to a person.
package struct Judge: Sendable {
    package let calibration: Calibration
    /// What the workflow allows, and what its own values have shown.
    package let policy: AcceptancePolicy

    package init(calibration: Calibration, policy: AcceptancePolicy) {
        self.calibration = calibration
        self.policy = policy
    }

    /// A judge who knows nothing of the workflow's own values.
    ///
    /// - Parameter errorBudget: the chance of a wrong value tolerated per accepted field, between 0 and 1.
    package init(calibration: Calibration, errorBudget: Double) {
        self.init(calibration: calibration, policy: AcceptancePolicy(budget: errorBudget))
    }

    /// The chance that `field.value` is right, and whether it passes, with the reason in one sentence.
    package func decide(_ field: Field, facts: FieldFacts) -> (confidence: Confidence, decision: Decision) {
        let reading = readingChance(of: field)
        let evidence = evidence(for: field, facts: facts)
        let chance = posterior(reading, evidence.map(\.item), triedCandidates: rank(of: field) + 1)
        var value = GradedValue(
            document: "", form: facts.form, field: field.name, type: field.type,
            reader: field.readings.first?.recogniser ?? "", ground: ground(of: field, evidence), error: 1 - chance,
            isWrong: false)
        if let objection = objection(to: field, facts: facts) {
            // What stands against a value makes every figure that speaks for it void.
            value.ground = .contradicted
            return (
                Confidence(min(chance, 0.5)),
                Decision(accepted: false, because: objection, basis: policy.basis(of: value))
            )
        }
        let (error, most, stop) = policy.allowance(for: value)
        let words = JudgeWords(error: error, budget: most ?? policy.budget(ofField: field.name))
        let accepted = most.map { error <= $0 } ?? false
        let because =
            if accepted {
                words.accepted(evidence.map(\.item), isEmpty: field.value.isEmpty)
            } else if let stop {
                stop.because
            } else if most == nil {
                words.untested(isEmpty: field.value.isEmpty)
            } else {
                words.unproved(evidence.map(\.item), isEmpty: field.value.isEmpty)
            }
        return (
            Confidence(1 - error), Decision(accepted: accepted, because: because, basis: policy.basis(of: value))
        )
    }

    private func ground(of field: Field, _ evidence: [(item: EvidenceItem, ground: Ground)]) -> Ground {
        if field.value.isEmpty { return .empty }
        return Ground.allCases.first { ground in evidence.contains { $0.ground == ground } } ?? .reading
    }

    /// How often a wrong value would be printed at another place too, and found there by another way: an assumption on the
    /// high side.
    static let foundTwiceByChance = 0.02

    /// Posterior chance of a value after `evidence`, for a value that was chosen as the best of `triedCandidates` that
    /// the evidence allows: each one tried is one more wrong value that could have passed.
    private func posterior(_ prior: Double, _ evidence: [EvidenceItem], triedCandidates: Int) -> Double {
        let chance = evidence.reduce(1) { $0 * min(1, max(1e-12, $1.chance)) }
        let passing = min(1, chance * Double(triedCandidates))
        let right = prior
        let wrong = (1 - prior) * passing
        return right + wrong > 0 ? right / (right + wrong) : 0
    }

    private func evidence(for field: Field, facts: FieldFacts) -> [(item: EvidenceItem, ground: Ground)] {
        var evidence: [(item: EvidenceItem, ground: Ground)] = []
        if field.value.isEmpty {
            // One of them: rules that speak of the same amounts are no two witnesses of what is not there.
            let rule = facts.rules.filter { $0.result == .holds && $0.chance < 1 }.min { $0.chance < $1.chance }
            return rule.map { [(EvidenceItem(name: JudgeWords.rule($0.name), chance: $0.chance), .rule)] } ?? []
        }
        if case .holds(let name, let chance) = field.proof {
            evidence.append((EvidenceItem(name: name, chance: chance), .check))
        }
        evidence += facts.rules.filter { $0.result == .holds && $0.chance < 1 }
            .map { (EvidenceItem(name: JudgeWords.rule($0.name), chance: $0.chance), .rule) }
        if facts.outcome == .found, let comparison = facts.comparison, comparison.agrees {
            evidence.append((EvidenceItem(name: JudgeWords.register, chance: comparison.chance), .register))
        }
        if field.found?.isFoundTwice == true, rank(of: field) == 0 {
            evidence.append((EvidenceItem(name: JudgeWords.foundTwice, chance: Self.foundTwiceByChance), .second))
        }
        if rank(of: field) == 0, let chance = SecondReading.chance(in: field, calibration: calibration) {
            // Where it was measured how often both are right, that is the reading's own chance.
            let isMeasured =
                SecondReading.agreed(in: field, alone: aloneChance(of: field), calibration: calibration) != nil
            evidence.append((EvidenceItem(name: JudgeWords.secondReading, chance: isMeasured ? 1 : chance), .second))
        }
        return evidence
    }

    /// What sends the value to a person whatever the odds; nil where nothing does.
    private func objection(to field: Field, facts: FieldFacts) -> Wording? {
        if let doubt = field.readings.lazy.compactMap(\.doubt).first { return JudgeWords.doubtful(doubt) }
        if let problem = field.proof.problem { return problem.message }
        if let rule = facts.rules.first(where: { $0.result == .fails }) { return rule.otherwise }
        if field.value.isEmpty {
            guard field.text.isEmpty else { return JudgeWords.noNormalForm(field.text) }
            guard field.isOptional else { return JudgeWords.missing }
        }
        if let rule = facts.rules.first(where: { $0.result == .unknown }) {
            return JudgeWords.cannotBeWorkedOut(rule.name, isEmpty: field.value.isEmpty)
        }
        if field.value.isEmpty { return nil }
        if facts.outcome == .found, let comparison = facts.comparison, !comparison.agrees {
            return JudgeWords.differs(from: field.isSensitive ? nil : comparison.registered)
        }
        return nil
    }

    /// The calibrated chance that the reading behind `field.value` is right, before any proof.
    ///
    /// A value that was chosen below the best candidate starts from what the best one leaves over, shared among the
    /// other candidates by their scores.
    private func readingChance(of field: Field) -> Double {
        guard let reading = field.readings.first else { return 0 }
        // What two read alike at a place that is not the field's is wrong all the same.
        let place = field.found?.chanceOfPlace ?? 1
        let alone = aloneChance(of: field)
        let best = alone * place
        let rank = rank(of: field)
        let agreed =
            rank == 0 ? SecondReading.agreed(in: field, alone: alone, calibration: calibration).map { $0 * place } : nil
        let adjusted = SecondReading.contradicted(agreed ?? best, in: field, calibration: calibration)
        guard rank > 0 else { return isSeen(field.text, by: reading, in: field) ? adjusted : min(adjusted, 1 - best) }
        let others = field.candidates.dropFirst().reduce(0) { $0 + max($1.score, 0) }
        let share = rank < field.candidates.count ? max(field.candidates[rank].score, 0) / max(others, 1e-9) : 0
        return (1 - best) * min(1, share)
    }

    /// The calibrated chance of the first reading, whatever others say and wherever it stands.
    private func aloneChance(of field: Field) -> Double {
        guard let reading = field.readings.first else { return 0 }
        let kind = Calibration.kind(
            ofType: field.type, text: field.text, isEmpty: field.text.isEmpty && field.value.isEmpty)
        return calibration.chance(recogniser: reading.recogniser, kind: kind, raw: reading.confidence)
    }

    /// Whether the value's text is what the reading says, or the value is made of several readings; else it is an alternative
    /// that leads since what the reading says can't be.
    private func isSeen(_ text: String, by reading: Reading, in field: Field) -> Bool {
        func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        return squeezed(text) == squeezed(reading.text)
            || !field.candidates.dropFirst().contains { squeezed($0.text) == squeezed(reading.text) }
    }

    /// The place of the value among the candidates, from 0; their count where it is none of them.
    private func rank(of field: Field) -> Int {
        guard !field.candidates.isEmpty else { return 0 }
        return field.candidates.firstIndex { $0.value == field.value } ?? field.candidates.count
    }
}

extension FoundValue {
    /// The chance that what is looked for stands where it was found, between 0 and 1: a single label proves little, as the
    /// same word may stand beside another value; a second way that leads to the same place makes that rarer. Assumptions on
    /// the low side.
    var chanceOfPlace: Double { agreeing.isEmpty && isRemembered != true ? 0.9 * score : 0.98 }
}
