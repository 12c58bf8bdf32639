/// What the exports of a batch wait for, and with them the time that its documents saved.
package enum ExportRule: String, Sendable, Hashable, CaseIterable {
    /// Nothing is exported: a document's time counts when it is settled.
    case none
    /// Each file holds the whole batch: it is written once all documents are settled, and their time counts then.
    case whole
    /// A file is written whenever documents are done that no file holds yet, and all others wait for a person; the time of
    /// these documents counts then.
    case parts
}
