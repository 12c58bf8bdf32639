package import Foundation
internal import Paperwork
internal import SQLAccess

/// What a stopwatch showed of one document done by hand.
package struct TimeSample: Sendable, Hashable, Codable {
    package var id: Int
    package var workflow: String
    /// The versions of the workflow's forms, as in `onestop 2026`.
    package var formVersion: String
    /// Who timed it.
    package var person: String
    package var begun: Date
    /// Nil while the stopwatch runs.
    package var seconds: Double?
    package var note: String
    package var isDiscarded: Bool

    enum CodingKeys: String, CodingKey {
        case id, workflow, person, begun, seconds, note
        case formVersion = "form_version"
        case isDiscarded = "is_discarded"
    }
}

extension Store {
    /// Starts the stopwatch. Nil where this person's runs already for the workflow.
    package func startSample(workflow: String, formVersion: String, person: String, now: Date) throws -> TimeSample? {
        try database.write { connection in
            try connection.row(
                """
                INSERT INTO time_study_sample (workflow, form_version, person, begun, note, is_discarded)
                VALUES (?, ?, ?, ?, '', 0) ON CONFLICT DO NOTHING RETURNING *
                """, [.text(workflow), .text(formVersion), .text(person), .time(now)]
            ).map { try TimeSample($0) }
        }
    }

    /// Stops the stopwatch; nil where none runs.
    package func stopSample(workflow: String, person: String, note: String, now: Date) throws -> TimeSample? {
        try database.write { connection in
            try connection.row(
                """
                UPDATE time_study_sample SET ms = CASE WHEN ?1 - begun > 0 THEN ?1 - begun ELSE 1 END, note = ?2
                WHERE workflow = ?3 AND person = ?4 AND ms IS NULL AND is_discarded = 0 RETURNING *
                """, [.time(now), .text(note), .text(workflow), .text(person)]
            ).map { try TimeSample($0) }
        }
    }

    /// Leaves a sample out, with the reason; it stays to be seen. False where there is none of that number.
    package func discardSample(_ id: Int, workflow: String, note: String) throws -> Bool {
        try database.write { connection in
            try connection.execute(
                """
                UPDATE time_study_sample SET is_discarded = 1, note = CASE WHEN ?1 = '' THEN note ELSE ?1 END
                WHERE id = ?2 AND workflow = ?3
                """, [.text(note), .integer(id), .text(workflow)]) == 1
        }
    }

    /// Notes something at a sample. False where there is none of that number.
    package func noteSample(_ id: Int, workflow: String, note: String) throws -> Bool {
        try database.write { connection in
            try connection.execute(
                "UPDATE time_study_sample SET note = ? WHERE id = ? AND workflow = ?",
                [.text(note), .integer(id), .text(workflow)]) == 1
        }
    }

    /// All samples of a workflow, discarded ones too, in the order in which they were begun.
    package func samples(workflow: String) throws -> [TimeSample] {
        try database.read { connection in
            try connection.rows("SELECT * FROM time_study_sample WHERE workflow = ? ORDER BY id", [.text(workflow)])
                .map { try TimeSample($0) }
        }
    }
}

extension TimeSample {
    init(_ row: SQLRow) throws(Trouble) {
        self.init(
            id: try row.integer("id"), workflow: try row.text("workflow"), formVersion: try row.text("form_version"),
            person: try row.text("person"), begun: try row.time("begun"),
            seconds: try row.optionalInteger("ms").map(Milliseconds.seconds), note: try row.text("note"),
            isDiscarded: try row.flag("is_discarded"))
    }
}
