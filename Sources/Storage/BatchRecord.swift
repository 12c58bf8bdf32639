package import Foundation
package import Paperwork

/// Where a batch stands.
package enum BatchState: String, Sendable, Hashable, CaseIterable {
    /// Its pages are being sorted into documents.
    case splitting
    /// All its pages are sorted; its documents are under way.
    case split
    /// All its documents are settled, and its exports are written.
    case finished
    /// What runs once per batch failed three times; a person has to see to it. Its documents are unharmed.
    case failed
}

/// A batch as the store keeps it.
package struct BatchRecord: Sendable, Hashable {
    package var batch: Batch
    package var pageFile: String
    package var workflowVersion: String
    package var department: String
    package var priority: Priority
    package var received: Date
    package var state: BatchState
    package var exportRule: ExportRule
    /// Nil until `finished`.
    package var finished: Date?
    /// Nil unless `failed`.
    package var failure: Wording?
}

/// How far a batch has come.
package struct BatchProgress: Sendable, Hashable {
    package var state: BatchState
    package var pages: PageCount
    /// Documents in each state, those still being put together among the queued; states without any are left out.
    package var documents: [DocumentState: Int]
    /// Pages of the documents in each state; states without any are left out.
    package var documentPages: [DocumentState: Int]

    /// No document is queued or working, and all pages are sorted: what is left waits for a person.
    package var isAtRest: Bool {
        state != .splitting && (documents[.queued] ?? 0) == 0 && (documents[.working] ?? 0) == 0
    }
}
