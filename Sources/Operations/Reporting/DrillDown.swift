internal import Delivery
internal import Foundation
package import Storage

/// The entries behind a figure, as CSV for programs; their net seconds add up to it.
package enum DrillDown {
    private static let columns = [
        "entry", "day", "department", "workflow", "kind", "batch", "document", "outcome", "baseline_seconds",
        "human_seconds", "overhead_seconds", "net_seconds", "straight_through", "reverses", "actor", "reason",
    ]

    package static let header = CSVFile.text(rows: [[String]](), header: columns)

    /// Without the header.
    package static func csv(_ lines: [LedgerLine]) -> String {
        let text = CSVFile.text(
            rows: lines.map { line in
                [
                    String(line.id), line.day, line.department, line.workflow, line.kind.rawValue, line.batch ?? "",
                    line.document ?? "", line.outcome ?? "", seconds(line.baselineSeconds),
                    seconds(line.humanSeconds), seconds(line.overheadSeconds), seconds(line.netSeconds),
                    line.straightThrough ? "1" : "0", line.reverses.map(String.init) ?? "", line.actor ?? "",
                    line.reason ?? "",
                ]
            }, header: columns)
        return String(text.dropFirst(header.count))
    }

    private static func seconds(_ value: Double) -> String { String(format: "%.3f", value) }
}
