internal import Evidence
internal import Paperwork
internal import Workflows

/// One document on its way through the steps, with what the steps found out so far.
struct DocumentCase {
    var document: Document
    /// The rules of the check steps passed so far, by their numbers among the workflow's rules.
    var rules: [Int] = []
    /// The last reconcile step's comparison of each field.
    var comparisons: [String: FieldFacts.RegisterComparison] = [:]
    /// Conditions of steps that could not be worked out.
    var openConditions: [String] = []
    /// The review step that applies to it.
    var review: ReviewStep?
    /// Whether the decisions stand for the document as it is now.
    var isDecided = false

    init(_ document: Document) { self.document = document }
}

/// Where a document goes after a step.
enum StepOutcome: Hashable {
    case goOn
    case wait
    case reject
    /// Its next step is taken in a claim of its own, by a worker that is in this lane.
    case queue(lane: String)
    /// A person says what became of it.
    case doubt
}

/// One kind of step, as a worker runs it.
protocol StepRunner {
    /// - throws: `DocumentFault` where a page of it can't be read, `Trouble` where something outside the document is wrong;
    ///   what is wrong with its values becomes its problems.
    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome
}
