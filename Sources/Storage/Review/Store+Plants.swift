package import Foundation
internal import Paperwork
internal import SQLAccess

/// A wrong value that a person is shown in place of a proved one, to see whether they see it.
package struct Plant: Sendable, Hashable {
    package var field: String
    /// The wrong value, as it would be typed.
    package var shown: String

    package init(field: String, shown: String) {
        self.field = field
        self.shown = shown
    }
}

/// How many wrong values people were shown on purpose, and how many of these they let pass.
package struct CheckingQuality: Sendable, Hashable, Encodable {
    /// By which way of looking, as in `document`.
    package var mode: String
    package var planted: Int
    package var missed: Int
}

extension Store {
    /// What is planted in a document for this person, and not answered yet; nil where nothing is.
    package func plant(in document: String, for account: String) throws -> Plant? {
        try database.read { connection in
            try connection.row(
                "SELECT field, shown FROM review_plant WHERE document = ? AND account = ? AND is_caught IS NULL",
                [.text(document), .text(account)]
            ).flatMap { row in
                try row.optionalText("shown").map { Plant(field: try row.text("field"), shown: $0) }
            }
        }
    }

    /// Plants a wrong value, where this person has not had one in that document before.
    package func add(_ plant: Plant, to document: String, for account: String, now: Date) throws {
        try database.write(lasting: false) { connection in
            _ = try connection.execute(
                """
                INSERT INTO review_plant (document, account, field, shown, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (document, account) DO NOTHING
                """, [.text(document), .text(account), .text(plant.field), .text(plant.shown), .time(now)])
        }
    }

    /// Notes whether a person saw what was planted.
    package func answerPlant(
        in document: String, for account: String, isCaught: Bool, mode: String, now: Date
    ) throws {
        try database.write(lasting: false) { connection in
            _ = try connection.execute(
                """
                UPDATE review_plant SET is_caught = ?, mode = ?, at = ?
                WHERE document = ? AND account = ? AND is_caught IS NULL
                """, [.flag(isCaught), .text(mode), .time(now), .text(document), .text(account)])
        }
    }

    /// How well people check, by their way of looking, since `moment`.
    ///
    /// - Parameter account: one person; nil for all, without names.
    package func checkingQuality(of account: String?, since moment: Date) throws -> [CheckingQuality] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT mode, count(*) AS planted, sum(1 - is_caught) AS missed FROM review_plant
                WHERE is_caught IS NOT NULL AND at >= ?1 AND (?2 = '' OR account = ?2) GROUP BY mode ORDER BY mode
                """, [.time(moment), .text(account ?? "")]
            ).map {
                CheckingQuality(
                    mode: try $0.text("mode"), planted: try $0.integer("planted"), missed: try $0.integer("missed"))
            }
        }
    }
}
