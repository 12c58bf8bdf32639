package import Foundation
package import Paperwork
internal import SQLAccess

/// An entry with the document that it is of.
package struct EnteredDocument: Sendable, Hashable {
    package var entry: EntryRecord
    package var batch: String
    package var file: String
    package var department: String
    package var workflow: String
    package var state: DocumentState
}

/// The documents of a workflow that wait in a lane.
package struct LaneQueue: Sendable, Hashable {
    package var lane: String
    package var workflow: String
    /// Queued, or being entered.
    package var documents: Int
}

extension Store {
    /// A system's entries in some states, the latest first.
    ///
    /// - Parameters:
    ///   - workflows: only documents of these.
    ///   - documents: only documents in these states; all where it is empty.
    ///   - before: only what was sent or answered before; nil for all.
    ///   - limit: how many at most.
    /// - throws: `Trouble` where the store can't be read; so do the others here.
    package func enteredDocuments(
        into target: String, _ states: [EntryRecord.State], workflows: [String], documents: [DocumentState] = [],
        before: Date? = nil, limit: Int
    ) throws -> [EnteredDocument] {
        guard !states.isEmpty, !workflows.isEmpty else { return [] }
        let marks = { (count: Int) in Array(repeating: "?", count: count).joined(separator: ", ") }
        let ofDocuments = documents.isEmpty ? "" : "AND document.state IN (\(marks(documents.count)))"
        let values: [SQLValue] =
            [.text(target)] + states.map { .text($0.rawValue) } + workflows.map { .text($0) }
            + documents.map { .text($0.rawValue) } + [
                .time(before ?? Date(timeIntervalSince1970: 1e11)), .integer(limit),
            ]
        return try database.read { connection in
            try connection.rows(
                """
                \(Self.enteredColumns) WHERE entry.target = ? AND entry.state IN (\(marks(states.count)))
                    AND batch.workflow IN (\(marks(workflows.count))) \(ofDocuments)
                    AND coalesce(entry.answered, entry.intended) < ?
                ORDER BY coalesce(entry.answered, entry.intended) DESC, entry.document LIMIT ?
                """, values
            ).map { try EnteredDocument($0) }
        }
    }

    /// What is known of a document's entry by a step; nil where it was never begun.
    package func enteredDocument(_ document: String, step: Int) throws -> EnteredDocument? {
        try database.read { connection in
            try connection.row(
                "\(Self.enteredColumns) WHERE entry.document = ? AND entry.step = ?", [.text(document), .integer(step)]
            ).map { try EnteredDocument($0) }
        }
    }

    /// How many entries each workflow has in a system.
    package func entered(into target: String) throws -> [String: Int] {
        try database.read { connection in
            let rows = try connection.rows(
                """
                SELECT batch.workflow AS workflow, count(*) AS entries FROM entry
                    JOIN document ON document.id = entry.document JOIN batch ON batch.id = document.batch
                WHERE entry.target = ? AND entry.state = 'done' GROUP BY batch.workflow
                """, [.text(target)])
            return Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0.text("workflow"), try $0.integer("entries")) })
        }
    }

    /// What waits in the lanes.
    package func laneQueues() throws -> [LaneQueue] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT document.lane AS lane, batch.workflow AS workflow, count(*) AS documents FROM document
                    JOIN batch ON batch.id = document.batch
                WHERE document.lane IS NOT NULL AND document.state IN ('queued', 'working')
                GROUP BY document.lane, batch.workflow
                """
            ).map {
                LaneQueue(
                    lane: try $0.text("lane"), workflow: try $0.text("workflow"), documents: try $0.integer("documents")
                )
            }
        }
    }

    private static let enteredColumns = """
        SELECT entry.*, document.batch AS batch, document.state AS document_state, batch.file AS file,
            batch.department AS department, batch.workflow AS workflow
        FROM entry JOIN document ON document.id = entry.document JOIN batch ON batch.id = document.batch
        """
}

extension EnteredDocument {
    fileprivate init(_ row: SQLRow) throws {
        self.init(
            entry: try EntryRecord(row), batch: try row.text("batch"), file: try row.text("file"),
            department: try row.text("department"), workflow: try row.text("workflow"),
            state: try DocumentState(stored: try row.text("document_state")))
    }
}
