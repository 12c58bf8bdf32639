internal import Evidence
internal import Foundation
package import Storage

extension Report {
    /// The hours saved in the days that are asked for, from the store's time entries; beside them what came in on these days
    /// and waits for a person, or is done and waits for its export.
    ///
    /// - Throws: `Trouble` of kind `store`.
    package static func make(_ request: ReportRequest, from store: Store) throws -> Report {
        func isSeen(_ department: String) -> Bool {
            request.departments.isEmpty || request.departments.contains(department)
        }
        let closed = try store.closedMonthNames()
        let pending = try pending(request, closedThrough: closed.last, store).filter { isSeen($0.department) }
        let totals =
            try store.timeTotals(from: request.from, to: request.to).filter { isSeen($0.department) } + pending
        let open = try store.openDocuments().filter {
            (request.from...request.to).contains($0.day) && isSeen($0.department)
        }
        var months = try store.netSecondsByMonth(
            from: ISODay.yearBefore(request.from), to: request.to, departments: request.departments)
        for share in pending { months[share.month, default: 0] -= share.overheadSeconds }
        let forecast = try Forecast(
            months: months, halfWidth: BaselineUncertainty(totals).halfWidth, from: request.from, asOf: request.asOf,
            to: request.to
        ) {
            var days = try store.netSeconds(from: request.from, to: request.to, departments: request.departments)
            for share in pending { days["\(share.month)-01", default: 0] -= share.overheadSeconds }
            return days
        }
        var report = Report(request, totals: totals, open: open, forecast: forecast)
        report.pendingOverheadSeconds = pending.reduce(0) { $0 + $1.overheadSeconds }
        report.closedMonths = closed.filter {
            ("\($0)-01"...("\($0)-31")).overlaps(request.from...request.to)
        }
        report.checking = try checking(request, store)
        if let year = Int(request.from.prefix(4)), let result = try store.sampleResult(fiscalYear: year) {
            report.sample = CheckedSample(result, report.total)
        }
        return report
    }

    /// The shares of the year's months that are due, and that the ledger does not have yet.
    private static func pending(
        _ request: ReportRequest, closedThrough closed: String?, _ store: Store
    ) throws -> [TimeTotal] {
        guard !request.shares.isEmpty else { return [] }
        let (counted, baselines) = (try store.countedShares(), try store.newestBaselines())
        return request.shares.compactMap { share in
            guard !counted.contains(CountedShare(workflow: share.workflow, kind: share.kind, month: share.month)),
                let baseline = baselines[share.workflow] ?? share.baseline
            else { return nil }
            let total = share.total(closedThrough: closed, baseline: baseline)
            return (request.from.prefix(7)...request.to.prefix(7)).contains(total.month[...]) ? total : nil
        }
    }

    init(_ request: ReportRequest, totals: [TimeTotal], open: [OpenDocuments], forecast: Forecast?) {
        var sum = Tally()
        totals.forEach { sum.add($0) }
        open.forEach { sum.add($0, asOf: request.asOf) }
        let netSeconds = sum.savings.netSeconds
        let half = BaselineUncertainty(totals).halfWidth
        let workflows = Self.workflows(totals, open, request)
        let yen = workflows.compactMap(\.yen)
        self.init(
            fiscalYear: request.fiscalYear, from: request.from, to: request.to, targetHours: request.targetHours,
            netSeconds: netSeconds, netLow: netSeconds - half, netHigh: netSeconds + half,
            forecastHours: forecast?.hours, forecastLow: forecast?.low, forecastHigh: forecast?.high,
            forecastBasis: forecast?.basis, rows: Self.rows(totals, open, request), total: sum.row(),
            workflows: workflows, yen: yen.isEmpty ? nil : yen.reduce(0, +), closedMonths: [],
            pendingOverheadSeconds: 0, checking: nil, sample: nil)
    }

