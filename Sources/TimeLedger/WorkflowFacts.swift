/// What a report should know of a workflow that the store does not: out of its job file and the site file.
package struct WorkflowFacts: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, Codable {
        case counting
        /// Its job file has no baseline.
        case noBaseline = "no_baseline"
        /// A form has a newer version than the baseline.
        case lapsed
        /// Its job file is gone or has mistakes, or its golden cases fail: it does not run.
        case resting
    }

    package var id: String
    package var title: String
    package var department: String
    package var state: State
    /// Why it counts nothing, as in `onestop 2026 → 2027`; empty where it counts.
    package var reason: String
    /// The chance of a wrong value that is tolerated per accepted field, from 0 to 1.
    package var errorBudget: Double?
    /// Who does the work by hand.
    package var grade: String?
    /// What an hour of theirs costs.
    package var yenPerHour: Double?

    package init(
        id: String, title: String, department: String, state: State, reason: String = "", errorBudget: Double? = nil,
        grade: String? = nil, yenPerHour: Double? = nil
    ) {
        self.id = id
        self.title = title
        self.department = department
        self.state = state
        self.reason = reason
        self.errorBudget = errorBudget
        self.grade = grade
        self.yenPerHour = yenPerHour
    }
}

/// How well people check, of all wrong values that they were shown on purpose.
package struct CheckingFigures: Sendable, Hashable, Codable {
    package var planted: Int
    package var missed: Int
    /// Wrong values that people put right.
    package var corrected: Int
    /// Wrong values that they let pass, as `corrected` and the miss rate say: corrected · rate / (1 − rate).
    package var missedErrors: Double
    /// The same with the 95 % upper bound of the miss rate.
    package var missedErrorsHigh: Double
    /// What the missed errors cost, in seconds; nil where the site file does not say what one costs.
    package var costSeconds: Double?
    package var costSecondsHigh: Double?

    enum CodingKeys: String, CodingKey {
        case planted, missed, corrected
        case missedErrors = "missed_errors"
        case missedErrorsHigh = "missed_errors_high"
        case costSeconds = "cost_seconds"
        case costSecondsHigh = "cost_seconds_high"
    }

    /// - Parameters:
    ///   - missRateHigh: the upper bound of the miss rate.
    ///   - errorSeconds: what one missed error costs.
    package init(planted: Int, missed: Int, corrected: Int, missRateHigh: Double, errorSeconds: Double?) {
        func passed(_ rate: Double) -> Double {
            rate < 1 ? Double(corrected) * rate / (1 - rate) : Double(corrected) * 99
        }
        self.planted = planted
        self.missed = missed
        self.corrected = corrected
        missedErrors = planted > 0 ? passed(Double(missed) / Double(planted)) : 0
        missedErrorsHigh = planted > 0 ? passed(min(missRateHigh, 0.99)) : 0
        costSeconds = errorSeconds.map { $0 * missedErrors }
        costSecondsHigh = errorSeconds.map { $0 * missedErrorsHigh }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(planted, forKey: .planted)
        try container.encode(missed, forKey: .missed)
        try container.encode(corrected, forKey: .corrected)
        try container.encode(missedErrors, forKey: .missedErrors)
        try container.encode(missedErrorsHigh, forKey: .missedErrorsHigh)
        try container.encode(costSeconds, forKey: .costSeconds)
        try container.encode(costSecondsHigh, forKey: .costSecondsHigh)
    }
}

/// What came of a sample of documents that an auditor checked.
package struct CheckedSample: Sendable, Hashable, Codable {
    package var checked: Int
    package var sound: Int
    /// The lower 95 % bound of the share of sound documents.
    package var lowShare: Double
    /// The lower bound of the hours claimed: what documents save by hand, times that share, less people's time.
    package var lowSeconds: Double

    enum CodingKeys: String, CodingKey {
        case checked, sound
        case lowShare = "low_share"
        case lowSeconds = "low_seconds"
    }
}
