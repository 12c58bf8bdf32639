internal import Storage

/// What became of a workflow in the year: before, after, saved, in the form that Japanese cities publish.
package struct WorkflowSummary: Sendable, Hashable, Codable {
    /// What to do with it.
    package enum Recommendation: String, Sendable, Hashable, Codable {
        /// It costs more than it saves, beyond what the baseline leaves open: switch it off.
        case stop
        /// It loses, but only by set-up and upkeep: more documents would carry it.
        case moreDocuments = "more_documents"
        /// Whether it saves is within what the baseline leaves open: time more documents.
        case timeMore = "time_more"
        /// Nothing counts: time it by hand, or time it again.
        case time
        case keep
    }

    package var workflow: String
    package var title: String
    package var department: String
    package var state: WorkflowFacts.State
    package var reason: String
    package var documents: Int
    /// Rejected and failed ones.
    package var unfinished: Int
    package var uncountedDocuments: Int
    package var beforeSeconds: Double
    /// People's time with it, set-up and upkeep included.
    package var afterSeconds: Double
    package var overheadSeconds: Double
    package var savedSeconds: Double
    /// The 95 % range of `savedSeconds`, from how well the baseline is known.
    package var savedLow: Double
    package var savedHigh: Double
    /// `savedSeconds` of `beforeSeconds`; nil where there is none.
    package var savedShare: Double?
    package var straightThrough: Double
    package var humanSecondsPerDocument: Double
    package var errorBudget: Double?
    package var grade: String?
    /// What the saved time costs at the grade's rate; nil where the site file has none.
    package var yen: Double?
    package var recommendation: Recommendation

    enum CodingKeys: String, CodingKey {
        case workflow, title, department, state, reason, documents, unfinished, grade, yen, recommendation
        case uncountedDocuments = "uncounted_documents"
        case beforeSeconds = "before_seconds"
        case afterSeconds = "after_seconds"
        case overheadSeconds = "overhead_seconds"
        case savedSeconds = "saved_seconds"
        case savedLow = "saved_low"
        case savedHigh = "saved_high"
        case savedShare = "saved_share"
        case straightThrough = "straight_through"
        case humanSecondsPerDocument = "human_seconds_per_document"
        case errorBudget = "error_budget"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(workflow, forKey: .workflow)
        try container.encode(title, forKey: .title)
        try container.encode(department, forKey: .department)
        try container.encode(state, forKey: .state)
        try container.encode(reason, forKey: .reason)
        try container.encode(documents, forKey: .documents)
        try container.encode(unfinished, forKey: .unfinished)
        try container.encode(uncountedDocuments, forKey: .uncountedDocuments)
        try container.encode(beforeSeconds, forKey: .beforeSeconds)
        try container.encode(afterSeconds, forKey: .afterSeconds)
        try container.encode(overheadSeconds, forKey: .overheadSeconds)
        try container.encode(savedSeconds, forKey: .savedSeconds)
        try container.encode(savedLow, forKey: .savedLow)
        try container.encode(savedHigh, forKey: .savedHigh)
        try container.encode(savedShare, forKey: .savedShare)
        try container.encode(straightThrough, forKey: .straightThrough)
        try container.encode(humanSecondsPerDocument, forKey: .humanSecondsPerDocument)
        try container.encode(errorBudget, forKey: .errorBudget)
        try container.encode(grade, forKey: .grade)
        try container.encode(yen, forKey: .yen)
        try container.encode(recommendation, forKey: .recommendation)
    }
}

extension WorkflowSummary {
    init(workflow: String, totals: [TimeTotal], open: [OpenDocuments], facts: WorkflowFacts?, asOf: String) {
        var tally = Tally()
        totals.forEach { tally.add($0) }
        open.forEach { tally.add($0, asOf: asOf) }
        let row = tally.row()
        let half = BaselineUncertainty(totals).halfWidth
        let hasBaseline = totals.contains { $0.baseline != nil }
        let state = facts?.state ?? (hasBaseline ? .resting : .noBaseline)
        self.init(
            workflow: workflow, title: facts?.title ?? workflow,
            department: facts?.department ?? totals.first?.department ?? open.first?.department ?? "", state: state,
            reason: facts?.reason ?? "", documents: row.documents, unfinished: totals.reduce(0) { $0 + $1.unfinished },
            uncountedDocuments: row.uncountedDocuments, beforeSeconds: row.baselineSeconds,
            afterSeconds: row.humanSeconds + row.overheadSeconds, overheadSeconds: row.overheadSeconds,
            savedSeconds: row.netSeconds, savedLow: row.netSeconds - half, savedHigh: row.netSeconds + half,
            savedShare: row.baselineSeconds > 0 ? row.netSeconds / row.baselineSeconds : nil,
            straightThrough: row.straightThrough, humanSecondsPerDocument: row.humanSecondsPerDocument,
            errorBudget: facts?.errorBudget, grade: facts?.grade,
            yen: facts?.yenPerHour.map { $0 * row.netSeconds / 3600 },
            recommendation: Self.recommendation(row, half: half, state: state))
    }

    private static func recommendation(
        _ row: Report.Row, half: Double, state: WorkflowFacts.State
    ) -> Recommendation {
        if state == .noBaseline || state == .lapsed { return .time }
        if row.netSeconds < 0 {
            if row.baselineSeconds - row.humanSeconds > half { return .moreDocuments }
            return row.netSeconds + half < 0 ? .stop : .timeMore
        }
        return row.netSeconds - half < 0 ? .timeMore : .keep
    }
}
