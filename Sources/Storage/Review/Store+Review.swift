package import Foundation
package import Paperwork
internal import SQLAccess

/// What a person's work leaves a document as.
package enum ReviewEnd: Sendable, Hashable {
    /// It stays in their hand.
    case stays
    /// It waits for another person, because it takes two.
    case waitsForAnother
    /// It goes on with that step, from 0.
    case goesOn(step: Int)
    case rejected(reason: Wording)
}

extension Store {
    /// Commits what a person did with the document in their hand, with the seconds that it took them.
    ///
    /// - Parameter revision: of the document that they looked at.
    /// - Throws: `LostHold`; `StaleReview`.
    package func commitReview(
        _ document: Document, revision: Int, entries: [ReviewEntry], end: ReviewEnd, hold: ReviewHold, now: Date
    ) throws {
        try database.write { connection in
            // Whoever takes it into their hand at this moment ends first.
            _ = try connection.row(
                "SELECT id FROM document WHERE id = ? \(connection.dialect.locking)", [.text(document.id)])
            let state: DocumentState =
                switch end {
                case .stays, .waitsForAnother: .review
                case .goesOn: .queued
                case .rejected: .rejected
                }
            let step: Int? = if case .goesOn(let step) = end { step } else { nil }
            let spent = entries.reduce(0) { $0 + Milliseconds.from($1.seconds) }
            let changed = try connection.execute(
                """
                UPDATE document SET state = ?1, next_step = coalesce(?2, next_step),
                    attempts = CASE WHEN ?1 = 'queued' THEN 0 ELSE attempts END, was_reviewed = 1,
                    lane = NULL, human_ms = human_ms + ?3, settled = CASE WHEN ?1 = 'rejected' THEN ?4 END
                WHERE id = ?5 AND state = 'review' AND EXISTS (SELECT 1 FROM review_hold
                    WHERE document = ?5 AND account = ?6 AND token = ?7)
                """,
                [
                    .text(state.rawValue), .optional(step), .integer(spent), .time(now), .text(document.id),
                    .text(hold.account), .text(hold.token),
                ])
            guard changed == 1 else { throw LostHold(document: document.id) }
            try assertRevision(revision, of: document.id, connection)
            try write(content: document, connection)
            for entry in entries { try add(entry, to: document, connection) }
            try carryOut(end, document, by: hold.account, now: now, connection)
        }
    }

    private func carryOut(
        _ end: ReviewEnd, _ document: Document, by account: String, now: Date, _ connection: SQLConnection
    ) throws {
        let id: [SQLValue] = [.text(document.id)]
        try connection.execute("DELETE FROM review_first WHERE document = ?", id)
        switch end {
        case .stays, .waitsForAnother:
            if let first = document.leftToOthersThan {
                try connection.execute(
                    "INSERT INTO review_first (document, account) VALUES (?, ?)", id + [.text(first)])
            }
            if end == .stays { return }
        case .goesOn:
            try connection.announce()
        case .rejected(let reason):
            try settle(document: document.id, now: now, connection)
            try record(
                .documentRejected, batch: document.batch, document: document.id, actor: account, reason: reason,
                at: now, connection)
        }
        try connection.execute("DELETE FROM review_hold WHERE document = ?", id)
        if end == .waitsForAnother { return }
        try connection.execute("DELETE FROM review_later WHERE document = ?", id)
    }

    /// What people did with a document so far, counted, what they took back twice.
    static let revision = """
        (SELECT count(*) + count(*) FILTER (WHERE is_undone = 1) FROM review_entry
            WHERE review_entry.document = document.id)
        """

    private func assertRevision(_ revision: Int, of document: String, _ connection: SQLConnection) throws {
        let now = try connection.row(
            "SELECT \(Self.revision) AS revision FROM document WHERE id = ?", [.text(document)]
        ).found(document).integer("revision")
        if now != revision { throw StaleReview(document: document) }
    }

    private func add(_ entry: ReviewEntry, to document: Document, _ connection: SQLConnection) throws {
        let row = try connection.row(
            """
            INSERT INTO review_entry (document, field, account, action, mode, value, before, ms, at, is_undone)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id
            """,
            [
                .text(document.id), .text(entry.field), .text(entry.account), .text(entry.action.rawValue),
                .text(entry.mode), .optional(try entry.value.map { try Self.json($0) }),
                .optional(try entry.before.map { try Self.json($0) }), .integer(Milliseconds.from(entry.seconds)),
                .time(entry.at),
            ])
        if let grade = entry.grade {
            try add(grade, source: .review, entry: row.found(document.id).integer("id"), at: entry.at, connection)
        }
        try record(
            .fieldSettled, batch: document.batch, document: document.id, actor: entry.account,
            detail: ["field": entry.field, "action": entry.action.rawValue, "mode": entry.mode], at: entry.at,
            connection)
    }

    /// Writes down that a person opened a document, and which sensitive fields they saw.
    package func noteSeen(_ document: Document, by account: String, unmasked: [String], now: Date) throws {
        try database.write(lasting: false) { connection in
            try record(
                .documentSeen, batch: document.batch, document: document.id, actor: account,
                detail: unmasked.isEmpty ? [:] : ["unmasked": unmasked.joined(separator: ", ")], at: now, connection)
        }
    }

