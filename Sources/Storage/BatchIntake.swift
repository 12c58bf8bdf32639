package import Foundation
package import Paperwork

/// What the store needs to know of a batch beside the batch itself, as it comes in.
package struct BatchIntake: Sendable, Hashable {
    package var batch: Batch
    /// Of the kept original, relative to the page store.
    package var pageFile: String
    /// SHA-256 of the job file and its templates: the batch runs under this version to its end.
    package var workflowVersion: String
    package var department: String
    /// Nil where the job file declares none.
    package var baseline: MeasuredBaseline?
    package var priority: Priority
    package var received: Date
    package var exportRule: ExportRule
    /// Who timed the baseline, who approved it, and for which forms it holds; empty where nobody said.
    package var evidence = BaselineEvidence()
    /// People's time for sorting and scanning, as it was measured, in seconds: it counts as soon as the batch is there.
    package var preparationSeconds = 0.0
    /// How it came in, where it came through an inbox: written down in the transaction that adds the batch.
    package var arrival: NewArrival?
    /// How many pages are sorted into documents at once; nil for as many as a scan's.
    package var pagesAtOnce: Int?

    package init(
        batch: Batch, pageFile: String, workflowVersion: String, department: String, baseline: MeasuredBaseline?,
        priority: Priority = .normal, received: Date, exportRule: ExportRule = .none, arrival: NewArrival? = nil,
        pagesAtOnce: Int? = nil
    ) {
        self.batch = batch
        self.pageFile = pageFile
        self.workflowVersion = workflowVersion
        self.department = department
        self.baseline = baseline
        self.priority = priority
        self.received = received
        self.exportRule = exportRule
        self.arrival = arrival
        self.pagesAtOnce = pagesAtOnce
    }
}

/// Which batches go first.
package enum Priority: Int, Sendable, Hashable, CaseIterable {
    /// Someone stands at the counter.
    case now = 0
    case normal = 1
    /// Bulk work for the night.
    case bulk = 2
}

/// 従来作業時間: the measured time of one document by hand, in seconds.
package struct MeasuredBaseline: Sendable, Hashable {
    /// The mean, above 0.
    package var seconds: Double
    /// Standard deviation.
    package var spreadSeconds: Double
    /// Documents timed, at least 1.
    package var sample: Int
    /// When it was timed, as an ISO date.
    package var timed: String

    package init(seconds: Double, spreadSeconds: Double, sample: Int, timed: String) {
        self.seconds = seconds
        self.spreadSeconds = spreadSeconds
        self.sample = sample
        self.timed = timed
    }
}

/// What stands behind a baseline, beside its figures.
package struct BaselineEvidence: Sendable, Hashable, Codable {
    package var timedBy = ""
    package var approved = ""
    /// The forms and their versions, as in `onestop 2026`.
    package var forms = ""
    /// Who let it hold for a version that was not timed, and why; empty where nobody did.
    package var carriedOver = ""

    package init(timedBy: String = "", approved: String = "", forms: String = "", carriedOver: String = "") {
        self.timedBy = timedBy
        self.approved = approved
        self.forms = forms
        self.carriedOver = carriedOver
    }
}

/// What became of a batch that came in.
package enum AddedBatch: Sendable, Hashable {
    case added
    /// The same bytes came in for the same workflow before, as this batch. Nothing was added.
    case duplicate(of: String)
}
