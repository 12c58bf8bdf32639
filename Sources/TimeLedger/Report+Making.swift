internal import Foundation
package import Storage

extension Report {
    /// The hours saved in the days that are asked for, from the store's time entries; beside them what came in on these days
    /// and waits for a person, or is done and waits for its export.
    ///
    /// - Throws: `Trouble` of kind `store`.
    package static func make(_ request: ReportRequest, from store: Store) throws -> Report {
        Report(
            request, totals: try store.timeTotals(from: request.from, to: request.to),
            open: try store.openDocuments().filter { (request.from...request.to).contains($0.day) },
            firstDay: try store.firstTimeDay(from: request.from, to: request.to))
    }

    init(_ request: ReportRequest, totals: [TimeTotal], open: [OpenDocuments], firstDay: String?) {
        var sum = Tally()
        totals.forEach { sum.add($0) }
        open.forEach { sum.add($0, asOf: request.asOf) }
        let netSeconds = sum.savings.netSeconds
        let uncertainty = BaselineUncertainty(totals)
        self.init(
            fiscalYear: request.fiscalYear, from: request.from, to: request.to, targetHours: request.targetHours,
            netSeconds: netSeconds, netLow: netSeconds - uncertainty.halfWidth,
            netHigh: netSeconds + uncertainty.halfWidth,
            forecastHours: firstDay.flatMap { firstDay in
                Forecast(netSeconds: netSeconds, firstDay: firstDay, asOf: request.asOf, to: request.to).hours
            },
            rows: Self.rows(totals, open, request), total: sum.row())
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
