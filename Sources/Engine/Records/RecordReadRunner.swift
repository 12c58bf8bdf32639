internal import FieldTypes
internal import Forms
internal import Foundation
internal import JapaneseText
internal import Paperwork
internal import Storage
internal import Workflows

/// Takes a document's fields from its row of a CSV file or a spreadsheet. What is there was typed by its writer, so a value
/// that its own proof allows is accepted; any other waits for a person.
struct RecordReadRunner: StepRunner {
    let file: RecordFile
    let workflow: Workflow
    let intake: RecordIntake

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        let row = (subject.document.pages.first ?? 1) - 1
        guard file.rows.indices.contains(row) else {
            throw DocumentFault(reason: Wording(ja: "行がありません。", en: "its row is not there"))
        }
        subject.document.fields = []
        let definitions = workflow.forms.first { $0.id == intake.form }?.fields ?? []
        for definition in definitions {
            subject.document.fields.append(field(definition, row: row, in: subject.document))
        }
        subject.isDecided = false
        return .goOn
    }

    private func field(_ definition: FieldDefinition, row: Int, in document: Document) -> Field {
        let heading = intake.columns[definition.name]
        let text =
            heading.map { file.cell($0, row: row) }
            ?? file.cell(definition.label, row: row) ?? file.cell(definition.name, row: row)
        var field = Field(
            name: definition.name, type: definition.type, value: .none, text: text ?? "",
            isOptional: definition.isOptional, isSensitive: definition.isSensitive)
        let typed = TypedValue(field, form: intake.form, in: workflow)
        let candidate = typed.candidate((text ?? "").trimmingCharacters(in: .whitespacesAndNewlines), in: document)
        field.take(candidate)
        field.candidates = [candidate]
        let isWhole = candidate.proof.problem == nil && (!candidate.value.isEmpty || field.isOptional)
        guard isWhole, ControlCharacters.first(in: text ?? "") == nil else { return field }
        field.confidence = .certain
        field.decision = Decision(
            accepted: true,
            because: Wording(
                ja: "取り込んだファイルの\(row + 2)行目の値", en: "the value of line \(row + 2) of the file that came in"))
        return field
    }
}

extension BatchSplitter {
    /// Each row is one document: what a page is to a scan.
    func splitRecords(_ task: SplitTask, form: String) -> SplitResult {
        var result = SplitResult(
            batch: task.batch.id, pages: [], documents: [], openDocument: nil, nextPage: task.lastPage + 1)
        for number in task.nextPage..<max(task.nextPage, task.lastPage + 1) {
            let document = Document(
                id: "\(task.batch.id)-\(number)", batch: task.batch.id, form: form, pages: [number])
            result.documents.append(document)
            result.pages.append(
                PageRecord(page: Page(number: number, outcome: .document(id: document.id, formPage: 1))))
        }
        return result
    }
}
