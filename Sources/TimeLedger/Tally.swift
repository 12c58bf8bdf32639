internal import Storage

/// Sums on the way to a report's row.
struct Tally {
    var documents = 0
    var uncounted = 0
    var settled = 0
    var straightThrough = 0
    var baselineSeconds = 0.0
    var humanSeconds = 0.0
    var overheadSeconds = 0.0

    var netSeconds: Double { baselineSeconds - humanSeconds - overheadSeconds }

    mutating func add(_ total: TimeTotal) {
        guard total.baseline != nil else {
            uncounted += total.documents
            return
        }
        documents += total.documents
        settled += total.documents + total.unfinished
        straightThrough += total.straightThrough
        baselineSeconds += total.baselineSeconds
        humanSeconds += total.humanSeconds
        overheadSeconds += total.overheadSeconds
    }

    func row(department: String? = nil, workflow: String? = nil, month: String? = nil) -> Report.Row {
        Report.Row(
            department: department, workflow: workflow, month: month, documents: documents,
            uncountedDocuments: uncounted, baselineSeconds: baselineSeconds, humanSeconds: humanSeconds,
            overheadSeconds: overheadSeconds, netSeconds: netSeconds,
            straightThrough: settled > 0 ? Double(straightThrough) / Double(settled) : 0,
            humanSecondsPerDocument: documents > 0 ? humanSeconds / Double(documents) : 0)
    }
}
