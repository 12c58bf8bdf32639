internal import Storage

/// Sums on the way to a report's row.
struct Tally {
    private(set) var savings = Savings()
    private var uncounted = 0
    private var waiting = 0
    private var held = 0
    private var oldestWaitingDays: Int?
    /// Settled or waiting, in workflows with a baseline.
    private var all = 0
    private var straightThrough = 0

    mutating func add(_ total: TimeTotal) {
        guard total.baseline != nil else {
            uncounted += total.documents
            return
        }
        savings.documents += total.documents
        savings.baselineSeconds += total.baselineSeconds
        savings.humanSeconds += total.humanSeconds
        savings.overheadSeconds += total.overheadSeconds
        all += total.documents + total.unfinished
        straightThrough += total.straightThrough
    }

    /// - Parameter day: today, as ISO.
    mutating func add(_ open: OpenDocuments, asOf day: String) {
        waiting += open.waiting
        held += open.held
        if open.waiting > 0, let days = ISODay.days(from: open.day, to: day) {
            oldestWaitingDays = max(oldestWaitingDays ?? 0, days)
        }
        guard open.hasBaseline else { return }
        all += open.waiting + open.held
        straightThrough += open.heldStraightThrough
    }

    func row(department: String? = nil, workflow: String? = nil, month: String? = nil) -> Report.Row {
        Report.Row(
            department: department, workflow: workflow, month: month, documents: savings.documents,
            uncountedDocuments: uncounted, waitingDocuments: waiting, oldestWaitingDays: oldestWaitingDays,
            heldDocuments: held, baselineSeconds: savings.baselineSeconds, humanSeconds: savings.humanSeconds,
            overheadSeconds: savings.overheadSeconds, netSeconds: savings.netSeconds,
            straightThrough: all > 0 ? Double(straightThrough) / Double(all) : 0,
            humanSecondsPerDocument: savings.documents > 0
                ? savings.humanSeconds / Double(savings.documents) : 0)
    }
}
