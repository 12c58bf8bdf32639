internal import FieldTypes
internal import Foundation
internal import Paperwork
internal import Robot
internal import Rules
internal import Storage
internal import Workflows

/// Enters a document into another system, once.
///
/// What the store says of an entry decides: one that is done is not tried again, one that was intended is looked for in the
/// other system before anything else.
struct EnterRunner: StepRunner {
    let step: EnterStep
    let number: Int
    let leaving: Leaving
    let workflow: Workflow

    private var store: Store { leaving.robots.store }

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        // What the original entered is not entered again.
        if try store.isRepeat(batch: leaving.batch.id) { return .goOn }
        if let known = try store.entry(ofDocument: subject.document.id, step: number) {
            switch known.state {
            case .done:
                return keep(known.kept, in: &subject)
            case .intended, .inDoubt:
                if let outcome = try resolve(known, &subject) { return outcome }
            case .refused: break
            }
        }
        return try enter(&subject)
    }

    private func enter(_ subject: inout DocumentCase) throws -> StepOutcome {
        let session = try leaving.robots.session(for: step)
        try expectOpen(session.script)
        subject.document.problems.removeAll { $0.rule == rule }
        subject.document.waivers?.removeAll { $0.rule == rule }
        leaving.robots.watchFirst(step)
        let document = subject.document
        let outcome = try session.enter(
            document.fields, facts: facts(of: document), condition: try conditions(session.script, document)
        ) { request in
            try store.intend(record(.intended, document, session, request: request), now: store.now())
        }
        var entry = try store.entry(ofDocument: document.id, step: number) ?? record(.refused, document, session)
        switch outcome {
        case .done(let evidence):
            entry.state = .done
            return try settle(entry, evidence, &subject)
        case .refused(let message, let evidence):
            entry.state = .refused
            entry.message = message
            entry.picture = leaving.robots.keep(evidence.picture, of: document, step: number)
            try store.settle(entry, actor: leaving.robots.worker, now: store.now())
            subject.document.problems.append(Problem(rule: rule, message: refusal(session.script, message)))
            return .wait
        case .unclear(let reason, let evidence):
            entry.picture = leaving.robots.keep(evidence.picture, of: document, step: number)
            return try resolve(entry, &subject, because: reason) ?? .goOn
        }
    }

    /// Looks in the other system whether an intended entry is there. Nil where it is not, and may be tried again.
    private func resolve(
        _ entry: EntryRecord, _ subject: inout DocumentCase, because reason: Wording? = nil
    ) throws -> StepOutcome? {
        let session = try leaving.robots.session(for: step)
        try expectOpen(session.script)
        let document = subject.document
        let outcome = try session.verify(
            document.fields, facts: facts(of: document), condition: try conditions(session.script, document))
        switch outcome {
        case .found(let evidence):
            var entry = entry
            entry.state = .done
            return try settle(entry, evidence, &subject)
        case .absent:
            // What left a moment ago may still be on its way.
            let since = store.now().timeIntervalSince(entry.intended ?? .distantPast)
            guard since > session.script.settling else {
                throw RobotHalt.rests(
                    seconds: session.script.settling - since + 0.05,
                    reason: Wording(
                        ja: "送信した登録が\(session.script.title)に現れるのを待っています。",
                        en: "a request that was sent may still show up in \(session.script.title)"),
                    isOfDocument: false)
            }
            try store.withdraw(entry, actor: leaving.robots.worker, now: store.now())
            guard reason != nil else { return nil }
            throw RobotHalt.rests(
                seconds: session.script.retry,
                reason: reason ?? Wording(verbatim: ""), isOfDocument: true)
        case .unclear(let why):
            var entry = entry
            entry.state = .inDoubt
            try store.settle(entry, actor: leaving.robots.worker, now: store.now())
            subject.document.problems.removeAll { $0.rule == rule }
            subject.document.problems.append(
                Problem(rule: rule, message: doubt(session.script, [reason, why].compactMap { $0 })))
            return .doubt
        }
    }

    private func settle(
        _ entry: EntryRecord, _ evidence: EntryOutcome.Evidence, _ subject: inout DocumentCase
    ) throws -> StepOutcome {
        var entry = entry
        entry.kept = evidence.kept
        entry.picture = leaving.robots.keep(evidence.picture, of: subject.document, step: number) ?? entry.picture
        let now = store.now()
        try store.settle(entry, actor: leaving.robots.worker, now: now)
        leaving.robots.endWatch(step)
        try store.openLane(step.into)
        let pace = try leaving.robots.session(for: step).script.pace
        if pace > 0 { try store.paceLane(step.into, until: now.addingTimeInterval(pace)) }
        return keep(entry.kept, in: &subject)
    }

    /// Takes over what was read back. What the document had already must be the same.
    private func keep(_ kept: [String: String], in subject: inout DocumentCase) -> StepOutcome {
        subject.document.problems.removeAll { $0.rule == rule }
        var outcome = StepOutcome.goOn
        for (name, text) in kept.sorted(by: { $0.key < $1.key }) {
            if let field = subject.document.field(name) {
                guard field.value.plainText.normal != text.normal else { continue }
                let isLetPass = (subject.document.waivers ?? []).contains { $0.rule == readBack && $0.field == name }
                subject.document.problems.removeAll { $0.rule == readBack && $0.field == name }
                subject.document.problems.append(
                    Problem(
                        field: name, rule: readBack,
                        message: Wording(
                            ja: "「\(workflow.label(ofField: name))」が \(step.into) では「\(text)」です（登録済み）。",
                            en:
                                "'\(workflow.label(ofField: name))' reads '\(text)' in \(step.into), where it is entered"
                        )))
                if !isLetPass { outcome = .wait }
            } else {
                var field = Field(
                    name: name, type: FieldTypes.plain.name, value: text.isEmpty ? .none : .text(text), text: text,
                    isOptional: true)
                field.confidence = .certain
                field.decision = Decision(
                    accepted: true,
                    because: Wording(ja: "\(step.into) から読み取り", en: "read back from \(step.into)"))
                subject.document.fields.append(field)
            }
        }
        return outcome
    }

    /// - Throws: `RobotHalt` while the other system is closed, by the clock of the site.
    private func expectOpen(_ script: RobotScript) throws {
        guard let hours = script.hours else { return }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = store.timeZone
        let parts = calendar.dateComponents([.hour, .minute], from: store.now())
        let minute = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        guard !hours.contains(minute) else { return }
        let wait = (hours.lowerBound - minute + 24 * 60) % (24 * 60)
        throw RobotHalt.rests(
            seconds: Double(max(wait, 1) * 60),
            reason: Wording(
                ja: "\(script.title)は受付時間外です。", en: "\(script.title) is closed at this hour"), isOfDocument: false)
    }

    private func record(
        _ state: EntryRecord.State, _ document: Document, _ session: RobotSession, request: String = ""
    ) -> EntryRecord {
        EntryRecord(
            document: document.id, step: number, target: step.into, account: session.account, state: state,
            request: request, script: session.script.sha256, worker: leaving.robots.worker)
    }

    private func facts(of document: Document) -> [String: String] {
        [
            "_document": document.id, "_batch": document.batch, "_file": leaving.batch.file,
            "_pages": document.pages.map { String($0) }.joined(separator: " "),
        ]
    }

    private func conditions(_ script: RobotScript, _ document: Document) throws -> (String) -> Bool {
        let expressions = script.conditions
        guard !expressions.isEmpty else { return { _ in false } }
        let set = try RuleSet(expressions, schema: RuleSchema(workflow))
        set.load(document.fields)
        return { expression in
            expressions.firstIndex(of: expression).map { set.verdicts(rules: [$0])[0] == .holds } ?? false
        }
    }

    private var rule: String { Self.rule(step.into) }

    /// What a problem is called that another system raised.
    static func rule(_ target: String) -> String { "enter:\(target)" }

    private var readBack: String { "read-back:\(step.into)" }

    private func refusal(_ script: RobotScript, _ message: String) -> Wording {
        Wording(
            ja: "\(script.title)が受け付けませんでした: 「\(message.oneLine)」。値を直すか、そのまま通すと、もう一度入力します。",
            en:
                "\(script.title) did not take it: '\(message.oneLine)'; mend a value, or let it pass, and it is entered "
                + "again")
    }

    private func doubt(_ script: RobotScript, _ reasons: [Wording]) -> Wording {
        Wording(
            ja: "\(script.title)に登録されたか分かりません。\(reasons.map(\.ja).joined()) "
                + "相手の画面で確かめ、tema robot settle で答えてください。",
            en:
                "whether it is in \(script.title) is not known: \(reasons.map(\.en).joined(separator: "; ")); look there, and "
                + "answer by tema robot settle")
    }
}

extension String {
    fileprivate var normal: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
