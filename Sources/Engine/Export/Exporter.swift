internal import Delivery
package import Foundation
package import Paperwork
internal import Rules
internal import Storage
package import Workflows

/// Writes the files of a batch's export steps, each with its manifest beside it.
///
/// A crash before the store knows of a file leaves nothing wrong: the next attempt writes the same names anew.
struct Exporter {
    let job: Job
    let place: Workplace
    let store: Store

    /// One record per file; documents that are not done are left out. Memory does not grow with the batch.
    ///
    /// - throws: `Trouble` where a file can't be written, or the encoding lacks a character and the step says `fail`.
    func export(_ task: FinishTask) throws -> [ExportRecord] {
        let rules = try RuleBook(job.workflow)
        return try job.exports.map { number, step in
            let file = try job.file(of: step, batch: task.batch.id, received: task.received, in: place.outbox)
            do {
                let content = try write(step, of: task.batch, to: file) { document in
                    rules.verdict(on: job.workflow.steps[number], for: document.fields) == .holds
                }
                let manifest = try manifest(of: file, content, step, task)
                try JSONFile.write(
                    manifest,
                    to: file.deletingLastPathComponent().appending(path: ExportManifest.name(of: manifest.file)))
                return ExportRecord(step: number, path: manifest.file, rows: manifest.rows, sha256: manifest.sha256)
            } catch let failure as CSVFailure {
                throw failure.trouble
            }
        }
    }

    /// What a manifest says of the rows.
    private struct Content {
        var sums: ColumnSums
        var documents: [String: Int] = [:]
        var rows = 0
        var leftOut = 0
    }

    /// - Parameter belongs: whether the step's condition lets a document into the file.
    private func write(
        _ step: ExportStep, of batch: Batch, to file: URL, where belongs: (Document) -> Bool
    ) throws -> Content {
        let headers = step.columns.map(\.header)
        var content = Content(sums: ColumnSums(headers: headers))
        let stream = try CSVStream(
            header: headers, encoding: step.encoding, unencodable: step.unencodable, to: file)
        try store.forEachDocument(inBatch: batch.id) { document in
            content.documents[document.state.rawValue, default: 0] += 1
            guard document.state == .done else { return }
            guard belongs(document) else {
                content.leftOut += 1
                return
            }
            let row = step.columns.map { cell($0.field, of: document, in: batch) }
            content.sums.add(row)
            try stream.append(row.map(\.plainText))
        }
        let report = try stream.finish()
        content.rows = report.rows
        try list(report.misfits, beside: file)
        return content
    }

    private func manifest(
        of file: URL, _ content: Content, _ step: ExportStep, _ task: FinishTask
    ) throws -> ExportManifest {
        let batch = task.batch
        let nothing = PageCount(scanned: batch.pageCount, inDocuments: 0, blank: 0, setAside: 0, waiting: 0)
        let count = try store.pageCount(batch.id) ?? nothing
        let bytes = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
        return ExportManifest(
            file: file.lastPathComponent, sha256: try SHA256.digest(ofFile: file), bytes: bytes ?? 0,
            rows: content.rows, sums: content.sums.byHeader, encoding: step.encoding.rawValue,
            batch: ExportManifest.BatchFile(id: batch.id, file: batch.file, sha256: batch.sha256),
            pages: ExportManifest.Pages(
                scanned: count.scanned, inDocuments: count.inDocuments, blank: count.blank, setAside: count.setAside),
            documents: content.documents, leftOut: content.leftOut, workflow: job.workflow.id,
            workflowVersion: task.workflowVersion,
            written: Date().formatted(.iso8601))
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

extension Job {
    /// Where an export step writes.
    ///
    /// - Parameters:
    ///   - batch: the id of the batch that is exported.
    ///   - received: when the batch came in.
    package func file(of step: ExportStep, batch: String, received: Date, in outbox: URL) throws(Trouble) -> URL {
        let values = OutputName.Values(moment: received, batch: batch, workflow: workflow.id)
        return try OutputName.place(step.file, values, in: outbox)
    }
}
