package import Foundation
package import Paperwork
internal import SQLAccess

/// What people made of a field's readings.
package struct FieldCorrections: Sendable, Hashable {
    package var field: String
    /// Times that a person said that the reading is right.
    package var confirmed: Int
    /// Times that they gave it another value.
    package var changed: Int
    /// Seconds that they spent on it in all.
    package var seconds: Double
}

extension Store {
    /// What people made of the readings of a workflow's fields since `moment`, by the fields' names; what they took back does
    /// not count.
    package func corrections(ofWorkflow id: String, since moment: Date) throws -> [FieldCorrections] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT review_entry.field AS field,
                    sum(CASE WHEN review_entry.action = 'confirm' THEN 1 ELSE 0 END) AS confirmed,
                    sum(CASE WHEN review_entry.action = 'change' THEN 1 ELSE 0 END) AS changed,
                    sum(review_entry.ms) AS ms
                FROM review_entry JOIN document ON document.id = review_entry.document
                    JOIN batch ON batch.id = document.batch
                WHERE batch.workflow = ? AND review_entry.at >= ? AND review_entry.is_undone = 0
                GROUP BY review_entry.field ORDER BY review_entry.field
                """, [.text(id), .time(moment)]
            ).map {
                FieldCorrections(
                    field: try $0.text("field"), confirmed: try $0.integer("confirmed"),
                    changed: try $0.integer("changed"), seconds: Double(try $0.integer("ms")) / 1000)
            }
        }
    }

    /// Values that people settled at the screen, and the seconds that they took in all.
    package func settlingPace() throws -> (values: Int, seconds: Double) {
        try database.read { connection in
            let row = try connection.row(
                """
                SELECT count(*) AS n, coalesce(sum(ms), 0) AS ms FROM review_entry
                WHERE is_undone = 0 AND mode <> 'command' AND action IN ('confirm', 'change', 'first', 'second')
                """
            ).found("review_entry")
            return (try row.integer("n"), Double(try row.integer("ms")) / 1000)
        }
    }

    /// The latest documents of a workflow that were read, the last first.
    package func latestDocuments(ofWorkflow id: String, limit: Int) throws -> [Document] {
        try database.read { connection in
            let batches = try connection.rows(
                "SELECT id FROM batch WHERE workflow = ? ORDER BY received DESC, id DESC LIMIT 50", [.text(id)])
            var documents: [Document] = []
            for batch in batches where documents.count < limit {
                documents += try connection.rows(
                    """
                    SELECT document.id, document_content.body FROM document
                        JOIN document_content ON document_content.document = document.id
                    WHERE document.batch = ? AND document.state IN ('done', 'review') ORDER BY document.number DESC LIMIT ?
                    """, [.text(try batch.text("id")), .integer(limit - documents.count)]
                ).map { try Self.document(fromBody: $0.blob("body"), id: $0.text("id")) }
            }
            return documents
        }
    }
}