    /// Writes down that a person had a masked value shown to them.
    package func noteUnmasked(_ field: String, of document: Document, by account: String, now: Date) throws {
        try database.write { connection in
            try record(
                .fieldUnmasked, batch: document.batch, document: document.id, actor: account,
                detail: ["field": field], at: now, connection)
        }
    }

    /// What people did with a document, in order, without what they took back.
    package func reviewEntries(ofDocument id: String) throws -> [ReviewEntry] {
        try database.read { connection in
            try connection.rows(
                "SELECT * FROM review_entry WHERE document = ? AND is_undone = 0 ORDER BY id", [.text(id)]
            ).map { try ReviewEntry($0) }
        }
    }

    /// The document that a person settled something of last; what they took back does not count. Nil where there is none.
    package func lastReviewed(by account: String) throws -> String? {
        try database.read { connection in
            try connection.row(
                "SELECT document FROM review_entry WHERE account = ? AND is_undone = 0 ORDER BY id DESC LIMIT 1",
                [.text(account)]
            ).map { try $0.text("document") }
        }
    }

    /// Takes back what was done with a document last, as far back as its export: the document waits again, in the hand of
    /// the one who did it. The seconds that it took stay counted.
    ///
    /// - Parameters:
    ///   - content: the document as it is without that.
    ///   - revision: of the document that `content` was made from.
    /// - Returns: nil where someone else did something since, or the document is on its way: exported, or being worked on.
    /// - Throws: `LostHold` where someone else has it in hand; `StaleReview`.
    package func undoReview(
        to content: Document, revision: Int, account: String, seconds: Double, now: Date
    ) throws -> ReviewHold? {
        let document = content.id
        return try database.write { connection in
            guard try reopen(document, connection) else { return nil }
            try assertRevision(revision, of: document, connection)
            let row = try connection.row(
                "SELECT id, account, field FROM review_entry WHERE document = ? AND is_undone = 0 ORDER BY id DESC LIMIT 1",
                [.text(document)])
            guard let row, try row.text("account") == account else { return nil }
            guard let hold = try take(document, account: account, seconds: seconds, now: now, connection) else {
                throw LostHold(document: document)
            }
            try connection.execute(
                "UPDATE review_entry SET is_undone = 1 WHERE id = ?", [.integer(try row.integer("id"))])
            try connection.execute("DELETE FROM review_first WHERE document = ?", [.text(document)])
            try write(content: content, connection)
            try record(
                .reviewUndone, batch: content.batch, document: document, actor: account,
                detail: ["field": try row.text("field")], at: now, connection)
            return hold
        }
    }

    /// Lets a document wait again that was queued after its review, or is done and in no export yet.
    func reopen(_ document: String, _ connection: SQLConnection) throws -> Bool {
        let row = try connection.row(
            "SELECT state FROM document WHERE id = ? \(connection.dialect.locking)", [.text(document)]
        ).found(document)
        switch try row.text("state") {
        case "review": return true
        case "queued":
            return try connection.execute(
                "UPDATE document SET state = 'review' WHERE id = ? AND state = 'queued' AND claimed_by IS NULL",
                [.text(document)]) == 1
        case "done":
            let batch = try connection.execute(
                """
                UPDATE batch SET unsettled = unsettled + 1
                WHERE id = (SELECT batch FROM document WHERE id = ?1) AND state IN ('splitting', 'split')
                    AND claimed_by IS NULL
                    AND EXISTS (SELECT 1 FROM document WHERE id = ?1 AND state = 'done' AND export_part IS NULL)
                    AND NOT EXISTS (SELECT 1 FROM time_entry WHERE document = ?1)
                """, [.text(document)])
            guard batch == 1 else { return false }
            try connection.execute(
                "UPDATE document SET state = 'review', settled = NULL WHERE id = ?", [.text(document)])
            return true
        default: return false
        }
    }

    /// Forgets what people typed for a batch's documents: who did what and for how long stays.
    func purgeReview(ofBatch id: String, _ connection: SQLConnection) throws(Trouble) {
        try connection.execute(
            """
            UPDATE review_entry SET value = NULL, before = NULL
            WHERE document IN (SELECT id FROM document WHERE batch = ?)
            """, [.text(id)])
        try connection.execute(
            "UPDATE review_plant SET shown = NULL WHERE document IN (SELECT id FROM document WHERE batch = ?)",
            [.text(id)])
        try connection.execute(
            """
            UPDATE sample_value SET first_value = NULL, value = NULL,
                state = CASE WHEN state IN ('waiting', 'differs') THEN 'gone' ELSE state END
            WHERE document IN (SELECT id FROM document WHERE batch = ?)
            """, [.text(id)])
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension ReviewEntry {
    init(_ row: SQLRow) throws(Trouble) {
        guard let action = Action(rawValue: try row.text("action")) else {
            throw .unexpectedData("A review entry can't be read back")
        }
        do {
            self.init(
                field: try row.text("field"), account: try row.text("account"), action: action,
                mode: try row.text("mode"), value: try Self.decoded(FieldValue.self, row, "value"),
                before: try Self.decoded(Before.self, row, "before"),
                seconds: Double(try row.integer("ms")) / 1000, at: try row.time("at"))
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw .unexpectedData("A review entry can't be read back")
        }
    }

    private static func decoded<Value: Decodable>(
        _ type: Value.Type, _ row: SQLRow, _ column: String
    ) throws -> Value? {
        try row.optionalBlob(column).map { try JSONDecoder().decode(type, from: $0) }
    }
}
