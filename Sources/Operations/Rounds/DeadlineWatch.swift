package import Foundation
package import Paperwork
package import Storage
package import Workflows

/// A batch that is late, or that will be by what its workflow took lately.
package struct DeadlineWarning: Sendable, Hashable {
    package var batch: String
    package var workflow: String
    package var file: String
    package var deadline: Date
    /// When it will be finished at the pace of late; nil where no pace is known, or it waits for people alone.
    package var expected: Date?
    /// Documents that are not settled.
    package var documents: Int

    package func wording(in zone: TimeZone) -> Wording {
        let format = Date.FormatStyle(
            date: .numeric, time: .shortened, locale: Locale(identifier: "ja_JP"), timeZone: zone)
        let (due, end) = (deadline.formatted(format), expected.map { $0.formatted(format) })
        return Wording(
            ja: "\(workflow)「\(file)」: 期限 \(due) に間に合いません（残り \(documents)件\(end.map { "、見込み \($0)" } ?? "")）。",
            en: "\(workflow), \(file): it misses its deadline of \(due) (\(documents) left"
                + (end.map { ", expected \($0))" } ?? ")"))
    }
}

package struct DeadlineWatch: Sendable {
    private let site: Site
    private let store: Store

    package init(_ site: Site, store: Store) {
        self.site = site
        self.store = store
    }

    /// The open batches whose deadline has passed, or passes before they are finished: each document takes as long as those
    /// of the workflow's last ten batches took, from in to out.
    ///
    /// - Throws: `Trouble` where the store can't be read.
    package func warnings(_ workflows: [Workflow], now: Date) throws -> [DeadlineWarning] {
        var warnings: [DeadlineWarning] = []
        for record in try store.openBatches() {
            guard let workflow = workflows.first(where: { $0.id == record.batch.workflow }),
                let rule = workflow.timing.deadline
            else { continue }
            let deadline = rule.moment(received: record.received, in: site.timeZone, site.businessDays)
            let documents = try store.progress(record.batch.id)?.documents ?? [:]
            let left = [.queued, .working, .review, .inDoubt].map { documents[$0] ?? 0 }.reduce(0, +)
            let expected = try pace(of: workflow.id, now: now).map { now.addingTimeInterval($0 * Double(left)) }
            guard max(now, expected ?? now) > deadline else { continue }
            warnings.append(
                DeadlineWarning(
                    batch: record.batch.id, workflow: workflow.id, file: record.batch.file, deadline: deadline,
                    expected: expected, documents: left))
        }
        return warnings
    }

    /// Seconds per document; nil where no batch of the last 90 days tells.
    private func pace(of workflow: String, now: Date) throws -> Double? {
        let finished = try store.batches(finishedSince: now.addingTimeInterval(-90 * 86_400))
            .filter { $0.batch.workflow == workflow }.suffix(10)
        var (seconds, count) = (0.0, 0)
        for record in finished {
            guard let end = record.finished else { continue }
            seconds += end.timeIntervalSince(record.received)
            count += try store.progress(record.batch.id)?.documents.values.reduce(0, +) ?? 0
        }
        return count == 0 ? nil : seconds / Double(count)
    }
}
