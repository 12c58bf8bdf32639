internal import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// The document as it was last written.
    func content(ofDocument id: String, _ connection: SQLConnection) throws -> Document {
        let row = try connection.row("SELECT body FROM document_content WHERE document = ?", [.text(id)]).found(id)
        return try Self.document(fromBody: row.blob("body"), id: id)
    }

    func write(content document: Document, _ connection: SQLConnection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let body = String(decoding: try encoder.encode(document), as: UTF8.self)
        try connection.execute(
            """
            INSERT INTO document_content (document, body) VALUES (?, ?)
            ON CONFLICT (document) DO UPDATE SET body = excluded.body
            """, [.text(document.id), .text(body)])
    }

    static func document(fromBody body: Data, id: String) throws(Trouble) -> Document {
        do {
            return try JSONDecoder().decode(Document.self, from: body)
        } catch {
            throw .unexpectedData("Document '\(id)' can't be read back")
        }
    }
}

extension Batch {
    init(_ row: SQLRow) throws(Trouble) {
        self.init(
            id: try row.text("id"), workflow: try row.text("workflow"), file: try row.text("file"),
            sha256: try row.text("sha256"), pageCount: try row.integer("page_count"))
    }
}
