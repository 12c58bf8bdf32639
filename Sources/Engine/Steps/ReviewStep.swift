internal import Paperwork

/// Stops a document for a person unless all of it is proved.
struct ReviewRunner: StepRunner {
    let decider: Decider

    func run(_ subject: inout DocumentCase) throws -> StepOutcome {
        decider.decide(&subject)
        let isProved = subject.document.fields.allSatisfy { $0.decision?.accepted == true }
        return isProved && subject.document.problems.isEmpty ? .goOn : .wait
    }
}
