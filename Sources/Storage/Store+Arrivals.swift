package import Foundation
package import Paperwork
internal import SQLAccess

extension Store {
    /// Nil where nothing of that token was taken in or refused.
    package func arrival(_ token: String) throws -> Arrival? {
        try database.read { connection in
            try connection.row("SELECT * FROM arrival WHERE token = ?", [.text(token)]).map { try Arrival($0) }
        }
    }

    /// Those whose batch is being worked on or waits for a person, the oldest first.
    package func openArrivals() throws -> [Arrival] {
        try database.read { connection in
            try connection.rows(
                "SELECT * FROM arrival WHERE state IN ('taken', 'waiting') ORDER BY at, token"
            ).map { try Arrival($0) }
        }
    }

    /// Those whose original has to be moved on: their batch is settled, or all that is left in it waits for a person, no
    /// export is due, and the original does not lie with the waiting ones yet. The oldest first, at most `limit`.
    package func arrivalsAtRest(limit: Int) throws -> [Arrival] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT arrival.* FROM arrival JOIN batch ON batch.id = arrival.batch
                WHERE arrival.state IN ('taken', 'waiting')
                    AND (batch.state IN ('finished', 'failed')
                        OR (arrival.state = 'taken' AND batch.state = 'split' AND batch.unsettled > 0
                            AND NOT (\(Self.isPartDue))
                            AND NOT EXISTS (SELECT 1 FROM document WHERE document.batch = batch.id
                                AND document.state IN ('queued', 'working'))))
                ORDER BY arrival.at, arrival.token LIMIT ?
                """, [.integer(limit)]
            ).map { try Arrival($0) }
        }
    }

    /// Writes down that something was refused and will be moved to `arrival.place`; where that was written before, nothing
    /// changes.
    package func refuse(_ arrival: NewArrival, workflow: String, file: String, reason: Wording, now: Date) throws {
        try database.write { connection in
            guard try connection.row("SELECT 1 FROM arrival WHERE token = ?", [.text(arrival.token)]) == nil else {
                return
            }
            try insert(
                arrival, workflow: workflow, file: file, batch: nil, state: .setAside, reason: reason, at: now,
                connection)
        }
    }

    /// Writes down where an original is going to be moved; before it is.
    package func settle(arrival token: String, as state: ArrivalState, place: String) throws {
        try database.write { connection in
            try connection.execute(
                "UPDATE arrival SET state = ?, place = ? WHERE token = ?",
                [.text(state.rawValue), .text(place), .text(token)])
        }
    }

    /// The first batch of those bytes in that workflow; nil where there is none.
    package func batch(ofWorkflow workflow: String, sha256: String) throws -> BatchRecord? {
        try database.read { connection in
            try connection.row(
                "SELECT * FROM batch WHERE workflow = ? AND sha256 = ? ORDER BY received, id LIMIT 1",
                [.text(workflow), .text(sha256)]
            ).map { try BatchRecord($0) }
        }
    }

    func hasBatch(_ arrival: NewArrival, _ connection: SQLConnection) throws(Trouble) -> Bool {
        try connection.row(
            "SELECT 1 FROM arrival WHERE token = ? AND batch IS NOT NULL", [.text(arrival.token)]) != nil
    }

    func insert(
        _ arrival: NewArrival, workflow: String, file: String, batch: String?, state: ArrivalState, reason: Wording?,
        at now: Date, _ connection: SQLConnection
    ) throws(Trouble) {
        try connection.execute(
            """
            INSERT INTO arrival (token, workflow, inbox, file, batch, state, place, reason_ja, reason_en, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(arrival.token), .text(workflow), .text(arrival.inbox), .text(file), .optional(batch),
                .text(state.rawValue), .text(arrival.place), .optional(reason?.ja), .optional(reason?.en), .time(now),
            ])
    }
}

extension Arrival {
    fileprivate init(_ row: SQLRow) throws(Trouble) {
        self.init(
            token: try row.text("token"), workflow: try row.text("workflow"), inbox: try row.text("inbox"),
            file: try row.text("file"), batch: try row.optionalText("batch"),
            state: try ArrivalState(stored: try row.text("state")), place: try row.text("place"),
            reason: try row.wording("reason"), at: try row.time("at"))
    }
}
