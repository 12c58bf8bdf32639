package import Foundation
package import Paperwork
internal import SQLAccess

extension Store {
    func addSample(
        _ field: String, of document: String, reason: SampleValue.Reason, now: Date, _ connection: SQLConnection
    ) throws(Trouble) {
        try connection.execute(
            """
            INSERT INTO sample_value (workflow, document, field, reason, state, is_corrected, ms, drawn)
            SELECT batch.workflow, document.id, ?2, ?3, 'waiting', 0, 0, ?4
            FROM document JOIN batch ON batch.id = document.batch WHERE document.id = ?1
            ON CONFLICT (document, field) DO NOTHING
            """, [.text(document), .text(field), .text(reason.rawValue), .time(now)])
    }

    /// Puts values that share an error's signature among those to be looked at; what is among them already stays as it is.
    ///
    /// - Returns: how many were added.
    package func recall(_ values: [(document: String, field: String)], now: Date) throws -> Int {
        try database.write { connection in
            let before = try connection.row("SELECT count(*) AS n FROM sample_value").found("").integer("n")
            for value in values {
                try addSample(value.field, of: value.document, reason: .recall, now: now, connection)
            }
            return try connection.row("SELECT count(*) AS n FROM sample_value").found("").integer("n") - before
        }
    }

    /// Values that this person may look at, those of errors first, then the oldest; what they typed blind themselves is left to
    /// others.
    ///
    /// - Parameters:
    ///   - account: nil for all that wait, whoever looked.
    ///   - departments: empty for all.
    package func waitingSamples(
        for account: String?, workflows: [String], departments: [String] = [], limit: Int
    ) throws -> [SampleValue] {
        guard !workflows.isEmpty else { return [] }
        return try database.read { connection in
            let marks = workflows.map { _ in "?" }.joined(separator: ", ")
            let places = departments.map { _ in "?" }.joined(separator: ", ")
            let isTheirs = departments.isEmpty ? "" : " AND batch.department IN (\(places))"
            return try connection.rows(
                """
                SELECT sample_value.* FROM sample_value JOIN document ON document.id = sample_value.document
                    JOIN batch ON batch.id = document.batch
                WHERE sample_value.workflow IN (\(marks))\(isTheirs) AND sample_value.state IN ('waiting', 'differs')
                    AND coalesce(first_account, ' ') <> ?
                ORDER BY CASE WHEN reason = 'recall' THEN 0 ELSE 1 END, sample_value.id LIMIT ?
                """,
                (workflows + departments + [account ?? ""]).map { .text($0) } + [.integer(limit)]
            ).map { try SampleValue($0) }
        }
    }

    package func sample(_ id: Int) throws -> SampleValue? {
        try database.read { connection in
            try connection.row("SELECT * FROM sample_value WHERE id = ?", [.integer(id)]).map { try SampleValue($0) }
        }
    }

    /// Notes what a person found, with the seconds that it took.
    ///
    /// - Parameters:
    ///   - state: what follows from it.
    ///   - value: what they typed, or found right.
    ///   - grade: what it says of how the value was read, where it is settled now.
    ///   - corrected: the field with the right value where it was wrong, and the step from which its document goes on with
    ///     that, from 0. A document that is not done, or in an export already, stays as it is: the value stands in the next file
    ///     of corrections.
    /// - Returns: false where somebody else has settled it since, and nothing changed.
    package func answerSample(
        _ sample: SampleValue, state: SampleValue.State, value: FieldValue?, grade: GradedValue?, account: String,
        seconds: Double, corrected: (field: Field, step: Int)? = nil, now: Date
    ) throws -> Bool {
        try database.write { connection in
            let isFirst = state == .differs
            let json = try value.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
            let changed = try connection.execute(
                """
                UPDATE sample_value SET state = ?1, at = ?2, ms = ms + ?3,
                    first_account = CASE WHEN ?4 = 1 THEN ?5 ELSE first_account END,
                    first_value = CASE WHEN ?4 = 1 THEN ?6 ELSE first_value END,
                    account = CASE WHEN ?4 = 1 THEN account ELSE ?5 END,
                    value = CASE WHEN ?4 = 1 THEN value ELSE ?6 END
                WHERE id = ?7 AND state = ?8
                """,
                [
                    .text(state.rawValue), .time(now), .integer(Milliseconds.from(seconds)), .flag(isFirst),
                    .text(account), .optional(json), .integer(sample.id), .text(sample.state.rawValue),
                ])
            guard changed == 1 else { return false }
            if let grade {
                let source: GradeSource = sample.reason == .recall ? .recall : .sample
                try add(grade, source: source, entry: nil, at: now, connection)
            }
            let document = try content(ofDocument: sample.document, connection)
            try record(
                .sampleAnswered, batch: document.batch, document: document.id, actor: account,
                detail: ["field": sample.field, "outcome": state.rawValue], at: now, connection)
            if let corrected, try goesOn(document.id, with: corrected.field, step: corrected.step, connection) {
                try noteCorrected(sample, in: document, actor: account, now: now, connection)
            }
            return true
        }
    }