    /// Those that lose first; among those that count nothing, by name.
    private static func workflows(
        _ totals: [TimeTotal], _ open: [OpenDocuments], _ request: ReportRequest
    ) -> [WorkflowSummary] {
        let facts = Dictionary(request.facts.map { ($0.id, $0) }) { first, _ in first }
        let seen = request.facts.filter {
            request.departments.isEmpty || request.departments.contains($0.department)
        }
        let names = Set(totals.map(\.workflow)).union(open.map(\.workflow)).union(seen.map(\.id))
        return names.map { name in
            WorkflowSummary(
                workflow: name, totals: totals.filter { $0.workflow == name },
                open: open.filter { $0.workflow == name },
                facts: facts[name], asOf: request.asOf)
        }.sorted { ($0.savedSeconds, $0.workflow) < ($1.savedSeconds, $1.workflow) }
    }

    private static func checking(_ request: ReportRequest, _ store: Store) throws -> CheckingFigures? {
        let quality = try store.checkingQuality(from: request.from, to: request.to)
        guard quality.planted > 0 else { return nil }
        return CheckingFigures(
            planted: quality.planted, missed: quality.missed, corrected: quality.corrected,
            missRateHigh: ErrorBound.clopperPearsonUpper(
                errors: quality.missed, trials: quality.planted, confidence: 0.95),
            errorSeconds: request.errorSeconds)
    }

    private static func rows(_ totals: [TimeTotal], _ open: [OpenDocuments], _ request: ReportRequest) -> [Row] {
        var tallies: [RowKey: Tally] = [:]
        for total in totals {
            tallies[RowKey(request.by, total.department, total.workflow, total.month), default: Tally()].add(total)
        }
        for open in open {
            let key = RowKey(request.by, open.department, open.workflow, String(open.day.prefix(7)))
            tallies[key, default: Tally()].add(open, asOf: request.asOf)
        }
        return tallies.sorted { $0.key < $1.key }.map { key, tally in
            tally.row(department: key.department, workflow: key.workflow, month: key.month)
        }
    }
}

/// What tells a report's rows apart.
private struct RowKey: Hashable, Comparable {
    var department: String?
    var workflow: String?
    var month: String?

    init(_ groupings: Set<ReportRequest.Grouping>, _ department: String, _ workflow: String, _ month: String) {
        self.department = groupings.contains(.department) ? department : nil
        self.workflow = groupings.contains(.workflow) ? workflow : nil
        self.month = groupings.contains(.month) ? month : nil
    }

    static func < (left: RowKey, right: RowKey) -> Bool {
        (left.department ?? "", left.workflow ?? "", left.month ?? "")
            < (right.department ?? "", right.workflow ?? "", right.month ?? "")
    }
}

/// How far the hours saved may be off because baselines are means of samples.
///
/// A baseline timed on k documents with standard deviation s has the standard error s / √k. All n documents that
/// count with it are off by the same amount, so their sum is off by n · s / √k; the errors of different baselines are
/// independent, so their squares add up. 95 % of a normal distribution lie within 1.96 standard errors.
/// Seconds of people are measured, and taken as exact.
struct BaselineUncertainty {
    /// Half of the 95 % range, in seconds.
    let halfWidth: Double

    init(_ totals: [TimeTotal]) {
        struct Source: Hashable {
            var workflow: String
            var baseline: MeasuredBaseline
        }
        var documents: [Source: Int] = [:]
        for total in totals {
            guard let baseline = total.baseline else { continue }
            documents[Source(workflow: total.workflow, baseline: baseline), default: 0] += total.documents
        }
        let variance = documents.map { source, count in
            let error = source.baseline.spreadSeconds / Double(source.baseline.sample).squareRoot()
            return (Double(count) * error) * (Double(count) * error)
        }
        halfWidth = 1.96 * variance.sorted().reduce(0, +).squareRoot()
    }
}

extension CheckedSample {
    init(_ result: SampleResult, _ total: Report.Row) {
        let low =
            1
            - ErrorBound.clopperPearsonUpper(
                errors: result.checked - result.sound, trials: result.checked, confidence: 0.95)
        self.init(
            checked: result.checked, sound: result.sound, lowShare: low,
            lowSeconds: total.baselineSeconds * low - total.humanSeconds - total.overheadSeconds)
    }
}
