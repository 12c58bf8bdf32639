internal import Delivery
internal import Forms
internal import Foundation
internal import Paperwork
internal import Robot
internal import Workflows

/// Draws a proved document's values onto blank forms: one PDF in the outbox. Done again, it writes the same file.
struct FillRunner: StepRunner {
    let step: FillStep
    let leaving: Leaving
    let workflow: Workflow

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        let document = subject.document
        let values = Dictionary(document.fields.map { ($0.name, $0.value) }) { first, _ in first }
        let name = try RecordValues(
            document.fields, facts: ["_document": document.id, "_batch": document.batch, "_file": leaving.batch.file],
            secrets: [:]
        ).text(step.into)
        let templates = try step.forms.map { try Self.template($0) }
        let folder = leaving.robots.dataFolder.outbox.appending(path: workflow.id)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: Self.fileName(name))
        // Whole, or not there.
        let part = folder.appending(path: ".\(document.id).part")
        if step.isCoded { try FilledRecords(leaving.robots.dataFolder).keep(values, as: document.id) }
        let misfits = try FilledBlank(templates).write(values, id: step.isCoded ? document.id : nil, to: part)
        guard rename(part.path, file.path) == 0 else {
            throw Self.unusable(file, Wording(verbatim: String(cString: strerror(errno))))
        }
        return misfits.reduce(StepOutcome.goOn) { outcome, misfit in note(misfit, &subject) ? .wait : outcome }
    }

    private static func template(_ file: URL) throws -> FormTemplate {
        let checked = TemplateReader.read(file)
        guard let template = checked.value, checked.diagnostics.isEmpty else {
            throw unusable(
                file,
                checked.diagnostics.first.map { Wording(ja: $0.text(in: .ja), en: $0.text(in: .en)) }
                    ?? Wording(verbatim: ""))
        }
        return template
    }

    private static func unusable(_ file: URL, _ reason: Wording) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(file.lastPathComponent)」を使えません（\(reason.ja)）。",
                en: "\(file.lastPathComponent) can't be used (\(reason.en))"),
            remedy: Wording(ja: "様式ファイルと出力先を確かめてください。", en: "check the template and the outbox"))
    }

    /// Whether a person has to look.
    private func note(_ misfit: FilledBlank.Misfit, _ subject: inout DocumentCase) -> Bool {
        let rule = "fill:\(misfit.form)"
        if (subject.document.waivers ?? []).contains(where: { $0.rule == rule && $0.field == misfit.field }) {
            return false
        }
        subject.document.problems.removeAll { $0.rule == rule && $0.field == misfit.field }
        let label = workflow.label(ofField: misfit.field)
        subject.document.problems.append(
            Problem(
                field: misfit.field, rule: rule,
                message: Wording(
                    ja: "様式「\(misfit.form)」に「\(label)」を印字できません。\(misfit.reason.ja)",
                    en: "'\(label)' can't be drawn on the form '\(misfit.form)': \(misfit.reason.en)")))
        return true
    }

    private static func fileName(_ text: String) -> String {
        let name = text.filter { !"/\\:\0".contains($0) && !$0.isNewline }.drop { $0 == "." }
        return name.lowercased().hasSuffix(".pdf") ? String(name) : "\(name).pdf"
    }
}
