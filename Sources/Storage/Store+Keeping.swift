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

    /// Hands over the records of exports, each with its batch and with whose its name is. `body` does not use the store.
    package func forEachExport(_ body: (KeptExport) throws -> Void) throws {
        let sql = """
            SELECT export_file.*, export_name.batch AS owner, export_name.coming AS coming, batch.state AS batch_state
            FROM export_file JOIN batch ON batch.id = export_file.batch
                LEFT JOIN export_name ON export_name.path = export_file.path
            ORDER BY export_file.batch, export_file.step, export_file.path
            """
        try database.read { connection in
            try connection.forEachRow(sql) { row in
                let isFinal = try row.text("batch_state") == "finished"
                try body(
                    KeptExport(
                        batch: try row.text("batch"), owner: try row.optionalText("owner"),
                        coming: isFinal ? nil : try row.optionalText("coming"),
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
