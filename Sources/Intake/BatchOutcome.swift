package import Foundation
package import Paperwork
internal import Storage

/// What became of one file. Its documents stay in the store, and are read from there one by one.
package struct BatchOutcome: Sendable {
    package struct Export: Sendable, Hashable {
        package var file: URL
        package var rows: Int
    }

    package let batch: Batch
    package let pages: [Page]
    /// How many documents are in each state; states without any are left out.
    package let states: [DocumentState: Int]
    /// Of the settled documents, by document id.
    package let seconds: [String: DocumentResult.Seconds]
    package let count: PageCount
    package let exports: [Export]
    private let store: Store

    init(_ batch: Batch, store: Store, outbox: URL) throws {
        self.batch = batch
        self.store = store
        pages = try store.pages(inBatch: batch.id).map(\.page)
        states = try store.progress(batch.id)?.documents ?? [:]
        seconds = try store.timeEntries(inBatch: batch.id).mapValues {
            DocumentResult.Seconds(machine: $0.machineSeconds, human: $0.humanSeconds, baseline: $0.baselineSeconds)
        }
        count =
            try store.pageCount(batch.id)
            ?? PageCount(scanned: batch.pageCount, inDocuments: 0, blank: 0, setAside: 0, waiting: 0)
        exports = try store.exports(ofBatch: batch.id).map {
            Export(file: outbox.appending(path: $0.path), rows: $0.rows)
        }
    }

    /// A person's time on all documents.
    package var humanSeconds: Double { seconds.values.reduce(0) { $0 + $1.human } }

    /// All of them at once; memory grows with the batch.
    package var documents: [Document] { get throws { try store.documents(inBatch: batch.id) } }

    /// Hands over the documents one by one, in the batch's order: memory does not grow with it.
    ///
    /// - throws: `Trouble` where the store can't be read; what `body` throws.
    package func forEachDocument(_ body: (Document) throws -> Void) throws {
        try store.forEachDocument(inBatch: batch.id, body)
    }
}
