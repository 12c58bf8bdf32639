package import Foundation
internal import Paperwork
internal import SQLAccess

/// Which entries of the audit trail to look at; nil where it does not matter.
package struct AuditFilter: Sendable, Hashable {
    package var actor: String?
    package var batch: String?
    package var document: String?
    package var before: Date?

    package init(actor: String? = nil, batch: String? = nil, document: String? = nil, before: Date? = nil) {
        self.actor = actor
        self.batch = batch
        self.document = document
        self.before = before
    }
}

extension Store {
    /// The latest entries of all chains that pass the filter, the last first.
    package func events(_ filter: AuditFilter, limit: Int) throws -> [StoreEvent] {
        var conditions: [String] = []
        var values: [SQLValue] = []
        func add(_ condition: String, _ value: SQLValue?) {
            guard let value else { return }
            values.append(value)
            conditions.append("\(condition) ?\(values.count)")
        }
        add("actor =", filter.actor.map(SQLValue.text))
        add("batch =", filter.batch.map(SQLValue.text))
        add("document =", filter.document.map(SQLValue.text))
        add("at <", filter.before.map(SQLValue.time))
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try database.read { connection in
            try connection.rows(
                "SELECT * FROM audit_entry \(condition) ORDER BY at DESC, chain, number DESC LIMIT ?\(values.count + 1)",
                values + [.integer(limit)]
            ).map { try StoreEvent($0) }
        }
    }
}
