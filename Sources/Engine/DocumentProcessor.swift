internal import Evidence
internal import FieldTypes
internal import Forms
internal import Foundation
internal import Paperwork
internal import Recognition
internal import Registers
internal import Rules
internal import Storage
internal import Workflows

/// Takes one job's documents through its steps, with recognisers and rules kept warm between documents.
final class DocumentProcessor {
    /// Where a document stands after a worker had it.
    struct End {
        var document: Document
        /// The step to go on with, from 0, as the job file counts them.
        var nextStep: Int
    }

    private let job: Job
    private let dataFolder: DataFolder
    private let reader: DocumentReader
    private let rules: CompiledRules
    private let decider: Decider
    private let others: OtherForms

    init(job: Job, dataFolder: DataFolder, recognisers: Recognisers, others: OtherForms) throws {
        self.job = job
        self.others = others
        self.dataFolder = dataFolder
        reader = DocumentReader(library: job.library, recognisers: recognisers)
        rules = try CompiledRules(job.workflow)
        decider = Decider(judge: Judge(calibration: try .bundled(), errorBudget: job.errorBudget), compiled: rules)
    }

    /// Looks at the next pages of a batch and sorts them into documents.
    ///
    /// - Parameter openPages: those of the document that the pages before left unfinished.
    func split(
        _ task: SplitTask, openPages: [PageRecord], files: inout OpenFiles, clock: inout StageClock
    ) throws -> SplitResult {
        try BatchSplitter(job: job, dataFolder: dataFolder, others: others).split(
            task, openPages: openPages, files: &files, clock: &clock)
    }

    /// Writes the files of a batch's export steps.
    func export(_ task: FinishTask, from store: Store, worker: String) throws -> [ExportRecord] {
        try Exporter(job: job, dataFolder: dataFolder, store: store).export(task, worker: worker)
    }

    /// Runs the steps from `task.step` on until the document is done, rejected, or waits for a person.
    ///
    /// - throws: `DocumentFault` where a page of it can't be read; `Trouble` where something outside it is wrong.
    func advance(
        _ task: DocumentTask, pages: [PageRecord], files: inout OpenFiles, clock: inout StageClock
    ) throws -> End {
        var subject = DocumentCase(task.document)
        subject.rules = job.workflow.checkRuleNumbers(ofSteps: 0..<task.step)
        for (number, step) in job.workflow.steps.enumerated() where number >= task.step {
            let outcome: StepOutcome
            switch rules.verdict(on: step, for: subject.document.fields) {
            case .fails: continue
            case .unknown:
                subject.openConditions.append(contentsOf: [step.when].compactMap { $0 })
                subject.isDecided = false
                outcome = .wait
            case .holds:
                outcome = try runner(for: step, number: number, of: task, pages: pages)
                    .run(&subject, files: &files, clock: &clock)
            }
            if outcome != .goOn { return try end(&subject, outcome, at: number, files: &files, clock: &clock) }
        }
        return try end(&subject, .goOn, at: job.workflow.steps.count, files: &files, clock: &clock)
    }

    private func runner(
        for step: Step, number: Int, of task: DocumentTask, pages: [PageRecord]
    ) throws(Trouble) -> any StepRunner {
        switch step.action {
        case .read: ReadRunner(scan: ScanPages(task: task, dataFolder: dataFolder, pages: pages), reader: reader)
        case .check: CheckRunner(rules: job.workflow.checkRuleNumbers(ofSteps: number..<number + 1))
        case .reconcile(let reconcile): ReconcileRunner(step: reconcile, register: try job.register(reconcile))
        case .review(let review): ReviewRunner(decider: decider, step: review)
        case .export: ExportRunner()
        }
    }

    /// A document that reaches the end of its steps passes only if all of it is proved, also where the job file has no
    /// review step.
    private func end(
        _ subject: inout DocumentCase, _ outcome: StepOutcome, at number: Int, files: inout OpenFiles,
        clock: inout StageClock
    ) throws -> End {
        var outcome = outcome
        if outcome == .goOn {
            outcome = try ReviewRunner(decider: decider).run(&subject, files: &files, clock: &clock)
        } else {
            clock.measure(.decide) { decider.decide(&subject) }
        }
        subject.document.state =
            switch outcome {
            case .goOn: .done
            case .wait: .review
            case .reject: .rejected
            }
        return End(document: subject.document, nextStep: number)
    }
}
