/// What the place has promised to save: an indicator of its plan, with a target per fiscal year.
package struct Plan: Sendable, Hashable {
    /// The measure (施策) that the indicator belongs to.
    package var measure: String
    package var title: String
    /// The indicator (指標), in words.
    package var indicator: String
    /// Hours to save in a fiscal year, by the calendar year in which it starts (2026 for R8).
    package var targets: [Int: Double]

    /// All that the plan promises, in its order.
    package var indicators: [Indicator] = []

    /// One thing that a plan counts.
    package struct Indicator: Sendable, Hashable {
        /// `a-z 0-9 -`.
        package var id: String
        package var name: Wording
        package var unit: Wording
        /// As it was when the plan was made.
        package var start: Double
        /// By the calendar year in which the fiscal year starts.
        package var targets: [Int: Double]
        /// Its value is the hours saved, out of the time ledger.
        package var isFromLedger: Bool

        package init(
            id: String, name: Wording, unit: Wording, start: Double, targets: [Int: Double], isFromLedger: Bool = false
        ) {
            self.id = id
            self.name = name
            self.unit = unit
            self.start = start
            self.targets = targets
            self.isFromLedger = isFromLedger
        }
    }

    package init(measure: String, title: String, indicator: String, targets: [Int: Double]) {
        self.measure = measure
        self.title = title
        self.indicator = indicator
        self.targets = targets
    }
}
