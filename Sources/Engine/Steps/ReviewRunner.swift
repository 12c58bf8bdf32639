internal import Paperwork
internal import Workflows

/// Stops a document for a person unless all of it is proved.
struct ReviewRunner: StepRunner {
    let decider: Decider
    /// Nil at the end of the steps, where no step asks for more than proof.
    var step: ReviewStep?

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        try clock.measure(.decide) { try run(&subject) }
    }

    private func run(_ subject: inout DocumentCase) throws -> StepOutcome {
        if let step {
            subject.review = step
            subject.isDecided = false
        }
        decider.decide(&subject)
        let isProved = subject.document.fields.allSatisfy { $0.decision?.accepted == true }
        return isProved && subject.document.openProblems.isEmpty ? .goOn : .wait
    }
}

extension ReviewStep {
    /// Why a value is not accepted unseen although it is proved; nil where nothing more than proof is asked for.
    func secondLook(at field: Field) -> Decision? {
        guard secondPerson.contains(field.name) else { return nil }
        return Decision(
            accepted: false,
            because: Wording(
                ja: "必ず2人で確認する項目です（担当: \(by)）。", en: "Two persons are to look at this field (\(by))."))
    }
}
