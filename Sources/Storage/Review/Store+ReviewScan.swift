import Foundation
internal import Paperwork
internal import SQLAccess

/// What waits, as it is found by an index: each workflow's documents of a department are a queue of their own, so that what
/// waits for others costs nobody time, however much it is.
struct ReviewQueue {
    /// Over `document`; its values begin with `?4`.
    var condition: String
    var values: [SQLValue]
}

extension Store {
    /// The queues that a person may be given something of. There are as many as workflows have something to settle.
    func queues(_ choice: ReviewChoice, _ connection: SQLConnection) throws -> [ReviewQueue] {
        if let batch = choice.batch {
            let row = try connection.row("SELECT workflow, department FROM batch WHERE id = ?", [.text(batch)])
            guard let row,
                choice.includes(workflow: try row.text("workflow"), department: try row.text("department"))
            else { return [] }
            return [ReviewQueue(condition: "document.batch = ?4", values: [.text(batch)])]
        }
        var queues: [ReviewQueue] = []
        var last: (workflow: String, department: String) = ("", "")
        while true {
            guard let row = try queue(after: last, connection) else { return queues }
            last = (try row.text("workflow"), try row.text("department"))
            guard choice.includes(workflow: last.workflow, department: last.department) else { continue }
            queues.append(
                ReviewQueue(
                    condition: "document.review_workflow = ?4 AND document.review_department = ?5",
                    values: [.text(last.workflow), .text(last.department)]))
        }
    }

    /// The next queue by the index, however many documents the last one has: of the same workflow, or else of the next.
    private func queue(
        after last: (workflow: String, department: String), _ connection: SQLConnection
    ) throws -> SQLRow? {
        let select = """
            SELECT review_workflow AS workflow, review_department AS department FROM document
            WHERE state = 'review' AND
            """
        return try connection.row(
            "\(select) review_workflow = ? AND review_department > ? ORDER BY review_department LIMIT 1",
            [.text(last.workflow), .text(last.department)])
            ?? connection.row(
                "\(select) review_workflow > ? ORDER BY review_workflow, review_department LIMIT 1",
                [.text(last.workflow)])
    }

    /// Those of a queue that this person did not put off, in order.
    func untouched(
        in queue: ReviewQueue, for account: String, limit: Int, now: Date, _ connection: SQLConnection
    ) throws -> [(priority: Int, document: WaitingDocument)] {
        try connection.rows(
            """
            SELECT \(Self.shown), document.priority \(Self.untouched) AND \(queue.condition)
            ORDER BY document.priority, document.received, document.batch, document.number LIMIT ?3
            """, [.text(account), .time(now), .integer(limit)] + queue.values
        ).map { (try $0.integer("priority"), try WaitingDocument($0)) }
    }

    /// As the indexes have it.
    static func isBefore(
        _ one: (priority: Int, document: WaitingDocument), _ other: (priority: Int, document: WaitingDocument)
    ) -> Bool {
        (one.priority, one.document.received, one.document.batch, one.document.number)
            < (other.priority, other.document.received, other.document.batch, other.document.number)
    }

    /// What this person put off and may still be given, the first put off first.
    func putOff(_ choice: ReviewChoice, now: Date, _ connection: SQLConnection) throws -> [WaitingDocument] {
        try connection.rows(
            """
            SELECT \(Self.shown), document.review_department AS department FROM review_later
                JOIN document ON document.id = review_later.document
                LEFT JOIN review_hold ON review_hold.document = document.id AND review_hold.until > ?2
            WHERE review_later.account = ?1 AND document.state = 'review' AND \(Self.isFree)
            ORDER BY review_later.at, document.priority, document.received, document.batch, document.number
            """, [.text(choice.account), .time(now)]
        ).filter { row in
            let (workflow, department) = (try row.text("workflow"), try row.text("department"))
            let isOfBatch = try choice.batch == nil || choice.batch == row.text("batch")
            return isOfBatch && choice.includes(workflow: workflow, department: department)
        }.map { try WaitingDocument($0) }
    }

    private static let shown = """
        document.id, document.batch, document.number, document.received, document.review_workflow AS workflow,
        (SELECT batch.file FROM batch WHERE batch.id = document.batch) AS file, review_hold.account AS holder
        """

    /// The account is `?1`, the time `?2`.
    static let untouched = """
        FROM document LEFT JOIN review_hold ON review_hold.document = document.id AND review_hold.until > ?2
        WHERE document.state = 'review' AND \(isFree)
            AND NOT EXISTS (SELECT 1 FROM review_later
                WHERE review_later.document = document.id AND review_later.account = ?1)
        """

    private static let isFree = """
        (review_hold.account IS NULL OR review_hold.account = ?1)
            AND NOT EXISTS (SELECT 1 FROM review_first
                WHERE review_first.document = document.id AND review_first.account = ?1)
        """
}
