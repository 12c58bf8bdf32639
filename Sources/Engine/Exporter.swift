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
            let values = OutputName.Values(moment: task.received, batch: task.batch.id, workflow: job.workflow.id)
            let file = try OutputName.place(step.file, values, in: place.outbox)
            let rows = done.map { document in
                step.columns.map { cell($0.field, of: document, in: task.batch).plainText }
            }
            do throws(CSVFailure) {
                let report = try CSVFile.write(
                    rows: rows, header: step.columns.map(\.header), encoding: step.encoding,
                    unencodable: step.unencodable, to: file)
                try list(report.misfits, beside: file)
            } catch {
                throw error.trouble
            }
            return ExportRecord(
                step: number, path: file.lastPathComponent, rows: rows.count, sha256: try SHA256.digest(ofFile: file))
        }
    }

    /// Lists the characters that the encoding lacked, with their places, in a file beside the export.
    private func list(_ misfits: [CSVFile.Misfit], beside file: URL) throws(CSVFailure) {
        let name = file.deletingPathExtension().lastPathComponent + "-外字.csv"
        let target = file.deletingLastPathComponent().appending(path: name)
        guard !misfits.isEmpty else {
            try? FileManager.default.removeItem(at: target)
            return
        }
        try CSVFile.write(
            rows: misfits.map { [String($0.cell.row), $0.cell.column, String($0.character)] },
            header: ["行", "列", "文字"], encoding: .utf8BOM, unencodable: .geta, to: target)
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
