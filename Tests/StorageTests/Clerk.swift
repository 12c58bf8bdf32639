import Foundation
import Paperwork
import Storage

/// A worker that finds a document on each page, and has it done at once.
struct Clerk {
    let store: Store
    let name: String

    /// What it did; nil where there was nothing to do.
    func workOnce() throws -> String? {
        guard let claim = try store.claim(worker: name, leaseSeconds: 600, now: Place.morning) else { return nil }
        switch claim {
        case .split(let task):
            let end = min(task.lastPage, task.nextPage + 4)
            let documents = (task.nextPage...end).map { Place.document($0, of: task.batch.id, pages: [$0]) }
            try store.commitSplit(
                SplitResult(
                    batch: task.batch.id, pages: documents.flatMap(Place.records), documents: documents,
                    openDocument: nil, nextPage: end + 1), worker: name, now: Place.morning)
        case .document(let task):
            var document = task.document
            document.state = .done
            try store.commitDocument(
                document, nextStep: 1, spent: TimeSpent(human: 1), worker: name, now: Place.morning)
        case .finish(let task):
            try store.commitFinish(batch: task.batch.id, exports: [], worker: name, now: Place.morning)
        }
        return claim.summary
    }
}
