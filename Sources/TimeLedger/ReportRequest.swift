package import Paperwork

/// What a report is asked for.
package struct ReportRequest: Sendable, Hashable {
    package enum Grouping: String, Sendable, Hashable, CaseIterable {
        case department
        case workflow
        case month
    }

    /// As its reader writes it, as in `R8`.
    package var fiscalYear: String
    /// First day, as ISO.
    package var from: String
    /// Last day, as ISO.
    package var to: String
    /// By what the rows are told apart; all else is summed up.
    package var by: Set<Grouping>
    /// The local date, as ISO, up to which the year has gone: the forecast starts behind it.
    package var asOf: String
    /// Hours; nil where the plan has none for the year.
    package var targetHours: Double?
    /// What is known of the workflows beside the store.
    package var facts: [WorkflowFacts] = []
    /// Only these departments; all where it is empty.
    package var departments: Set<String> = []
    /// What the months up to today bear of making and keeping the workflows; those that the ledger has are passed over.
    package var shares: [MonthlyShare] = []
    /// What one error costs that nobody noticed, in seconds; nil where it is not known.
    package var errorSeconds: Double?

    package init(
        fiscalYear: String, from: String, to: String, by: Set<Grouping> = Set(Grouping.allCases), asOf: String,
        targetHours: Double? = nil
    ) {
        self.fiscalYear = fiscalYear
        self.from = from
        self.to = to
        self.by = by
        self.asOf = asOf
        self.targetHours = targetHours
    }

    /// With the target that `plan` sets for the fiscal year that `from` lies in.
    package init(
        fiscalYear: String, from: String, to: String, by: Set<Grouping> = Set(Grouping.allCases), asOf: String,
        plan: Plan?
    ) {
        let target = plan.flatMap { plan in Int(from.prefix(4)).flatMap { plan.targets[$0] } }
        self.init(fiscalYear: fiscalYear, from: from, to: to, by: by, asOf: asOf, targetHours: target)
    }
}
