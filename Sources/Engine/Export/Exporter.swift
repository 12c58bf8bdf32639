internal import Delivery
package import Foundation
package import Paperwork
internal import Rules
package import Storage
package import Workflows

/// Writes the files of a batch's export steps, each with its manifest beside it.
///
/// A crash before the store knows of a file leaves nothing wrong: the next attempt writes the same names anew.
struct Exporter {
    let job: Job
    let dataFolder: DataFolder
    let store: Store

    /// One record per file; documents that are not done are left out. A batch without documents gets no file. Memory does
    /// not grow with what is exported.
    ///
    /// - Parameter worker: who holds the claim.
    /// - throws: `Trouble` where a file can't be written, or the encoding lacks a character and the step says `fail`;
    ///   `LostClaim`.
    func export(_ task: FinishTask, worker: String) throws -> [ExportRecord] {
        guard !job.exports.isEmpty, try store.progress(task.batch.id)?.documents.isEmpty == false else { return [] }
        let names = try ExportNames(of: task.batch.id, in: dataFolder.outbox, store: store)
        let rules = try CompiledRules(job.workflow)
        return try job.exports.map { number, step in
            do {
                return try export(step, number: number, task, names, worker: worker) { document in
                    rules.verdict(on: job.workflow.steps[number], for: document.fields) == .holds
                }
            } catch let failure as CSVFailure {
                throw failure.trouble
            }
        }
    }

    /// - Parameter belongs: whether the step's condition lets a document into the file.
    private func export(
        _ step: ExportStep, number: Int, _ task: FinishTask, _ names: ExportNames, worker: String,
        where belongs: (Document) -> Bool
    ) throws -> ExportRecord {
        let place = try job.file(
            of: step, batch: task.batch.id, received: task.received, timeZone: dataFolder.timeZone,
            in: dataFolder.outbox)
        let headers = step.columns.map(\.header)
        let stream = try CSVStream(header: headers, encoding: step.encoding, unencodable: step.unencodable, to: place)
        let account = try write(step, of: task, to: stream, where: belongs)
        let content = try stream.close()
        let wanted = ExportNames.Wanted(
            step: number, part: task.exportRule == .parts ? task.part : 0, place: place, namesBatch: step.namesBatch)
        let name = try names.place(stream, sha256: content.sha256, as: wanted, worker: worker)
        let file = place.deletingLastPathComponent().appending(path: name)
        try list(content.report.misfits, beside: file)
        try JSONFile.write(
            try manifest(of: file, content, account, step, task),
            to: file.deletingLastPathComponent().appending(path: ExportManifest.name(of: name)))
        return ExportRecord(step: number, path: name, rows: content.report.rows, sha256: content.sha256)
    }

    /// What a manifest says of the documents and their rows.
    private struct Account {
        var sums: ColumnSums
        var documents: [String: Int] = [:]
        var toCome: [ExportManifest.DocumentToCome] = []
        var leftOut = 0
    }

    private func write(
        _ step: ExportStep, of task: FinishTask, to stream: CSVStream, where belongs: (Document) -> Bool
    ) throws -> Account {
        var account = Account(sums: ColumnSums(headers: step.columns.map(\.header)))
        try store.forEachDocument(inBatch: task.batch.id) { document, part in
            account.documents[document.state.rawValue, default: 0] += 1
            if !document.state.isFinal || (document.state == .done && part ?? task.part + 1 > task.part) {
                account.toCome.append(ExportManifest.DocumentToCome(id: document.id, pages: document.pages))
            }
            guard document.state == .done, let part,
                part == task.part || (task.exportRule != .parts && part < task.part)
            else { return }
            guard belongs(document) else {
                account.leftOut += 1
                return
            }
            let row = step.columns.map { cell($0.field, of: document, in: task.batch) }
            account.sums.add(row)
            try stream.append(row.map(\.plainText))
        }
        return account
    }

    private func manifest(
        of file: URL, _ content: CSVStream.Content, _ account: Account, _ step: ExportStep, _ task: FinishTask
    ) throws -> ExportManifest {
        let batch = task.batch
        let nothing = PageCount(scanned: batch.pageCount, inDocuments: 0, blank: 0, setAside: 0, waiting: 0)
        let count = try store.pageCount(batch.id) ?? nothing
        return ExportManifest(
            file: file.lastPathComponent, sha256: content.sha256, bytes: content.bytes, rows: content.report.rows,
            sums: account.sums.byHeader, encoding: step.encoding.rawValue,
            batch: ExportManifest.BatchFile(id: batch.id, file: batch.file, sha256: batch.sha256),
            pages: ExportManifest.Pages(
                scanned: count.scanned, inDocuments: count.inDocuments, blank: count.blank, setAside: count.setAside),
            documents: account.documents, leftOut: account.leftOut, part: task.exportRule == .parts ? task.part : nil,
            toCome: account.toCome,
            workflow: job.workflow.id, workflowVersion: task.workflowVersion, written: Date().formatted(.iso8601))
    }

    /// The list of the characters that an export's encoding lacked.
    static func misfits(beside file: URL) -> URL {
        // A job file may write a file and another that differs in its ending alone.
        let stem = file.pathExtension == "csv" ? file.deletingPathExtension() : file
        return file.deletingLastPathComponent().appending(path: stem.lastPathComponent + ExportStep.misfitsEnding)
    }

    /// Lists the characters that the encoding lacked, and control characters, with their places, in a file beside the export.
    private func list(_ misfits: [CSVFile.Misfit], beside file: URL) throws(CSVFailure) {
        let target = Self.misfits(beside: file)
        guard !misfits.isEmpty else {
            try? FileManager.default.removeItem(at: target)
            return
        }
        try CSVFile.write(
            rows: misfits.map { [String($0.cell.row), $0.cell.column, $0.shown] },
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
    /// Where the job file puts an export step's file.
    ///
    /// - Parameters:
    ///   - batch: the id of the batch that is exported.
    ///   - received: when the batch came in.
    ///   - timeZone: decides what day that was.
    package func file(
        of step: ExportStep, batch: String, received: Date, timeZone: TimeZone, in outbox: URL
    ) throws(Trouble) -> URL {
        let values = OutputName.Values(moment: received, timeZone: timeZone, batch: batch, workflow: workflow.id)
        return try OutputName.place(step.file, values, in: outbox)
    }

    /// The names that the exports of a batch would get now, and whether each replaces one of a batch that this is processed
    /// again from.
    package func plannedExports(
        of record: BatchRecord, in outbox: URL, store: Store
    ) throws -> [(name: String, replaces: Bool)] {
        let names = try ExportNames(of: record.batch.id, in: outbox, store: store)
        return try exports.map { number, step in
            let place = try file(
                of: step, batch: record.batch.id, received: record.received, timeZone: store.timeZone,
                in: outbox)
            return try names.planned(
                step, number: number, part: workflow.exportsInParts ? 1 : 0, place: place)
        }
    }
}

extension Workflow {
    /// What its exports wait for.
    package var exportRule: ExportRule { hasExports ? exportsInParts ? .parts : .whole : .none }
}
