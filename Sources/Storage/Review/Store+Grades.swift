package import Foundation
package import Paperwork
internal import SQLAccess

/// How the truth of a value became known.
package enum GradeSource: String, Sendable, Hashable {
    /// It was in doubt, and a person settled it.
    case review
    /// It passed, and was drawn to be looked at.
    case sample
    /// It passed, and was looked at because of an error that was found elsewhere.
    case recall
}

/// What a workflow let pass, and what not, on one day.
package struct DecisionTally: Sendable, Hashable, Codable {
    /// The form template's id.
    package var form: String
    /// ISO.
    package var day: String
    package var documents: Int
    /// Documents that no person needed to touch.
    package var straight: Int
    /// Values that were decided on.
    package var decided: Int
    /// Those of them that did not pass.
    package var doubtful: Int
}

extension Store {
    private static let unit = 1_000_000_000.0

    func add(
        _ grade: GradedValue, source: GradeSource, entry: Int?, at moment: Date, _ connection: SQLConnection
    ) throws(Trouble) {
        try connection.execute(
            """
            INSERT INTO graded_value
                (workflow, document, form, field, type, reader, ground, error, rate, is_wrong, source, entry, at)
            SELECT batch.workflow, document.id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
            FROM document JOIN batch ON batch.id = document.batch WHERE document.id = ?1
            """,
            [
                .text(grade.document), .text(grade.form), .text(grade.field), .text(grade.type), .text(grade.reader),
                .text(grade.ground.rawValue), .integer(Self.parts(grade.error)), .integer(Self.parts(grade.rate)),
                .flag(grade.isWrong), .text(source.rawValue), .optional(entry), .time(moment),
            ])
    }

    private static func parts(_ share: Double) -> Int { Int((min(1, max(0, share)) * unit).rounded()) }

    /// What became of a workflow's values, in the order in which it became known; without what was taken back, and without
    /// those that were looked at because of an error elsewhere, which are no random sample.
    ///
    /// - Parameter moment: since when; nil for all.
    package func gradedValues(ofWorkflow id: String, since moment: Date? = nil) throws -> [GradedValue] {
        try database.read { connection in
            var values: [GradedValue] = []
            try connection.forEachRow(
                """
                SELECT graded_value.* FROM graded_value LEFT JOIN review_entry ON review_entry.id = graded_value.entry
                WHERE graded_value.workflow = ? AND graded_value.source <> 'recall' AND graded_value.at >= ?
                    AND coalesce(review_entry.is_undone, 0) = 0 ORDER BY graded_value.id
                """, [.text(id), .time(moment ?? .distantPast)]
            ) { row in values.append(try GradedValue(row, unit: Self.unit)) }
            return values
        }
    }

    /// How many such values there are at most: what was taken back counts.
    package func gradedCount(ofWorkflow id: String) throws -> Int {
        try database.read { connection in
            try connection.row(
                "SELECT count(*) AS n FROM graded_value WHERE workflow = ? AND source <> 'recall'", [.text(id)]
            ).found(id).integer("n")
        }
    }

    /// Of the values that were drawn by chance since `moment`: how many a person has looked at, and how many were wrong.
    package func sampleOutcome(ofWorkflow id: String, since moment: Date) throws -> (looked: Int, wrong: Int) {
        try database.read { connection in
            let row = try connection.row(
                """
                SELECT count(*) AS looked, coalesce(sum(CASE WHEN state = 'wrong' THEN 1 ELSE 0 END), 0) AS wrong
                FROM sample_value WHERE workflow = ? AND reason = 'chance' AND state IN ('right', 'wrong') AND at >= ?
                """, [.text(id), .time(moment)]
            ).found(id)
            return (try row.integer("looked"), try row.integer("wrong"))
        }
    }

    /// The same by the month in which the values were drawn, as in `2026-10`.
    package func sampleMonths(ofWorkflow id: String) throws -> [(month: String, looked: Int, wrong: Int)] {
        try database.read { connection in
            var months: [String: (looked: Int, wrong: Int)] = [:]
            try connection.forEachRow(
                """
                SELECT drawn, state FROM sample_value
                WHERE workflow = ? AND reason = 'chance' AND state IN ('right', 'wrong')
                """, [.text(id)]
            ) { row in
                let month = String(day(of: try row.time("drawn")).prefix(7))
                months[month, default: (0, 0)].looked += 1
                if try row.text("state") == "wrong" { months[month, default: (0, 0)].wrong += 1 }
            }
            return months.sorted { $0.key < $1.key }.map { ($0.key, $0.value.looked, $0.value.wrong) }
        }
    }

