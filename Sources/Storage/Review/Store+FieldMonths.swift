package import Foundation
package import Paperwork
internal import SQLAccess

/// How a field fared in one month.
package struct FieldMonth: Sendable, Hashable {
    package var field: String
    /// As in `2026-10`.
    package var month: String
    /// Times that it was decided on as its document was read, and times that it passed unseen.
    package var decided = 0
    package var passed = 0
    /// Values in doubt that a person settled, and those of them that had been read right.
    package var settled = 0
    package var settledRight = 0
    /// Values that had passed, and of which chance had a person look, and those of them that were right.
    package var sampled = 0
    package var sampledRight = 0

    init(field: String, month: String) { (self.field, self.month) = (field, month) }
}

/// How a workflow's documents fared in one month.
package struct WorkflowMonth: Sendable, Hashable {
    /// As in `2026-10`.
    package var month: String
    package var documents: Int
    /// Documents that no person needed to touch.
    package var straight: Int
}

extension Store {
    /// Counts the fields that were decided as a document was read.
    func tally(
        _ fields: [Field], of document: Document, now: Date, _ connection: SQLConnection
    ) throws(Trouble) {
        var counts: [String: (decided: Int, passed: Int)] = [:]
        for field in fields {
            counts[field.name, default: (0, 0)].decided += 1
            counts[field.name, default: (0, 0)].passed += field.isOpen ? 0 : 1
        }
        guard !counts.isEmpty else { return }
        // In one order everywhere, so that nobody waits crosswise.
        let rows = counts.sorted { $0.key < $1.key }
        let workflow = "(SELECT batch.workflow FROM batch WHERE batch.id = ?1)"
        try connection.execute(
            """
            INSERT INTO field_tally (workflow, field, month, decided, passed)
            VALUES \(rows.indices.map { "(\(workflow), ?\($0 * 3 + 3), ?2, ?\($0 * 3 + 4), ?\($0 * 3 + 5))" }
                .joined(separator: ", "))
            ON CONFLICT (workflow, field, month) DO UPDATE SET decided = field_tally.decided + excluded.decided,
                passed = field_tally.passed + excluded.passed
            """,
            [.text(document.batch), .text(String(day(of: now).prefix(7)))]
                + rows.flatMap { [.text($0.key), .integer($0.value.decided), .integer($0.value.passed)] })
    }

    /// How a workflow's fields fared, by field and month, since the month of `moment`.
    package func fieldMonths(ofWorkflow id: String, since moment: Date) throws -> [FieldMonth] {
        let first = String(day(of: moment).prefix(7))
        return try database.read { connection in
            var months: [String: FieldMonth] = [:]
            func change(_ field: String, _ month: String, _ body: (inout FieldMonth) -> Void) {
                body(&months["\(month) \(field)", default: FieldMonth(field: field, month: month)])
            }
            try connection.forEachRow(
                "SELECT * FROM field_tally WHERE workflow = ? AND month >= ?", [.text(id), .text(first)]
            ) { row in
                let (decided, passed) = (try row.integer("decided"), try row.integer("passed"))
                change(try row.text("field"), try row.text("month")) { ($0.decided, $0.passed) = (decided, passed) }
            }
            // By hours, which no time zone parts: few rows, however many values.
            try connection.forEachRow(
                """
                SELECT graded_value.field AS field, graded_value.source AS source, graded_value.at / 3600000 AS hour,
                    count(*) AS looked, sum(graded_value.is_wrong) AS wrong
                FROM graded_value LEFT JOIN review_entry ON review_entry.id = graded_value.entry
                WHERE graded_value.workflow = ? AND graded_value.source <> 'recall' AND graded_value.at >= ?
                    AND coalesce(review_entry.is_undone, 0) = 0
                GROUP BY graded_value.field, graded_value.source, graded_value.at / 3600000
                """, [.text(id), .time(moment)]
            ) { row in
                let moment = Date(timeIntervalSince1970: Double(try row.integer("hour")) * 3600)
                let (looked, wrong) = (try row.integer("looked"), try row.integer("wrong"))
                let isSample = try row.text("source") == GradeSource.sample.rawValue
                change(try row.text("field"), String(day(of: moment).prefix(7))) { month in
                    if isSample {
                        month.sampled += looked
                        month.sampledRight += looked - wrong
                    } else {
                        month.settled += looked
                        month.settledRight += looked - wrong
                    }
                }
            }
            return months.values.filter { $0.month >= first }
                .sorted { ($0.month, $0.field) < ($1.month, $1.field) }
        }
    }

    /// How a workflow's documents fared, by the month in which they were read, since the month of `moment`.
    package func workflowMonths(ofWorkflow id: String, since moment: Date) throws -> [WorkflowMonth] {
        let first = String(day(of: moment).prefix(7)) + "-01"
        return try database.read { connection in
            var months: [String: WorkflowMonth] = [:]
            try connection.forEachRow(
                "SELECT day, documents, straight FROM decision_tally WHERE workflow = ? AND day >= ?",
                [.text(id), .text(first)]
            ) { row in
                let month = String(try row.text("day").prefix(7))
                months[month, default: WorkflowMonth(month: month, documents: 0, straight: 0)].documents +=
                    try row.integer("documents")
                months[month]?.straight += try row.integer("straight")
            }
            return months.values.sorted { $0.month < $1.month }
        }
    }
}
