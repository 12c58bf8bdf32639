package import Foundation
internal import Paperwork
internal import SQLAccess

/// Entries into other systems: nothing is entered twice.
extension Store {
    /// What is known of a document's entry by a step; nil where it was never begun, or was found not to have happened.
    package func entry(ofDocument document: String, step: Int) throws -> EntryRecord? {
        try database.read { connection in
            try connection.row(
                "SELECT * FROM entry WHERE document = ? AND step = ?", [.text(document), .integer(step)]
            ).map { try EntryRecord($0) }
        }
    }

    /// The entries in a state, the oldest first.
    package func entries(_ state: EntryRecord.State) throws -> [EntryRecord] {
        try database.read { connection in
            try connection.rows(
                "SELECT * FROM entry WHERE state = ? ORDER BY intended, document", [.text(state.rawValue)]
            ).map { try EntryRecord($0) }
        }
    }

    /// Whether a batch stands for another that was worked on before: what that one entered is not entered again.
    package func isRepeat(batch: String) throws -> Bool {
        try database.read {
            try $0.row("SELECT 1 AS found FROM reprocessing WHERE trial = ?", [.text(batch)]) != nil
        }
    }

    /// Writes down, on the disk for good, that the request which commits an entry is about to leave.
    ///
    /// - Throws: `LostClaim` where the worker does not hold the document, or an entry of it is done, intended or in doubt:
    ///   then the request must not leave.
    package func intend(_ entry: EntryRecord, now: Date) throws {
        try database.write { connection in
            let held = try connection.row(
                """
                SELECT id FROM document WHERE id = ? AND state = 'working' AND claimed_by = ? AND lease_until > ?
                \(connection.dialect.locking)
                """, [.text(entry.document), .text(entry.worker), .time(now)])
            guard held != nil else { throw LostClaim(id: entry.document, worker: entry.worker) }
            try connection.execute(
                "DELETE FROM entry WHERE document = ? AND step = ? AND state = 'refused'",
                [.text(entry.document), .integer(entry.step)])
            let changed = try connection.execute(
                """
                INSERT INTO entry (document, step, target, account, state, request, script, worker, intended, kept)
                VALUES (?1, ?2, ?3, ?4, 'intended', ?5, ?6, ?7, ?8, '{}') ON CONFLICT (document, step) DO NOTHING
                """,
                [
                    .text(entry.document), .integer(entry.step), .text(entry.target), .text(entry.account),
                    .text(entry.request), .text(entry.script), .text(entry.worker), .time(now),
                ])
            guard changed == 1 else { throw LostClaim(id: entry.document, worker: entry.worker) }
            try record(.entryIntended, entry, actor: entry.worker, now: now, connection)
        }
    }

    /// Writes down what became of an entry. One that is done stays so.
    package func settle(_ entry: EntryRecord, actor: String, now: Date) throws {
        try database.write { connection in
            let kept = String(decoding: try JSONEncoder().encode(entry.kept), as: UTF8.self)
            let answered: SQLValue = entry.state == .inDoubt ? .null : .time(now)
            let changed = try connection.execute(
                """
                INSERT INTO entry (document, step, target, account, state, request, script, worker, answered, kept,
                    picture, message, intended)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                ON CONFLICT (document, step) DO UPDATE SET state = excluded.state, answered = excluded.answered,
                    kept = excluded.kept, picture = excluded.picture, message = excluded.message
                WHERE entry.state <> 'done'
                """,
                [
                    .text(entry.document), .integer(entry.step), .text(entry.target), .text(entry.account),
                    .text(entry.state.rawValue), .text(entry.request), .text(entry.script), .text(entry.worker),
                    answered, .text(kept), .optional(entry.picture), .optional(entry.message),
                    entry.intended.map { .time($0) } ?? .null,
                ])
            guard changed == 1 else { return }
            let kind: StoreEvent.Kind =
                switch entry.state {
                case .intended: .entryIntended
                case .done: .entryDone
                case .refused: .entryRefused
                case .inDoubt: .entryInDoubt
                }
            try record(kind, entry, actor: actor, now: now, connection)
        }
    }

    /// Forgets an intended entry that was found not to have happened: it may be tried again.
    package func withdraw(_ entry: EntryRecord, actor: String, now: Date) throws {
        try database.write { connection in
            let changed = try connection.execute(
                "DELETE FROM entry WHERE document = ? AND step = ? AND state IN ('intended', 'in_doubt')",
                [.text(entry.document), .integer(entry.step)])
            if changed == 1 { try record(.entryAbsent, entry, actor: actor, now: now, connection) }
        }
    }

    /// A person says whether the entry of a document in doubt happened; the document goes on. False where it is not in
    /// doubt.
    ///
    /// - Parameter seconds: that it took them, as far as a screen measured it; they count as people's time.
    package func settleDoubt(
        ofDocument document: String, isEntered: Bool, account: String, seconds: Double = 0, now: Date
    ) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE document SET state = 'queued', attempts = 0, was_reviewed = 1, human_ms = human_ms + ?
                WHERE id = ? AND state = 'in_doubt'
                """, [.integer(Milliseconds.from(seconds)), .text(document)])
            guard changed == 1 else { return false }
            let row = try connection.row(
                "SELECT * FROM entry WHERE document = ? AND state IN ('intended', 'in_doubt')", [.text(document)])
            if let entry = try row.map({ try EntryRecord($0) }) {
                if isEntered {
                    try connection.execute(
                        "UPDATE entry SET state = 'done', answered = ? WHERE document = ? AND step = ?",
                        [.time(now), .text(document), .integer(entry.step)])
                } else {
                    try connection.execute(
                        "DELETE FROM entry WHERE document = ? AND step = ?", [.text(document), .integer(entry.step)])
                }
                try record(isEntered ? .entryDone : .entryAbsent, entry, actor: account, now: now, connection)
            }
            var content = try content(ofDocument: document, connection)
            content.state = .queued
            try write(content: content, connection)
            try connection.announce()
            return true
        }
    }

    private func record(
        _ kind: StoreEvent.Kind, _ entry: EntryRecord, actor: String, now: Date, _ connection: SQLConnection
    ) throws {
        let batch = try connection.row("SELECT batch FROM document WHERE id = ?", [.text(entry.document)])
            .found(entry.document).text("batch")
        try record(
            kind, batch: batch, document: entry.document, actor: actor,
            detail: ["target": entry.target, "account": entry.account, "step": String(entry.step)], at: now, connection)
    }
}

extension EntryRecord {
    init(_ row: SQLRow) throws(Trouble) {
        guard let state = State(rawValue: try row.text("state")),
            let kept = try? JSONDecoder().decode([String: String].self, from: row.blob("kept"))
        else { throw .unexpectedData("An entry can't be read back") }
        self.init(
            document: try row.text("document"), step: try row.integer("step"), target: try row.text("target"),
            account: try row.text("account"), state: state, request: try row.text("request"),
            script: try row.text("script"), worker: try row.text("worker"),
            intended: try row.optionalTime("intended"), answered: try row.optionalTime("answered"), kept: kept,
            picture: try row.optionalText("picture"), message: try row.optionalText("message"))
    }
}
