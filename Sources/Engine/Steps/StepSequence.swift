internal import Evidence
internal import Forms
internal import Paperwork
internal import Rules
internal import Workflows

/// Takes documents through the steps of one job, with its rules kept warm between documents.
final class StepSequence {
    /// Where a document stands after that.
    struct End {
        var document: Document
        /// The step to go on with, from 0, as the job file counts them.
        var nextStep: Int
        /// The lane that its next step takes; nil where it takes none.
        var lane: String?
    }

    private let job: Job
    private let rules: CompiledRules
    private var decider: Decider

    /// - Parameter acceptance: what the workflow's own values have shown.
    /// - throws: `RuleMistake` for an expression that a check of the job file would refuse; `Trouble` where the calibration
    ///   can't be read.
    init(_ job: Job, acceptance: Acceptance) throws {
        self.job = job
        rules = try CompiledRules(job.workflow)
        let names = job.workflow.forms.map { ($0.id, $0.versionedName) }
        decider = Decider(
            judge: Judge(calibration: try .bundled(), policy: job.workflow.policy(acceptance)), compiled: rules,
            forms: Dictionary(names) { first, _ in first })
    }

    /// What it decides by.
    var acceptance: Acceptance { decider.judge.policy.acceptance }

    /// Decides by `acceptance` from now on.
    func use(_ acceptance: Acceptance) {
        decider = Decider(
            judge: Judge(calibration: decider.judge.calibration, policy: job.workflow.policy(acceptance)),
            compiled: rules, forms: decider.forms)
    }

    /// Runs the steps from `step` on until the document is done, rejected, or waits for a person.
    ///
    /// - Parameter read: runs the read steps; nil where the document was read before, and none lies ahead.
    /// - Parameter leaving: what documents leave by; nil where they are only tried out: those steps are passed over.
    /// - throws: `DocumentFault` where a page of it can't be read; `Trouble` where something outside it is wrong;
    ///   `RobotHalt` where another system can't be entered.
    func run(
        _ document: Document, from step: Int, read: (any StepRunner)?, leaving: Leaving? = nil,
        files: inout OpenFiles, clock: inout StageClock
    ) throws -> End {
        var subject = DocumentCase(document)
        // It came here proved, by facts that are not asked for again.
        subject.isDecided = job.workflow.steps.indices.contains(step) && job.workflow.steps[step].isLeaving
        subject.document.forgetReconciling(job.workflow.steps[min(step, job.workflow.steps.count)...])
        subject.rules = job.workflow.checkRuleNumbers(ofSteps: 0..<step)
        for (number, action) in job.workflow.steps.enumerated() where number >= step {
            let outcome: StepOutcome
            switch rules.verdict(on: action, for: subject.document.fields) {
            case .fails: continue
            case .unknown where subject.document.isLetPass(action.when):
                // A person looked: what may have to be reviewed is, what can't be known to apply is left out.
                guard case .review = action.action else { continue }
                outcome =
                    try runner(for: action, number: number, read: read)?
                    .run(&subject, files: &files, clock: &clock) ?? .goOn
            case .unknown:
                subject.openConditions.append(contentsOf: [action.when].compactMap { $0 })
                subject.isDecided = false
                outcome = .wait
            case .holds:
                if case .fill(let fill) = action.action {
                    outcome = try self.fill(fill, leaving, &subject, files: &files, clock: &clock)
                } else if let lane = action.lane {
                    outcome = try leave(
                        action, into: lane, number, leaving, isFirst: number == step, &subject, files: &files,
                        clock: &clock)
                } else {
                    outcome =
                        try runner(for: action, number: number, read: read)?
                        .run(&subject, files: &files, clock: &clock) ?? .goOn
                }
            }
            if outcome != .goOn { return try end(&subject, outcome, at: number, files: &files, clock: &clock) }
        }
        return try end(&subject, .goOn, at: job.workflow.steps.count, files: &files, clock: &clock)
    }

    private func runner(for step: Step, number: Int, read: (any StepRunner)?) throws(Trouble) -> (any StepRunner)? {
        switch step.action {
        case .read: read
        case .check: CheckRunner(rules: job.workflow.checkRuleNumbers(ofSteps: number..<number + 1))
        case .reconcile(let reconcile): ReconcileRunner(step: reconcile, register: try job.register(reconcile))
        case .review(let review): ReviewRunner(decider: decider, step: review)
        case .export: ExportRunner()
        case .enter, .handOver, .fill: nil
        }
    }

    /// Only what is proved is drawn.
    private func fill(
        _ step: FillStep, _ leaving: Leaving?, _ subject: inout DocumentCase, files: inout OpenFiles,
        clock: inout StageClock
    ) throws -> StepOutcome {
        guard let leaving else { return .goOn }
        let proved = try ReviewRunner(decider: decider).run(&subject, files: &files, clock: &clock)
        guard proved == .goOn else { return proved }
        return try FillRunner(step: step, leaving: leaving, workflow: job.workflow)
            .run(&subject, files: &files, clock: &clock)
    }

    /// Only what is proved is entered, in a claim of its own: what was read is on the disk by then.
    private func leave(
        _ step: Step, into lane: String, _ number: Int, _ leaving: Leaving?, isFirst: Bool,
        _ subject: inout DocumentCase,
        files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        guard let leaving else { return .goOn }
        if isFirst, leaving.lane == lane {
            let runner: (any StepRunner)? =
                switch step.action {
                case .enter(let enter):
                    EnterRunner(step: enter, number: number, leaving: leaving, workflow: job.workflow)
                case .handOver(let step): HandOverRunner(step: step, number: number, leaving: leaving)
                default: nil
                }
            return try runner?.run(&subject, files: &files, clock: &clock) ?? .goOn
        }
        // A person has answered what stood there.
        if isFirst { subject.document.problems.removeAll { $0.rule == EnterRunner.rule(lane) } }
        let proved = try ReviewRunner(decider: decider).run(&subject, files: &files, clock: &clock)
        return proved == .goOn ? .queue(lane: lane) : proved
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
            case .queue: .queued
            case .doubt: .inDoubt
            }
        let lane: String? = if case .queue(let lane) = outcome { lane } else { nil }
        return End(document: subject.document, nextStep: number, lane: lane)
    }
}

extension Document {
    /// Takes away what reconcile steps among `steps` brought, which will run again: by what a person has settled since,
    /// they may find another record. What a person settled stays.
    ///
    /// What the record made of readings is forgotten too: they are again what was read best.
    fileprivate mutating func forgetReconciling(_ steps: ArraySlice<Step>) {
        let again = steps.compactMap { if case .reconcile(let step) = $0.action { step } else { nil } }
        guard !again.isEmpty else { return }
        let filled = Set(again.flatMap(\.fill).map(\.field))
        match = nil
        problems.removeAll { $0.rule == ReconcileRunner.rule }
        fields.removeAll { filled.contains($0.name) && $0.decision?.by != .person }
        for index in fields.indices where fields[index].decision?.by != .person {
            if let best = fields[index].candidates.first { fields[index].take(best) }
        }
    }

    /// Whether a person let it pass that a step's condition can't be worked out.
    fileprivate func isLetPass(_ condition: String?) -> Bool {
        condition.map { condition in (waivers ?? []).contains { $0.rule == condition } } ?? false
    }
}
