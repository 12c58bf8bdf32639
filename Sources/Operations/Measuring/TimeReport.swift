package import Engine
package import Foundation
internal import Intake
internal import JapaneseText
package import Paperwork
package import Storage
package import TimeLedger
package import Workflows

/// The hours saved, out of a data folder's store: what the command line, the station and files show is made here.
package struct TimeReport {
    private let store: Store

    /// - throws: `Trouble` where there is no store, or it can't be opened.
    package init(dataFolder: DataFolder) throws { store = try Store.existing(dataFolder) }

    package init(_ store: Store) { self.store = store }

    /// - throws: `Trouble` where the store can't be read.
    package func make(_ request: ReportRequest) throws -> Report { try Report.make(request, from: store) }
}

extension ReportRequest {
    /// For a fiscal year of a site: with its plan's target, and what its files say of the workflows.
    ///
    /// - Parameters:
    ///   - year: as a reader writes it, as in `R8` or 令和8年度; nil: the present one.
    ///   - now: its date in the site's time zone is today.
    /// - Returns: nil where `year` is none.
    package init?(
        year: String?, by: Set<Grouping> = Set(Grouping.allCases), site: Site, plan: Plan?, workflows: [Workflow],
        now: Date
    ) {
        let parts = Calendar(identifier: .gregorian).dateComponents(in: site.timeZone, from: now)
        guard
            let today = try? JapaneseDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0),
            let year = year.map({ FiscalYear($0) }) ?? FiscalYear(of: today)
        else { return nil }
        self.init(
            fiscalYear: year.short, from: year.firstDay.iso, to: year.lastDay.iso, by: by, asOf: today.iso, plan: plan)
        facts = workflows.map { WorkflowFacts($0, labour: site.labour) }
        shares = MonthlyCosts(workflows).due(asOf: asOf)
        errorSeconds = site.labour?.errorMinutes.map { $0 * 60 }
    }
}

extension WorkflowFacts {
    init(_ workflow: Workflow, labour: Site.Labour?) {
        let grade = workflow.timeCosts.grade ?? labour?.standard
        let budgets = workflow.steps.compactMap { step in
            if case .read(let read) = step.action { read.errorBudget } else { nil }
        }
        self.init(
            id: workflow.id, title: workflow.title, department: workflow.department,
            state: workflow.baseline == nil ? .noBaseline : workflow.lapsedForms.isEmpty ? .counting : .lapsed,
            reason: workflow.lapsedForms.joined(separator: ", "), errorBudget: budgets.max(), grade: grade,
            yenPerHour: grade.flatMap { labour?.grades[$0] })
    }
}

/// The months' shares of what making and keeping workflows takes.
package struct MonthlyCosts {
    private let workflows: [Workflow]

    package init(_ workflows: [Workflow]) { self.workflows = workflows }

    /// Counts each share of the months that are over and that is not counted yet. A share counts in its month, or
    /// where that is closed in the first one that is not.
    ///
    /// - throws: `Trouble` where the store can't be written.
    package func count(in store: Store) throws {
        let now = store.now()
        let today = store.day(of: now)
        let counted = try store.countedShares()
        for share in due(asOf: today)
        where share.month < today.prefix(7)
            && !counted.contains(CountedShare(workflow: share.workflow, kind: share.kind, month: share.month))
        {
            let booking = TimeBooking(
                workflow: share.workflow, department: share.department, kind: share.kind, seconds: share.seconds,
                actor: "workflow.yml", reason: share.month, baseline: share.baseline)
            _ = try store.bookMonthly(booking, month: share.month, now: now)
        }
    }

    /// What each month bears up to that day; of the month that runs, as much as is gone of it.
    ///
    /// - Parameter day: as ISO.
    func due(asOf day: String) -> [MonthlyShare] {
        let present = String(day.prefix(7))
        var shares: [MonthlyShare] = []
        for workflow in workflows {
            let costs = [(LedgerKind.setUp, workflow.timeCosts.setUp), (.upkeep, workflow.timeCosts.upkeep)]
            for case (let kind, let cost?) in costs where cost.hours > 0 {
                var month = cost.from
                while month <= present, cost.isDue(in: month) {
                    shares.append(
                        MonthlyShare(
                            workflow: workflow.id, department: workflow.department, kind: kind, month: month,
                            seconds: cost.hours * 3600 * (month == present ? Self.gone(of: day) : 1),
                            baseline: workflow.countingBaseline.map(MeasuredBaseline.init)))
                    month = Store.month(after: month)
                }
            }
        }
        return shares
    }

    /// How much of its month is over with that day, above 0 to 1.
    private static func gone(of day: String) -> Double {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return 1 }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: 1))
        let days = date.flatMap { calendar.range(of: .day, in: .month, for: $0)?.count } ?? 31
        return Double(min(parts[2], days)) / Double(days)
    }
}
