package import Foundation
package import Paperwork
internal import SQLAccess

/// A value whose truth a person knows: they settled it in review, or looked at it after it had passed.
package struct SettledValue: Sendable, Hashable {
    package var document: String
    package var field: String
    package var value: FieldValue
    /// It had passed unseen, and was looked at all the same.
    package var isSampled: Bool
}

extension Store {
    /// The values of a batch's documents that people have settled, one for each field, by document: what was taken back,
    /// what only the first of two people has entered, and what was purged is not among them.
    package func settledValues(inBatch id: String) throws -> [String: [SettledValue]] {
        try database.read { connection in
            var values: [String: [String: SettledValue]] = [:]
            func take(_ sql: String, isSampled: Bool) throws {
                try connection.forEachRow(sql, [.text(id)]) { row in
                    let value = try JSONDecoder().decode(FieldValue.self, from: row.blob("value"))
                    let (document, field) = (try row.text("document"), try row.text("field"))
                    values[document, default: [:]][field] = SettledValue(
                        document: document, field: field, value: value, isSampled: isSampled)
                }
            }
            // What a person settled last holds, whatever a sample showed before.
            try take(
                """
                SELECT sample_value.document, sample_value.field, sample_value.value
                FROM document JOIN sample_value ON sample_value.document = document.id
                WHERE document.batch = ? AND sample_value.state IN ('right', 'wrong')
                    AND sample_value.value IS NOT NULL
                """, isSampled: true)
            try take(
                """
                SELECT review_entry.document, review_entry.field, review_entry.value
                FROM document JOIN review_entry ON review_entry.document = document.id
                WHERE document.batch = ? AND review_entry.action IN ('confirm', 'change', 'second')
                    AND review_entry.is_undone = 0 AND review_entry.value IS NOT NULL ORDER BY review_entry.id
                """, isSampled: false)
            return values.mapValues { $0.values.sorted { $0.field < $1.field } }
        }
    }
}
