package import Engine
package import Foundation
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

    /// Counts each month's share that is due and not counted yet, up to the present month. A share counts in its month, or
    /// where that is closed in the first one that is not.
    ///
    /// - throws: `Trouble` where the store can't be written.
    package func count(in store: Store) throws {
        let now = store.now()
        let present = String(store.day(of: now).prefix(7))
        for workflow in workflows {
            let costs = [(LedgerKind.setUp, workflow.timeCosts.setUp), (.upkeep, workflow.timeCosts.upkeep)]
            for case (let kind, let cost?) in costs {
                var month = cost.from
                while month <= present, cost.isDue(in: month) {
                    let booking = TimeBooking(
                        workflow: workflow.id, department: workflow.department, kind: kind,
                        seconds: cost.hours * 3600, actor: "workflow.yml", reason: month)
                    _ = try store.bookMonthly(booking, month: month, now: now)
                    month = Store.month(after: month)
                }
            }
        }
    }
}
