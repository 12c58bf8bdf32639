internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage
internal import Workflows

/// Takes files in as batches.
struct Intaking {
    let store: Store
    let place: Workplace
    let workflow: Workflow
    let limits: PageLimits

    /// Keeps the original and queues its pages. A file that came in before and was interrupted goes on where it stopped.
    ///
    /// - throws: `Trouble` where the file can't be read or kept, or was processed before.
    func take(_ file: URL, now: Date) throws -> Batch {
        let pages = try PageSource(opening: file, limits: limits).pageCount
        let sha256 = try SHA256.digest(ofFile: file)
        let batch = Batch(
            id: identifier(sha256: sha256, now: now), workflow: workflow.id, file: file.lastPathComponent,
            sha256: sha256, pageCount: pages)
        try place.versions.keep(workflow)
        let kept = try place.pages.keep(file, batch: batch.id)
        let intake = BatchIntake(
            batch: batch, pageFile: kept, workflowVersion: workflow.sha256, department: workflow.department,
            baseline: workflow.baseline.map(MeasuredBaseline.init), received: now)
        guard case .duplicate(let earlier) = try store.addBatch(intake) else { return batch }
        if earlier != batch.id { place.pages.forget(batch: batch.id) }
        return try interrupted(earlier) ?? { throw Self.processedBefore(batch.file, as: earlier) }()
    }

    /// The batch of that id, if something is left to do in it without a person; nil otherwise.
    private func interrupted(_ id: String) throws -> Batch? {
        guard let record = try store.batch(id), let progress = try store.progress(id) else { return nil }
        if progress.state == .failed {
            _ = try store.retry(batch: id, now: Date())
            return record.batch
        }
        let isExported = try !workflow.hasExports || !store.exports(ofBatch: id).isEmpty
        return progress.isAtRest && isExported ? nil : record.batch
    }

    private static func processedBefore(_ file: String, as earlier: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(file)」は、すでにバッチ \(earlier) として処理した書類と同じです。",
                en: "\(file) holds the same bytes as batch \(earlier), which was processed before"),
            remedy: Wording(
                ja: "もう一度処理するには、別の --data フォルダを指定してください。",
                en: "to process it again, name another --data folder"))
    }

    /// The local date and a digest of the workflow and the file's bytes: short enough for a file's name, and the same for
    /// the same bytes in the same workflow on the same day.
    private func identifier(sha256: String, now: Date) -> String {
        let day = Calendar.current.dateComponents([.year, .month, .day], from: now)
        var digest = SHA256()
        digest.update(Data("\(workflow.id) \(sha256)".utf8))
        return String(format: "%04d%02d%02d-", day.year ?? 0, day.month ?? 0, day.day ?? 0)
            + digest.finished().prefix(10)
    }
}

extension MeasuredBaseline {
    fileprivate init(_ baseline: Baseline) {
        self.init(
            seconds: baseline.minutes * 60, spreadSeconds: baseline.spread * 60, sample: baseline.sample,
            timed: baseline.timed)
    }
}

extension Workflow {
    fileprivate var hasExports: Bool {
        steps.contains { if case .export = $0.action { true } else { false } }
    }
}
