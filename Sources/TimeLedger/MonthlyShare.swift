package import Storage

/// What a month bears of making or keeping a workflow.
package struct MonthlyShare: Sendable, Hashable {
    package var workflow: String
    package var department: String
    /// `setUp` or `upkeep`.
    package var kind: LedgerKind
    /// As in `2026-04`.
    package var month: String
    /// Above 0; of the month that runs, as much as is gone of it.
    package var seconds: Double
    /// Nil where the workflow has none: the share is in none of the hours then.
    package var baseline: MeasuredBaseline?

    package init(
        workflow: String, department: String, kind: LedgerKind, month: String, seconds: Double,
        baseline: MeasuredBaseline?
    ) {
        self.workflow = workflow
        self.department = department
        self.kind = kind
        self.month = month
        self.seconds = seconds
        self.baseline = baseline
    }

    /// As the ledger would have it were its month closed: in its month, or where that is closed in the first one that is
    /// not.
    func total(closedThrough closed: String?, baseline: MeasuredBaseline) -> TimeTotal {
        TimeTotal(
            month: closed.map { max(month, ISODay.month(after: $0)) } ?? month, department: department,
            workflow: workflow, baseline: baseline, documents: 0, unfinished: 0, straightThrough: 0,
            baselineSeconds: 0, humanSeconds: 0, overheadSeconds: (seconds * 1000).rounded() / 1000, machineSeconds: 0)
    }
}
