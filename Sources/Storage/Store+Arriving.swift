package import Foundation
internal import Paperwork
internal import SQLAccess

/// Records that came in by another way than the inbox, as the CSV file that is to lie there.
package struct ArrivingRecords: Sendable, Hashable {
    /// What came of bringing them.
    package enum Outcome: Sendable, Hashable {
        case isNew
        /// The same came in before under the same key.
        case isRepeat
        /// Something else came in before under that key.
        case isOther
    }

    package var workflow: String
    /// Whoever brings them names them so: the same key comes in once.
    package var key: String
    /// The file's name in the inbox.
    package var name: String
    package var content: String

    package init(workflow: String, key: String, name: String, content: String) {
        self.workflow = workflow
        self.key = key
        self.name = name
        self.content = content
    }
}

extension Store {
    /// Keeps records until they lie in the inbox, and with them the rows that are known from now on; at once, or not at all.
    ///
    /// - Parameter reached: how far the workflow's schedule has come with that; nil where it has none to do with it.
    /// - Returns: whether they are kept: what came in under that key before stays as it is.
    @discardableResult
    package func keep(
        _ records: ArrivingRecords, rows: [String] = [], reached: Date? = nil, now: Date
    ) throws -> ArrivingRecords.Outcome {
        let sha256 = SHA256.hex(records.content.utf8)
        return try database.write { connection in
            let changed = try connection.execute(
                """
                INSERT INTO arriving (workflow, key, name, content, sha256, received) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (workflow, key) DO NOTHING
                """,
                [
                    .text(records.workflow), .text(records.key), .text(records.name), .text(records.content),
                    .text(sha256), .time(now),
                ])
            guard changed == 1 else {
                let known = try connection.row(
                    "SELECT sha256 FROM arriving WHERE workflow = ? AND key = ?",
                    [.text(records.workflow), .text(records.key)])
                return try known?.text("sha256") == sha256 ? .isRepeat : .isOther
            }
            for row in rows {
                try connection.execute(
                    "INSERT INTO seen_row (workflow, key) VALUES (?, ?) ON CONFLICT (workflow, key) DO NOTHING",
                    [.text(records.workflow), .text(row)])
            }
            if let reached { try mark(records.workflow, reached, connection) }
            return .isNew
        }
    }

    /// What does not lie in its inbox yet, the oldest first.
    package func arrivingRecords() throws -> [ArrivingRecords] {
        try database.read { connection in
            try connection.rows("SELECT * FROM arriving WHERE placed IS NULL ORDER BY received, key").map { row in
                ArrivingRecords(
                    workflow: try row.text("workflow"), key: try row.text("key"), name: try row.text("name"),
                    content: try row.text("content"))
            }
        }
    }

    /// Records lie in their inbox: their content is there, and no more here.
    package func place(_ records: ArrivingRecords, now: Date) throws {
        try database.write { connection in
            try connection.execute(
                "UPDATE arriving SET placed = ?, content = '' WHERE workflow = ? AND key = ?",
                [.time(now), .text(records.workflow), .text(records.key)])
        }
    }

    package func knowsRecords(ofWorkflow workflow: String, key: String) throws -> Bool {
        try database.read {
            try $0.row(
                "SELECT 1 AS found FROM arriving WHERE workflow = ? AND key = ?", [.text(workflow), .text(key)]) != nil
        }
    }

    /// Of the rows of a workflow's view, those that came in before.
    package func seenRows(ofWorkflow workflow: String, among keys: [String]) throws -> Set<String> {
        guard !keys.isEmpty else { return [] }
        return try database.read { connection in
            var seen: Set<String> = []
            for start in stride(from: 0, to: keys.count, by: 500) {
                let part = keys[start..<min(start + 500, keys.count)]
                let marks = part.map { _ in "?" }.joined(separator: ", ")
                for row in try connection.rows(
                    "SELECT key FROM seen_row WHERE workflow = ? AND key IN (\(marks))",
                    [.text(workflow)] + part.map { .text($0) })
                {
                    seen.insert(try row.text("key"))
                }
            }
            return seen
        }
    }

    /// How far a workflow's schedule has come; nil before its first look.
    package func scheduleMark(ofWorkflow workflow: String) throws -> Date? {
        try database.read {
            try $0.row("SELECT reached FROM schedule_mark WHERE workflow = ?", [.text(workflow)])?.time("reached")
        }
    }

    package func markSchedule(ofWorkflow workflow: String, reached: Date) throws {
        try database.write { try mark(workflow, reached, $0) }
    }

    private func mark(_ workflow: String, _ reached: Date, _ connection: SQLConnection) throws {
        try connection.execute(
            """
            INSERT INTO schedule_mark (workflow, reached) VALUES (?, ?)
            ON CONFLICT (workflow) DO UPDATE SET reached = excluded.reached
            """, [.text(workflow), .time(reached)])
    }
}
