/// The plan's target, as the plan file declares it: hours to save in each fiscal year.
package struct PlanFile: Sendable, Hashable {
    /// The plan's title.
    package var title: String
    /// The measure (施策) that the indicator belongs to; empty where the file names none.
    package var measure: String
    /// The indicator (指標), in words.
    package var indicator: String
    /// Hours to save in a fiscal year, by the calendar year in which it begins (2026 for R8).
    package var targets: [Int: Double]

    package init(title: String, measure: String, indicator: String, targets: [Int: Double]) {
        self.title = title
        self.measure = measure
        self.indicator = indicator
        self.targets = targets
    }
}
