package import Foundation
internal import SQLAccess

/// What is not counted yet of a batch that is not finished.
package struct OpenDocuments: Sendable, Hashable {
    /// The batch's id.
    package var batch: String
    package var workflow: String
    package var department: String
    /// The batch's file, as the clerk knows it.
    package var file: String
    package var received: Date
    /// The local date of `received`, as ISO.
    package var day: String
    /// Its workflow has a baseline.
    package var hasBaseline: Bool
    /// Documents that wait for a person.
    package var waiting: Int
    /// Documents that are done, and whose export is not written yet.
    package var held: Int
    /// Those of `held` that no person touched.
    package var heldStraightThrough: Int
}

extension Store {
    /// The batches in which documents wait for a person, or are done and wait for their export; the oldest first. Trials
    /// are not among them: their documents were counted before.
    package func openDocuments() throws -> [OpenDocuments] {
        let sql = """
            SELECT batch.id AS id, workflow, department, file, batch.received AS received, baseline,
                sum(CASE WHEN document.state IN ('review', 'in_doubt') THEN 1 ELSE 0 END) AS waiting,
                sum(CASE WHEN \(Self.isHeld) THEN 1 ELSE 0 END) AS held,
                sum(CASE WHEN \(Self.isHeld) AND was_reviewed = 0 THEN 1 ELSE 0 END) AS held_straight_through
            FROM batch JOIN document ON document.batch = batch.id
            WHERE batch.state <> 'finished' AND batch.id NOT IN (SELECT trial FROM reprocessing)
            GROUP BY batch.id, workflow, department, file, batch.received, baseline ORDER BY batch.received, batch.id
            """
        return try database.read { connection in
            try connection.rows(sql).map { row in
                let received = try row.time("received")
                return OpenDocuments(
                    batch: try row.text("id"), workflow: try row.text("workflow"),
                    department: try row.text("department"), file: try row.text("file"), received: received,
                    day: day(of: received), hasBaseline: try row.optionalInteger("baseline") != nil,
                    waiting: try row.integer("waiting"), held: try row.integer("held"),
                    heldStraightThrough: try row.integer("held_straight_through"))
            }.filter { $0.waiting + $0.held > 0 }
        }
    }

    private static let isHeld = """
        document.state = 'done' AND export_rule <> 'none' AND coalesce(document.export_part, batch.parts + 1) > batch.parts
        """
}
