package import Foundation
internal import Paperwork
internal import SQLAccess

/// What those who keep the place ask of the store: which files belong to it, and what has had its time.
extension Store {
    /// Hands over what the page store has to hold: the original of every batch whose pages were not purged. `body` does
    /// not use the store.
    package func forEachKeptFile(_ body: (KeptFile) throws -> Void) throws {
        let sql = """
            SELECT id, page_file, sha256, workflow_version FROM batch
            WHERE NOT EXISTS (SELECT 1 FROM purged_pages WHERE purged_pages.batch = batch.id) ORDER BY received, id
            """
        try database.read { connection in
            try connection.forEachRow(sql) { row in
                try body(
                    KeptFile(
                        batch: try row.text("id"), path: try row.text("page_file"), sha256: try row.text("sha256"),
                        workflowVersion: try row.text("workflow_version")))
            }
        }
    }

    /// Hands over the exports, of each name the one that was written last. `body` does not use the store.
    package func forEachExport(_ body: (KeptExport) throws -> Void) throws {
        let sql = """
            SELECT export_file.*, batch.state AS batch_state FROM export_file JOIN batch ON batch.id = export_file.batch
            WHERE NOT EXISTS (SELECT 1 FROM export_file AS later WHERE later.path = export_file.path
                AND (later.written > export_file.written
                    OR (later.written = export_file.written AND later.batch > export_file.batch)))
            ORDER BY export_file.batch, step, path
            """
        try database.read { connection in
            try connection.forEachRow(sql) { row in
                try body(
                    KeptExport(
                        batch: try row.text("batch"), isFinal: try row.text("batch_state") == "finished",
                        record: ExportRecord(
                            step: try row.integer("step"), path: try row.text("path"),
                            rows: try row.integer("row_count"), sha256: try row.text("sha256"))))
            }
        }
    }

    /// The time of the newest entry of the audit trail; nil in a store where nothing happened.
    package func newestEntryTime() throws -> Date? {
        try database.read { try $0.row("SELECT max(at) AS at FROM audit_entry")?.optionalTime("at") }
    }
}
