package import Foundation
package import Paperwork
internal import Storage
package import TimeLedger

/// What became of one file. Its documents stay in the store, and are read from there one by one.
package struct BatchOutcome: Sendable {
    /// A file that was written.
    package struct Export: Sendable, Hashable {
        package var file: URL
        /// Without the heading.
        package var rows: Int
    }

    package let batch: Batch
    package let pages: [Page]
    /// How many documents are in each state; states without any are left out.
    package let states: [DocumentState: Int]
    /// By document id; a baseline counts with the document.
    package let seconds: [String: DocumentResult.Seconds]
    /// What the documents that count already saved.
    package let savings: Savings
    /// Documents that are done, and whose export is not written yet: it holds the whole batch, and others wait.
    package let held: Int
    /// The page law's figures.
    package let count: PageCount
    package let exports: [Export]
    /// Why the batch could not be brought to its end; nil where it could.
    package let failure: Wording?
    private let store: Store

    init(_ batch: Batch, store: Store, outbox: URL) throws {
        self.batch = batch
        self.store = store
        pages = try store.pages(inBatch: batch.id).map(\.page)
        failure = try store.batch(batch.id)?.failure
        states = try store.progress(batch.id)?.documents ?? [:]
        let entries = try store.timeEntries(inBatch: batch.id)
        savings = Savings(entries.values)
        seconds = Dictionary(
            uniqueKeysWithValues: try store.timeSpent(inBatch: batch.id).map { id, spent in
                let baseline = entries[id]?.baselineSeconds ?? 0
                return (
                    id, DocumentResult.Seconds(machine: spent.machine, human: spent.human, baseline: baseline)
                )
            })
        held = try store.openDocuments().first { $0.batch == batch.id }?.held ?? 0
        count =
            try store.pageCount(batch.id)
            ?? PageCount(scanned: batch.pageCount, inDocuments: 0, blank: 0, setAside: 0, waiting: 0)
        exports = try store.exports(ofBatch: batch.id).map {
            Export(file: outbox.appending(path: $0.path), rows: $0.rows)
        }
    }

    /// Documents that wait for a person.
    package var waiting: Int { (states[.review] ?? 0) + (states[.inDoubt] ?? 0) }

    /// All of them at once; memory grows with the batch.
    package var documents: [Document] { get throws { try store.documents(inBatch: batch.id) } }

    /// Hands over the documents one by one, in the batch's order: memory does not grow with it.
    ///
    /// - throws: `Trouble` where the store can't be read; what `body` throws.
    package func forEachDocument(_ body: (Document) throws -> Void) throws {
        try store.forEachDocument(inBatch: batch.id, body)
    }
}
