internal import Engine
internal import Foundation
internal import Paperwork
internal import Storage
internal import Workflows

extension JobRunner {
    /// The batch that a file became. A file that came in before and was interrupted goes on where it stopped.
    ///
    /// - throws: `Trouble` where the file can't be read or kept, or was processed before.
    func takeIn(_ file: URL, now: Date) throws -> Batch {
        let importer = BatchImporter(store: store, dataFolder: dataFolder, workflow: job.workflow, limits: limits)
        switch try importer.take(file.resolvingSymlinksInPath(), now: now) {
        case .added(let batch): return batch
        case .refused(let trouble): throw trouble
        case .changed: throw Self.changed(file.lastPathComponent)
        case .duplicate(let earlier):
            guard try isUnfinished(earlier) else {
                throw Self.processedBefore(file.lastPathComponent, as: earlier.batch.id)
            }
            return earlier.batch
        }
    }

    /// Whether something is left to do in a batch without a person; one that failed is put back into the queue.
    private func isUnfinished(_ record: BatchRecord) throws -> Bool {
        if try store.retry(batch: record.batch.id, now: store.now()) { return true }
        guard let progress = try store.progress(record.batch.id) else { return false }
        return try !progress.isAtRest || store.isFinishDue(batch: record.batch.id)
    }

    private static func changed(_ file: String) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(file)」は読み取っている間に書き換えられました。", en: "\(file) changed while it was read"),
            remedy: Wording(ja: "書き込みが終わってから、もう一度実行してください。", en: "run it again when it is no longer written"))
    }

    private static func processedBefore(_ file: String, as earlier: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(file)」は、すでにバッチ \(earlier) として処理した書類と同じです。",
                en: "\(file) holds the same bytes as batch \(earlier), which was processed before"),
            remedy: Wording(
                ja: "もう一度処理するには、別の --data フォルダーを指定してください。",
                en: "to process it again, name another --data folder"))
    }
}
