internal import Paperwork
internal import Storage

/// Where a batch at rest leaves its original.
struct ArrivalOutcome {
    let state: ArrivalState
    let record: BatchRecord
    let progress: BatchProgress

    /// Nil where the store has no such batch.
    init?(of batch: String, in store: Store) throws {
        guard let record = try store.batch(batch), let progress = try store.progress(batch) else { return nil }
        self.record = record
        self.progress = progress
        if record.state == .failed {
            state = .setAside
        } else if record.state != .finished {
            state = .waiting
        } else {
            let isWhole = progress.pages.setAside == 0 && (progress.documents[.failed] ?? 0) == 0
            state = isWhole ? .done : .setAside
        }
    }
}
