package import Foundation
package import Paperwork
internal import SQLAccess

extension Store {
    /// All batches, the oldest first.
    package func batches() throws -> [BatchRecord] {
        try database.read { connection in
            try connection.rows("SELECT * FROM batch ORDER BY received, id").map { try BatchRecord($0) }
        }
    }

    /// The batches that are not finished, the oldest first.
    package func openBatches() throws -> [BatchRecord] {
        try database.read { connection in
            try connection.rows("SELECT * FROM batch WHERE state <> 'finished' ORDER BY received, id")
                .map { try BatchRecord($0) }
        }
    }

    /// The batches that were finished at `moment` or later, the oldest first.
    package func batches(finishedSince moment: Date) throws -> [BatchRecord] {
        try database.read { connection in
            try connection.rows("SELECT * FROM batch WHERE finished >= ? ORDER BY received, id", [.time(moment)])
                .map { try BatchRecord($0) }
        }
    }

    /// Nil where there is none.
    package func batch(_ id: String) throws -> BatchRecord? {
        try database.read { connection in
            try connection.row("SELECT * FROM batch WHERE id = ?", [.text(id)]).map { try BatchRecord($0) }
        }
    }

    /// Nil where there is none.
    package func document(_ id: String) throws -> Document? {
        try database.read { connection in
            try connection.row(Self.documentsSQL + " WHERE document.id = ?", [.text(id)])
                .map { try Self.document($0) }
        }
    }

    /// A document in review with what is needed to commit what a person does with it. Nil where there is none.
    package func reviewedDocument(_ id: String) throws -> ReviewedDocument? {
        try database.read { connection in
            try connection.row(Self.documentsSQL(Self.revision) + " WHERE document.id = ?", [.text(id)]).map {
                ReviewedDocument(
                    document: try Self.document($0), number: try $0.integer("number"),
                    step: try $0.integer("next_step"), revision: try $0.integer("revision"))
            }
        }
    }

    /// In the order of the batch.
    package func documents(inBatch id: String) throws -> [Document] {
        var documents: [Document] = []
        try forEachDocument(inBatch: id) { documents.append($0) }
        return documents
    }

    /// Hands over a batch's documents one by one, in its order: memory does not grow with the batch. `body` does not
    /// use the store.
    package func forEachDocument(inBatch id: String, _ body: (Document) throws -> Void) throws {
        try forEachDocument(inBatch: id) { document, _ in try body(document) }
    }

    /// The same, each with the number, from 1, of the export that holds it; nil where none was begun that does.
    package func forEachDocument(inBatch id: String, _ body: (Document, _ part: Int?) throws -> Void) throws {
        try database.read { connection in
            try connection.forEachRow(
                Self.documentsSQL + " WHERE document.batch = ? ORDER BY document.number", [.text(id)]
            ) { row in
                try body(try Self.document(row), try row.optionalInteger("export_part"))
            }
        }
    }

    /// The pages of a batch that were looked at, in order.
    package func pages(inBatch id: String) throws -> [PageRecord] {
        try database.read { connection in
            try connection.rows("SELECT * FROM page WHERE batch = ? ORDER BY number", [.text(id)])
                .map { try PageRecord($0) }
        }
    }

    /// A document's pages, in the order of its form.
    package func pages(ofDocument id: String) throws -> [PageRecord] {
        try database.read { connection in
            try connection.rows("SELECT * FROM page WHERE document = ? ORDER BY form_page, number", [.text(id)])
                .map { try PageRecord($0) }
        }
    }

    /// Nil where there is no such batch.
    package func pageCount(_ batch: String) throws -> PageCount? {
        try database.read { try Self.pageCount(batch, $0) }
    }

    /// Nil where there is no such batch.
    package func progress(_ batch: String) throws -> BatchProgress? {
        try database.read { connection in
            guard let row = try connection.row("SELECT state FROM batch WHERE id = ?", [.text(batch)]),
                let pages = try Self.pageCount(batch, connection)
            else { return nil }
            var progress = BatchProgress(
                state: try BatchState(stored: try row.text("state")), pages: pages, documents: [:], documentPages: [:])
            let counts = try connection.rows(
                """
                SELECT state, count(*) AS documents, sum(page_count) AS pages FROM document WHERE batch = ?
                GROUP BY state
                """, [.text(batch)])
            for count in counts {
                let state = try DocumentState(stored: try count.text("state"))
                progress.documents[state] = try count.integer("documents")
                progress.documentPages[state] = try count.integer("pages")
            }
            return progress
        }
    }

    /// The files that a batch's exports wrote, in the order of the steps.
    package func exports(ofBatch id: String) throws -> [ExportRecord] {
        try database.read { connection in
            try connection.rows("SELECT * FROM export_file WHERE batch = ? ORDER BY step, path", [.text(id)]).map {
                ExportRecord(
                    step: try $0.integer("step"), path: try $0.text("path"), rows: try $0.integer("row_count"),
                    sha256: try $0.text("sha256"))
            }
        }
    }
}

extension Store {
    private static let documentsSQL = documentsSQL("0")

    private static func documentsSQL(_ revision: String) -> String {
        """
        SELECT document.id, document.state, document.number, document.next_step, document.export_part,
            document_content.body, \(revision) AS revision
        FROM document JOIN document_content ON document_content.document = document.id
        """
    }

    private static func document(_ row: SQLRow) throws(Trouble) -> Document {
        var document = try document(fromBody: row.blob("body"), id: row.text("id"))
        document.state = try DocumentState(stored: try row.text("state"))
        return document
    }

    private static func pageCount(_ batch: String, _ connection: SQLConnection) throws(Trouble) -> PageCount? {
        let row = try connection.row(
            """
            SELECT page_count, page_count - (next_page - 1) AS waiting, count(*) FILTER (WHERE outcome = 'document') AS in_documents,
                count(*) FILTER (WHERE outcome = 'blank') AS blank,
                count(*) FILTER (WHERE outcome = 'set_aside') AS set_aside
            FROM batch LEFT JOIN page ON page.batch = batch.id WHERE batch.id = ? GROUP BY batch.id
            """, [.text(batch)])
        guard let row else { return nil }
        return PageCount(
            scanned: try row.integer("page_count"), inDocuments: try row.integer("in_documents"),
            blank: try row.integer("blank"), setAside: try row.integer("set_aside"),
            waiting: try row.integer("waiting"))
    }
}