    /// What was let pass and what not, by form and day, the oldest first.
    ///
    /// - Parameter moment: from its day on.
    package func decisionTallies(ofWorkflow id: String, since moment: Date = .distantPast) throws -> [DecisionTally] {
        try database.read { connection in
            try connection.rows(
                "SELECT * FROM decision_tally WHERE workflow = ? AND day >= ? ORDER BY day, form",
                [.text(id), .text(day(of: moment))]
            ).map {
                DecisionTally(
                    form: try $0.text("form"), day: try $0.text("day"), documents: try $0.integer("documents"),
                    straight: try $0.integer("straight"), decided: try $0.integer("decided"),
                    doubtful: try $0.integer("doubtful"))
            }
        }
    }

    /// What a workflow's values have shown, as it was last written; nil where nothing was.
    package func acceptance(ofWorkflow id: String) throws -> (revision: Int, body: Data, at: Date)? {
        try database.read { connection in
            try connection.row("SELECT revision, body, at FROM acceptance WHERE workflow = ?", [.text(id)]).map {
                (try $0.integer("revision"), try $0.blob("body"), try $0.time("at"))
            }
        }
    }

    /// The number that changes with it; 0 where nothing was written.
    package func acceptanceRevision(ofWorkflow id: String) throws -> Int {
        try database.read { connection in
            try connection.row("SELECT revision FROM acceptance WHERE workflow = ?", [.text(id)])
                .map { try $0.integer("revision") } ?? 0
        }
    }

    /// Writes what a workflow's values have shown, as one more entry of the place's audit trail.
    ///
    /// - Parameter revision: one more than the one that it follows.
    /// - Returns: false where another process was quicker, and nothing changed.
    package func setAcceptance(
        ofWorkflow id: String, revision: Int, body: Data, actor: String?, reason: Wording, now: Date
    ) throws -> Bool {
        try database.write { connection in
            let text = SQLValue.text(String(decoding: body, as: UTF8.self))
            let changed =
                revision == 1
                ? try connection.execute(
                    """
                    INSERT INTO acceptance (workflow, revision, body, at) VALUES (?, 1, ?, ?)
                    ON CONFLICT (workflow) DO NOTHING
                    """, [.text(id), text, .time(now)])
                : try connection.execute(
                    "UPDATE acceptance SET revision = ?1, body = ?2, at = ?3 WHERE workflow = ?4 AND revision = ?1 - 1",
                    [.integer(revision), text, .time(now), .text(id)])
            guard changed == 1 else { return false }
            try append(
                .acceptanceChanged, to: Self.placeChain, actor: actor, reason: reason,
                detail: ["workflow": id, "revision": String(revision)], at: now, connection)
            return true
        }
    }

    /// Counts what was decided of a document when it was read, and draws values of a finished one to be looked at.
    func draw(from document: Document, now: Date, _ connection: SQLConnection) throws(Trouble) {
        let bases = document.fields.compactMap { field in field.decision?.basis.map { (field, $0) } }
        if document.state == .done {
            for (field, basis) in bases
            where field.decision?.accepted == true
                && AuditSample.draw(document: document.id, field: field.name) < basis.rate
            {
                try addSample(field.name, of: document.id, reason: .chance, now: now, connection)
            }
        }
        guard document.state == .done || document.state == .review, !bases.isEmpty,
            !document.fields.contains(where: { $0.decision?.by == .person })
        else { return }
        try connection.execute(
            """
            INSERT INTO decision_tally (workflow, form, day, documents, straight, decided, doubtful)
            SELECT batch.workflow, ?2, ?3, 1, ?4, ?5, ?6 FROM batch WHERE batch.id = ?1
            ON CONFLICT (workflow, form, day) DO UPDATE SET documents = decision_tally.documents + 1,
                straight = decision_tally.straight + excluded.straight,
                decided = decision_tally.decided + excluded.decided,
                doubtful = decision_tally.doubtful + excluded.doubtful
            """,
            [
                .text(document.batch), .text(document.form), .text(day(of: now)), .flag(document.state == .done),
                .integer(bases.count), .integer(bases.count { $0.0.isOpen }),
            ])
        try tally(bases.map(\.0), of: document, now: now, connection)
    }
}

extension GradedValue {
    fileprivate init(_ row: SQLRow, unit: Double) throws {
        self.init(
            document: try row.text("document"), form: try row.text("form"), field: try row.text("field"),
            type: try row.text("type"), reader: try row.text("reader"),
            ground: Ground(rawValue: try row.text("ground")) ?? .contradicted,
            error: Double(try row.integer("error")) / unit, isWrong: try row.integer("is_wrong") == 1,
            rate: Double(try row.integer("rate")) / unit, isSampled: try row.text("source") != "review")
    }
}
