package import Foundation
package import Paperwork
internal import SQLAccess

/// The way into another system's account, which one worker takes at a time.
package struct Lane: Sendable, Hashable {
    package var name: String
    /// Nobody enters it before; nil where it does not rest.
    package var restsUntil: Date?
    /// Nobody enters it until a person opens it.
    package var isStopped: Bool
    /// Why it rests or is stopped.
    package var reason: Wording?
    /// The document at which it was stopped.
    package var document: String?
    /// Pictures of the page as it was when it worked and as it is now, relative to the data folder.
    package var expected: String?
    package var found: String?

    package init(
        name: String, restsUntil: Date? = nil, isStopped: Bool = false, reason: Wording? = nil,
        document: String? = nil, expected: String? = nil, found: String? = nil
    ) {
        self.name = name
        self.restsUntil = restsUntil
        self.isStopped = isStopped
        self.reason = reason
        self.document = document
        self.expected = expected
        self.found = found
    }
}

extension Lane {
    /// The lane of documents that another robot was given and has not answered for.
    package static func waiting(_ name: String) -> String { name + waitingEnd }

    /// Whether documents in it wait for another robot: nobody need open it.
    package var isWaiting: Bool { name.hasSuffix(Self.waitingEnd) }

    private static let waitingEnd = ".waiting"
}

extension Store {
    /// Lets a lane rest: what waits in it is not claimed before. False where it rested or was stopped before: whoever
    /// looks was told already.
    @discardableResult
    package func restLane(_ name: String, until: Date, reason: Wording) throws -> Bool {
        try database.write { connection in
            let known = try connection.row(
                "SELECT 1 AS found FROM lane WHERE name = ? AND reason_ja IS NOT NULL", [.text(name)])
            try connection.execute(
                """
                INSERT INTO lane (name, rests_until, is_stopped, reason_ja, reason_en) VALUES (?, ?, 0, ?, ?)
                ON CONFLICT (name) DO UPDATE SET rests_until = excluded.rests_until, reason_ja = excluded.reason_ja,
                    reason_en = excluded.reason_en
                """, [.text(name), .time(until), .text(reason.ja), .text(reason.en)])
            return known == nil
        }
    }

    /// Lets nobody enter a lane before a moment, which needs no reason: the next entry comes at its pace.
    package func paceLane(_ name: String, until: Date) throws {
        try database.write(lasting: false) { connection in
            try connection.execute("UPDATE lane SET rests_until = ? WHERE name = ?", [.time(until), .text(name)])
        }
    }

    /// Stops a lane until a person opens it: what waits in it stays where it is.
    package func stopLane(_ lane: Lane) throws {
        let reason = lane.reason ?? Wording(verbatim: "?")
        try database.write { connection in
            try connection.execute(
                """
                INSERT INTO lane (name, is_stopped, reason_ja, reason_en, document, expected, found)
                VALUES (?, 1, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET is_stopped = 1, reason_ja = excluded.reason_ja,
                    reason_en = excluded.reason_en, document = excluded.document, expected = excluded.expected,
                    found = excluded.found
                """,
                [
                    .text(lane.name), .text(reason.ja), .text(reason.en), .optional(lane.document),
                    .optional(lane.expected), .optional(lane.found),
                ])
        }
    }

    /// Ends a lane's rest and opens it. False where it was open.
    @discardableResult
    package func openLane(_ name: String) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE lane SET is_stopped = 0, rests_until = NULL, reason_ja = NULL, reason_en = NULL,
                    document = NULL, expected = NULL, found = NULL
                WHERE name = ? AND reason_ja IS NOT NULL
                """, [.text(name)])
            if changed > 0 { try connection.announce() }
            return changed > 0
        }
    }

    /// All lanes that were ever used, by name.
    package func lanes() throws -> [Lane] {
        try database.read { connection in
            try connection.rows("SELECT * FROM lane ORDER BY name").map { row in
                let ja = try row.optionalText("reason_ja")
                let en = try row.optionalText("reason_en")
                return Lane(
                    name: try row.text("name"), restsUntil: try row.optionalTime("rests_until"),
                    isStopped: try row.integer("is_stopped") == 1,
                    reason: ja.flatMap { ja in en.map { Wording(ja: ja, en: $0) } },
                    document: try row.optionalText("document"), expected: try row.optionalText("expected"),
                    found: try row.optionalText("found"))
            }
        }
    }

    /// Leaves all lanes that a worker is in: its sessions there are closed.
    package func leaveLanes(worker: String) throws {
        try database.write { connection in
            try leaveLanes(worker: worker, connection)
            try connection.announce()
        }
    }

    func leaveLanes(worker: String, _ connection: SQLConnection) throws(Trouble) {
        try connection.execute(
            "UPDATE lane SET holder = NULL, held_until = NULL WHERE holder = ?", [.text(worker)])
    }

    /// The lanes that this worker can't enter now.
    func closedLanes(for worker: String, now: Date, _ connection: SQLConnection) throws(Trouble) -> [String] {
        let rows = try connection.rows(
            """
            SELECT name FROM lane WHERE is_stopped = 1 OR rests_until > ?1
                OR (holder IS NOT NULL AND holder <> ?2 AND held_until > ?1)
            """, [.time(now), .text(worker)])
        var names: [String] = []
        for row in rows { names.append(try row.text("name")) }
        return names
    }

    /// Takes the lane for a document that was just claimed. False where another worker was quicker.
    func enter(lane name: String, _ holding: Holding, now: Date, _ connection: SQLConnection) throws(Trouble) -> Bool {
        try connection.execute(
            """
            INSERT INTO lane (name, holder, held_until, is_stopped) VALUES (?1, ?2, ?3, 0)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
            WHERE lane.is_stopped = 0
                AND (lane.holder IS NULL OR lane.holder = excluded.holder OR lane.held_until <= ?4)
            """, [.text(name), .text(holding.worker), .time(holding.until), .time(now)]) == 1
    }
}
