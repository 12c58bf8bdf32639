/// 純削減時間: the hours that a fiscal year saved, and how they come about.
///
/// Its JSON is what `tema report --format json` prints. Hours and seconds are of working time; days are ISO dates.
package struct Report: Sendable, Hashable, Codable {
    /// The sums of the documents that share a row's department, workflow and month; nil where the report does not tell
    /// them apart.
    package struct Row: Sendable, Hashable, Codable {
        package var department: String?
        package var workflow: String?
        /// As in `2026-04`.
        package var month: String?
        /// Done, in workflows with a baseline.
        package var documents: Int
        /// Done, in workflows without a baseline: they save no counted time, and theirs is in none of the figures.
        package var uncountedDocuments: Int
        /// Those that wait for a person, of all workflows; in the month in which they came in.
        package var waitingDocuments: Int
        /// Days since the oldest of these came in; nil where none waits.
        package var oldestWaitingDays: Int?
        /// Done, but their export is not written yet: they count once it is. In the month in which they came in.
        package var heldDocuments: Int
        package var baselineSeconds: Double
        /// Of all documents, rejected and failed ones too.
        package var humanSeconds: Double
        package var overheadSeconds: Double
        /// Baseline less human and overhead seconds; below 0 where more was spent than saved.
        package var netSeconds: Double
        /// 無人処理率: the share, from 0 to 1, of all documents, those that wait for a person included, that were done without
        /// one; in workflows with a baseline.
        package var straightThrough: Double
        /// Human seconds for each document in `documents`.
        package var humanSecondsPerDocument: Double

        enum CodingKeys: String, CodingKey {
            case department, workflow, month, documents
            case uncountedDocuments = "uncounted_documents"
            case waitingDocuments = "waiting_documents"
            case oldestWaitingDays = "oldest_waiting_days"
            case heldDocuments = "held_documents"
            case baselineSeconds = "baseline_seconds"
            case humanSeconds = "human_seconds"
            case overheadSeconds = "overhead_seconds"
            case netSeconds = "net_seconds"
            case straightThrough = "straight_through"
            case humanSecondsPerDocument = "human_seconds_per_document"
        }
    }

    package var fiscalYear: String
    package var from: String
    package var to: String
    /// Nil where the plan has no target for the year.
    package var targetHours: Double?
    package var netSeconds: Double
    /// The 95 % range of `netSeconds`, from how well the baselines are known.
    package var netLow: Double
    package var netHigh: Double
    /// Net hours at the year's end if it goes on as it has; nil where too little has happened to say.
    package var forecastHours: Double?
    /// The 95 % band of the forecast; nil where there is none.
    package var forecastLow: Double?
    package var forecastHigh: Double?
    /// What the forecast comes from; nil where there is none.
    package var forecastBasis: Forecast.Basis?
    /// By department, workflow and month, in that order.
    package var rows: [Row]
    /// All rows in one.
    package var total: Row
    /// Those that lose first.
    package var workflows: [WorkflowSummary]
    /// What the saved time of all workflows costs at their grades' rates, in yen; nil where the site file has none.
    package var yen: Double?
    /// The months of the year that are closed, as in `2026-04`.
    package var closedMonths: [String]
    /// What the months that are not closed bear of set-up and upkeep, up to today: in the figures, and no entry of the
    /// ledger yet.
    package var pendingOverheadSeconds: Double
    /// Nil where people were shown no wrong values on purpose.
    package var checking: CheckingFigures?
    /// Nil where no sample was checked.
    package var sample: CheckedSample?

    enum CodingKeys: String, CodingKey {
        case from, to, rows, total
        case fiscalYear = "fiscal_year"
        case targetHours = "target_hours"
        case netSeconds = "net_seconds"
        case netLow = "net_low"
        case netHigh = "net_high"
        case forecastHours = "forecast_hours"
        case forecastLow = "forecast_low"
        case forecastHigh = "forecast_high"
        case forecastBasis = "forecast_basis"
        case workflows, yen, checking, sample
        case closedMonths = "closed_months"
        case pendingOverheadSeconds = "pending_overhead_seconds"
    }
}

// A key that has nothing to say is there all the same, as null.
extension Report {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(fiscalYear, forKey: .fiscalYear)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(targetHours, forKey: .targetHours)
        try container.encode(netSeconds, forKey: .netSeconds)
        try container.encode(netLow, forKey: .netLow)
        try container.encode(netHigh, forKey: .netHigh)
        try container.encode(forecastHours, forKey: .forecastHours)
        try container.encode(rows, forKey: .rows)
        try container.encode(total, forKey: .total)
        try container.encode(forecastLow, forKey: .forecastLow)
        try container.encode(forecastHigh, forKey: .forecastHigh)
        try container.encode(forecastBasis, forKey: .forecastBasis)
        try container.encode(workflows, forKey: .workflows)
        try container.encode(yen, forKey: .yen)
        try container.encode(closedMonths, forKey: .closedMonths)
        try container.encode(pendingOverheadSeconds, forKey: .pendingOverheadSeconds)
        try container.encode(checking, forKey: .checking)
        try container.encode(sample, forKey: .sample)
    }
}

extension Report.Row {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(department, forKey: .department)
        try container.encode(workflow, forKey: .workflow)
        try container.encode(month, forKey: .month)
        try container.encode(documents, forKey: .documents)
        try container.encode(uncountedDocuments, forKey: .uncountedDocuments)
        try container.encode(waitingDocuments, forKey: .waitingDocuments)
        try container.encode(oldestWaitingDays, forKey: .oldestWaitingDays)
        try container.encode(heldDocuments, forKey: .heldDocuments)
        try container.encode(baselineSeconds, forKey: .baselineSeconds)
        try container.encode(humanSeconds, forKey: .humanSeconds)
        try container.encode(overheadSeconds, forKey: .overheadSeconds)
        try container.encode(netSeconds, forKey: .netSeconds)
        try container.encode(straightThrough, forKey: .straightThrough)
        try container.encode(humanSecondsPerDocument, forKey: .humanSecondsPerDocument)
    }
}
