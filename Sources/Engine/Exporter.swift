internal import Delivery
internal import Foundation
internal import Paperwork
internal import Storage
internal import Workflows

/// Writes the files of a batch's export steps.
struct Exporter {
    let job: Job
    let place: Workplace

    /// One record per file; documents that are not done are left out.
    ///
    /// - throws: `Trouble` where a file can't be written, or the encoding lacks a character and the step says `fail`.
    func export(_ documents: [Document], of task: FinishTask) throws -> [ExportRecord] {
        let done = documents.filter { $0.state == .done }
        return try job.exports.map { number, step in
            let rows = done.map { document in step.columns.map { cell($0.field, of: document, in: task.batch) } }
            let name = FileNameTemplate(step.file).expanded(
                workflow: job.workflow.id, batch: task.batch.id, at: task.received)
            let file = place.outbox.appending(path: name)
            let written = try CSVFile(
                header: step.columns.map(\.header), rows: rows, encoding: step.encoding, unencodable: step.unencodable
            ).write(to: file)
            return ExportRecord(step: number, path: name, rows: rows.count, sha256: written.sha256)
        }
    }

    private func cell(_ name: String, of document: Document, in batch: Batch) -> FieldValue {
        switch name {
        case "_document": .text(document.id)
        case "_batch": .text(batch.id)
        case "_file": .text(batch.file)
        case "_pages": .text(document.pages.map(String.init).joined(separator: " "))
        default: document.field(name)?.value ?? .none
        }
    }
}
