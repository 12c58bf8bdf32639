internal import Paperwork

/// Adds its rules to those that the document must keep; they are weighed when the document is decided, together with all
/// that the other steps found out.
struct CheckRunner: StepRunner {
    /// By their numbers among the workflow's rules.
    let rules: [Int]

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        subject.rules += rules
        subject.isDecided = false
        return .goOn
    }
}
