package import Foundation
package import Paperwork

/// What a worker has to do next, and holds until its lease runs out.
package enum Claim: Sendable {
    case split(SplitTask)
    case document(DocumentTask)
    case finish(FinishTask)

    /// Of the batch that it belongs to.
    package var batch: Batch {
        switch self {
        case .split(let task): task.batch
        case .document(let task): task.batch
        case .finish(let task): task.batch
        }
    }
}

extension Claim {
    /// The version of its workflow that it runs under, as the batch was started with.
    package var workflowVersion: String {
        switch self {
        case .split(let task): task.workflowVersion
        case .document(let task): task.workflowVersion
        case .finish(let task): task.workflowVersion
        }
    }
}

/// Look at a batch's next pages and sort them into documents.
package struct SplitTask: Sendable {
    package var batch: Batch
    /// Of the kept original, relative to the page store.
    package var pageFile: String
    package var workflowVersion: String
    /// The first page to look at, from 1. Beyond the last one only in a batch without pages.
    package var nextPage: Int
    /// Look at this many pages at most.
    package var pageLimit: Int
    /// The document that the pages before `nextPage` left unfinished.
    package var openDocument: Document?
    /// The number that the batch's next new document gets, from 1.
    package var nextDocumentNumber: Int
    /// Which try of this part of the batch it is, from 1.
    package var attempt: Int

    /// The last page to look at.
    package var lastPage: Int { min(batch.pageCount, nextPage + pageLimit - 1) }
}

/// Run a document's next steps.
package struct DocumentTask: Sendable {
    package var document: Document
    /// The step to run, from 0, as the job file counts them.
    package var step: Int
    package var batch: Batch
    /// Of the kept original, relative to the page store.
    package var pageFile: String
    package var workflowVersion: String
    /// Which try of this step it is, from 1.
    package var attempt: Int
    /// The lane into another system that it waited in, and that its worker is in now; nil where it takes none.
    package var lane: String?
}

/// Run what runs once per batch.
package struct FinishTask: Sendable {
    package var batch: Batch
    package var workflowVersion: String
    package var received: Date
    package var exportRule: ExportRule
    /// The export that is to be written, from 1, as the batch's exports are counted.
    package var part: Int
    /// From 1.
    package var attempt: Int
}

/// A worker commits what it no longer holds: its lease ran out and another worker took over, or a person intervened.
/// Nothing was changed. The worker drops its work and claims anew.
package struct LostClaim: Error, Hashable, Sendable, CustomStringConvertible {
    /// Of the document or batch.
    package var id: String
    package var worker: String

    package init(id: String, worker: String) {
        self.id = id
        self.worker = worker
    }

    package var description: String { "\(worker) no longer holds \(id)" }
}