    /// Sends a document that is done and has not left through its steps again.
    ///
    /// - Returns: false where it is under way, or has left.
    private func goesOn(
        _ id: String, with field: Field, step: Int, _ connection: SQLConnection
    ) throws -> Bool {
        let row = try connection.row(
            "SELECT state FROM document WHERE id = ? \(connection.dialect.locking)", [.text(id)])
        guard try row.found(id).text("state") == DocumentState.done.rawValue else { return false }
        // As it is now that nobody else can change it.
        var content = try content(ofDocument: id, connection)
        guard let place = content.fields.firstIndex(where: { $0.name == field.name }), try reopen(id, connection) else {
            return false
        }
        content.fields[place] = field
        try write(content: content, connection)
        try connection.execute(
            "UPDATE document SET state = 'queued', next_step = ?, attempts = 0, was_reviewed = 1 WHERE id = ?",
            [.integer(step), .text(id)])
        try connection.announce()
        return true
    }

    /// Values found wrong after they passed, the oldest first.
    ///
    /// - Parameter open: only those that stand in no file of corrections.
    package func wrongSamples(ofWorkflow id: String, open: Bool) throws -> [SampleValue] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT * FROM sample_value WHERE workflow = ? AND state = 'wrong' AND (? = 0 OR is_corrected = 0)
                ORDER BY id
                """, [.text(id), .flag(open)]
            ).map { try SampleValue($0) }
        }
    }

    /// Notes that these stand in a file of corrections.
    package func correct(_ samples: [SampleValue], actor: String?, now: Date) throws {
        try database.write { connection in
            for sample in samples {
                let document = try content(ofDocument: sample.document, connection)
                try noteCorrected(sample, in: document, actor: actor, now: now, connection)
            }
        }
    }

    private func noteCorrected(
        _ sample: SampleValue, in document: Document, actor: String?, now: Date, _ connection: SQLConnection
    ) throws {
        let changed = try connection.execute(
            "UPDATE sample_value SET is_corrected = 1 WHERE id = ? AND is_corrected = 0", [.integer(sample.id)])
        guard changed == 1 else { return }
        try record(
            .valueCorrected, batch: document.batch, document: document.id, actor: actor,
            detail: ["field": sample.field], at: now, connection)
    }

    /// The documents of a workflow that are done, one after the other, the last batch first.
    package func forEachDoneDocument(ofWorkflow id: String, _ body: (Document) throws -> Void) throws {
        try database.read { connection in
            try connection.forEachRow(
                """
                SELECT document.id, document_content.body FROM batch JOIN document ON document.batch = batch.id
                    JOIN document_content ON document_content.document = document.id
                WHERE batch.workflow = ? AND document.state = 'done' ORDER BY batch.received DESC, document.number
                """, [.text(id)]
            ) { row in try body(try Self.document(fromBody: row.blob("body"), id: row.text("id"))) }
        }
    }
}

extension SampleValue {
    fileprivate init(_ row: SQLRow) throws {
        let value = { (column: String) throws -> FieldValue? in
            try row.optionalBlob(column).map { try JSONDecoder().decode(FieldValue.self, from: $0) }
        }
        guard let reason = Reason(rawValue: try row.text("reason")), let state = State(rawValue: try row.text("state"))
        else { throw Trouble.unexpectedData("A sampled value can't be read back") }
        self.init(
            id: try row.integer("id"), workflow: try row.text("workflow"), document: try row.text("document"),
            field: try row.text("field"), reason: reason, state: state,
            firstAccount: try row.optionalText("first_account"), firstValue: try value("first_value"),
            account: try row.optionalText("account"), value: try value("value"),
            isCorrected: try row.integer("is_corrected") == 1, drawn: try row.time("drawn"),
            at: try row.optionalTime("at"))
    }
}
