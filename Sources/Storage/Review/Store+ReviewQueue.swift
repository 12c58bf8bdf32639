package import Foundation
internal import Paperwork
internal import SQLAccess

/// Which of the waiting documents a person may be given.
package struct ReviewChoice: Sendable, Hashable {
    package var account: String
    /// Empty for those of all departments.
    package var departments: [String]
    /// Nil for those of all workflows.
    package var workflows: [String]?
    package var batch: String?

    package init(account: String, departments: [String] = [], workflows: [String]? = nil, batch: String? = nil) {
        self.account = account
        self.departments = departments
        self.workflows = workflows
        self.batch = batch
    }

    /// Whether what that workflow left for that department is among it.
    func includes(workflow: String, department: String) -> Bool {
        (departments.isEmpty || departments.contains(department)) && workflows?.contains(workflow) ?? true
    }
}

extension Store {
    /// Documents that wait for this person, those first that are worth most: of a higher priority, then the oldest. What
    /// others have in hand, and what this person settled first where it takes two, is not among them; what they put off
    /// comes last.
    package func waitingDocuments(for choice: ReviewChoice, limit: Int, now: Date) throws -> [WaitingDocument] {
        try database.read { connection in
            let first = try queues(choice, connection).flatMap {
                try untouched(in: $0, for: choice.account, limit: limit, now: now, connection)
            }
            let chosen = first.sorted(by: Self.isBefore).prefix(limit).map(\.document)
            guard chosen.count < limit else { return chosen }
            return try chosen + putOff(choice, now: now, connection).prefix(limit - chosen.count)
        }
    }

    /// How many there are of them; where there are more than `limit`, one more than that, so that a page does not wait for
    /// the count of a hundred thousand.
    package func waitingCount(for choice: ReviewChoice, limit: Int, now: Date) throws -> Int {
        try database.read { connection in
            var count = try putOff(choice, now: now, connection).count
            for queue in try queues(choice, connection) where count <= limit {
                count +=
                    try connection.row(
                        """
                        SELECT count(*) AS documents FROM (SELECT 1 \(Self.untouched) AND \(queue.condition)
                            LIMIT ?3) AS first_ones
                        """,
                        [.text(choice.account), .time(now), .integer(limit + 1 - count)] + queue.values
                    )?.integer("documents") ?? 0
            }
            return min(count, limit + 1)
        }
    }

    /// Everything that waits, by workflow, whoever has it in hand.
    package func waitingCounts() throws -> [String: Int] {
        try database.read { connection in
            let rows = try connection.rows(
                """
                SELECT review_workflow AS workflow, count(*) AS documents FROM document WHERE state = 'review'
                GROUP BY review_workflow
                """)
            return Dictionary(
                try rows.map { (try $0.text("workflow"), try $0.integer("documents")) }, uniquingKeysWith: { $1 })
        }
    }

    /// Puts the first of these documents that still waits and that nobody else has into a person's hand for `seconds`. Nil
    /// where there is none.
    ///
    /// - throws: `Trouble` where the store can't be written.
    package func holdFirst(
        of documents: [String], account: String, seconds: Double, now: Date
    ) throws -> ReviewHold? {
        try database.write(lasting: false) { connection in
            for document in documents {
                let waits = try connection.row(
                    """
                    SELECT id FROM document WHERE id = ?1 AND state = 'review'
                        AND NOT EXISTS (SELECT 1 FROM review_first WHERE document = ?1 AND account = ?2)
                        AND NOT EXISTS (
                            SELECT 1 FROM review_hold WHERE document = ?1 AND account <> ?2 AND until > ?3)
                    \(connection.dialect.locking)
                    """, [.text(document), .text(account), .time(now)])
                guard waits != nil,
                    let hold = try take(document, account: account, seconds: seconds, now: now, connection)
                else { continue }
                return hold
            }
            return nil
        }
    }

    /// Puts a document, which the transaction has locked, into a person's hand. Nil where someone else has it.
    func take(
        _ document: String, account: String, seconds: Double, now: Date, _ connection: SQLConnection
    ) throws -> ReviewHold? {
        let hold = ReviewHold(
            document: document, account: account, token: String(Password.token().prefix(16)),
            until: now.addingTimeInterval(seconds))
        let held = try connection.execute(
            """
            INSERT INTO review_hold (document, account, token, until) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document) DO UPDATE
                SET account = excluded.account, token = excluded.token, until = excluded.until
                WHERE review_hold.account = excluded.account OR review_hold.until <= ?5
            """, [.text(document), .text(account), .text(hold.token), .time(hold.until), .time(now)])
        return held == 1 ? hold : nil
    }

    /// Who has a document in hand; nil where nobody has.
    package func holder(ofDocument id: String, now: Date) throws -> ReviewHold? {
        try database.read { connection in
            try connection.row("SELECT * FROM review_hold WHERE document = ? AND until > ?", [.text(id), .time(now)])
                .map {
                    ReviewHold(
                        document: id, account: try $0.text("account"), token: "", until: try $0.time("until"))
                }
        }
    }

    /// Keeps what a person has in hand for `seconds` more. False where they do not have it any more.
    package func renew(_ hold: ReviewHold, seconds: Double, now: Date) throws -> Bool {
        try database.write(lasting: false) { connection in
            try connection.execute(
                "UPDATE review_hold SET until = ? WHERE document = ? AND account = ? AND token = ?",
                [
                    .time(now.addingTimeInterval(seconds)), .text(hold.document), .text(hold.account),
                    .text(hold.token),
                ]) == 1
        }
    }

    /// Gives back what a person has in hand; put off, it comes last for them.
    ///
    /// - Parameter seconds: how long they looked at it without settling anything.
    package func giveBack(_ hold: ReviewHold, putOff: Bool, seconds: Double = 0, now: Date) throws {
        try database.write(lasting: false) { connection in
            let given = try connection.execute(
                "DELETE FROM review_hold WHERE document = ? AND account = ? AND token = ?",
                [.text(hold.document), .text(hold.account), .text(hold.token)])
            guard given == 1 else { return }
            if seconds > 0 {
                try connection.execute(
                    "UPDATE document SET human_ms = human_ms + ? WHERE id = ? AND state = 'review'",
                    [.integer(Milliseconds.from(seconds)), .text(hold.document)])
            }
            guard putOff else { return }
            try connection.execute(
                """
                INSERT INTO review_later (document, account, at) VALUES (?, ?, ?)
                ON CONFLICT (document, account) DO UPDATE SET at = excluded.at
                """, [.text(hold.document), .text(hold.account), .time(now)])
        }
    }
}

extension WaitingDocument {
    init(_ row: SQLRow) throws(Trouble) {
        self.init(
            id: try row.text("id"), batch: try row.text("batch"), workflow: try row.text("workflow"),
            file: try row.text("file"), number: try row.integer("number"), received: try row.time("received"),
            holder: try row.optionalText("holder"))
    }
}
