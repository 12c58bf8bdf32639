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

    /// Keeps the original and queues its pages.
    ///
    /// - throws: `Trouble` where the file can't be read or kept, or came in before.
    func take(_ file: URL, now: Date) throws -> Batch {
        let pages = try PageSource(opening: file, limits: limits).pageCount
        let sha256 = try SHA256.digest(ofFile: file)
        let batch = Batch(
            id: Self.identifier(sha256: sha256, now: now), workflow: workflow.id, file: file.lastPathComponent,
            sha256: sha256, pageCount: pages)
        let kept = try place.pages.keep(file, batch: batch.id)
        let intake = BatchIntake(
            batch: batch, pageFile: kept, workflowVersion: workflow.sha256, department: workflow.department,
            baseline: workflow.baseline.map(MeasuredBaseline.init), received: now)
        if case .duplicate(let earlier) = try store.addBatch(intake) {
            throw Trouble(
                .file,
                Wording(
                    ja: "「\(batch.file)」は、すでにバッチ \(earlier) として処理した書類と同じです。",
                    en: "\(batch.file) holds the same bytes as batch \(earlier), which was processed before"),
                remedy: Wording(
                    ja: "もう一度処理するには、別の --data フォルダを指定してください。",
                    en: "to process it again, name another --data folder"))
        }
        return batch
    }

    /// The local date and the beginning of the digest: short enough for a file's name, and the same for the same bytes on
    /// the same day.
    private static func identifier(sha256: String, now: Date) -> String {
        let day = Calendar.current.dateComponents([.year, .month, .day], from: now)
        return String(format: "%04d%02d%02d-", day.year ?? 0, day.month ?? 0, day.day ?? 0) + sha256.prefix(8)
    }
}

extension MeasuredBaseline {
    fileprivate init(_ baseline: Baseline) {
        self.init(
            seconds: baseline.minutes * 60, spreadSeconds: baseline.spread * 60, sample: baseline.sample,
            timed: baseline.timed)
    }
}
