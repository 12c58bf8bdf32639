/// What the place has promised to save: an indicator of its plan, with a target per fiscal year.
package struct Plan: Sendable, Hashable {
    /// The measure (施策) that the indicator belongs to.
    package var measure: String
    package var title: String
    /// The indicator (指標), in words.
    package var indicator: String
    /// Hours to save in a fiscal year, by the calendar year in which it starts (2026 for R8).
    package var targets: [Int: Double]

    package init(measure: String, title: String, indicator: String, targets: [Int: Double]) {
        self.measure = measure
        self.title = title
        self.indicator = indicator
        self.targets = targets
    }
}
