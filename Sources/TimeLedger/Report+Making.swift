internal import Foundation
package import Storage

extension Report {
    /// The hours saved in the days that are asked for, from the store's time entries.
    ///
    /// - Throws: `Trouble` of kind `store`.
    package static func make(_ request: ReportRequest, from store: Store) throws -> Report {
        Report(
            request, totals: try store.timeTotals(from: request.from, to: request.to),
            firstDay: try store.firstTimeDay(from: request.from, to: request.to))
    }

    init(_ request: ReportRequest, totals: [TimeTotal], firstDay: String?) {
        var sum = Tally()
        totals.forEach { sum.add($0) }
        let uncertainty = BaselineUncertainty(totals)
        self.init(
            fiscalYear: request.fiscalYear, from: request.from, to: request.to, targetHours: request.targetHours,
            netSeconds: sum.netSeconds, netLow: sum.netSeconds - uncertainty.halfWidth,
            netHigh: sum.netSeconds + uncertainty.halfWidth,
            forecastHours: firstDay.flatMap { firstDay in
                Forecast(netSeconds: sum.netSeconds, firstDay: firstDay, asOf: request.asOf, to: request.to).hours
            },
            rows: Self.rows(totals, by: request.by), total: sum.row())
    }

    private static func rows(_ totals: [TimeTotal], by groupings: Set<ReportRequest.Grouping>) -> [Row] {
        let groups = Dictionary(grouping: totals) { total in
            RowKey(
                department: groupings.contains(.department) ? total.department : nil,
                workflow: groupings.contains(.workflow) ? total.workflow : nil,
                month: groupings.contains(.month) ? total.month : nil)
        }
        return groups.sorted { $0.key < $1.key }.map { key, totals in
            var tally = Tally()
            totals.forEach { tally.add($0) }
            return tally.row(department: key.department, workflow: key.workflow, month: key.month)
        }
    }
}

/// What tells a report's rows apart.
private struct RowKey: Hashable, Comparable {
    var department: String?
    var workflow: String?
    var month: String?

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
