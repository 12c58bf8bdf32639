package import Paperwork

/// What one document says to the time ledger: written once, in the transaction that settles it or, where it is done and its
/// batch has exports, notes the export that holds it.
package struct TimeEntry: Sendable, Hashable {
    /// The document's id; no document has two entries.
    package var document: String
    package var workflow: String
    package var department: String
    /// The local date on which it counts, as ISO: that of this transaction.
    package var day: String
    /// `done`, `rejected` or `failed`; only the first saves time.
    package var outcome: DocumentState
    /// The baseline of a done document; 0 where its workflow has none, for others, and for what was processed again.
    package var baselineSeconds: Double
    package var humanSeconds: Double
    package var overheadSeconds: Double
    package var machineSeconds: Double
    /// Done, and no person touched it.
    package var straightThrough: Bool
    /// Its batch is another one processed again: the document and the time saved were counted with that.
    package var isRepeat: Bool
}

/// The sums of many time entries that share a month, a department, a workflow and a baseline.
package struct TimeTotal: Sendable, Hashable {
    /// As in `2026-04`.
    package var month: String
    package var department: String
    package var workflow: String
    /// Nil where the workflow had none: these documents save no counted time.
    package var baseline: MeasuredBaseline?
    /// Done.
    package var documents: Int
    /// Rejected or failed.
    package var unfinished: Int
    package var straightThrough: Int
    package var baselineSeconds: Double
    package var humanSeconds: Double
    package var overheadSeconds: Double
    package var machineSeconds: Double

    package init(
        month: String, department: String, workflow: String, baseline: MeasuredBaseline?, documents: Int,
        unfinished: Int, straightThrough: Int, baselineSeconds: Double, humanSeconds: Double, overheadSeconds: Double,
        machineSeconds: Double
    ) {
        self.month = month
        self.department = department
        self.workflow = workflow
        self.baseline = baseline
        self.documents = documents
        self.unfinished = unfinished
        self.straightThrough = straightThrough
        self.baselineSeconds = baselineSeconds
        self.humanSeconds = humanSeconds
        self.overheadSeconds = overheadSeconds
        self.machineSeconds = machineSeconds
    }
}
