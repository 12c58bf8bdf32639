package import Foundation
internal import Paperwork
internal import SQLAccess

/// A version of a workflow that batches were taken in under.
package struct UsedVersion: Sendable, Hashable {
    /// SHA-256 of the job file and its templates.
    package var version: String
    package var first: Date
    package var last: Date
    package var batches: Int
}

/// A batch that can be processed again, or is.
package struct PastBatch: Sendable, Hashable {
    package var id: String
    package var file: String
    package var department: String
    package var version: String
    package var received: Date
    package var pages: Int
    /// The batch that is, or was, processed in its place; nil where none is.
    package var trial: String?
    package var state: Reprocessing.State?
}

extension Store {
    /// The versions that a workflow's batches were taken in under, the latest first.
    package func usedVersions(ofWorkflow id: String) throws -> [UsedVersion] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT workflow_version, min(received) AS first, max(received) AS last, count(*) AS batches FROM batch
                WHERE workflow = ? GROUP BY workflow_version ORDER BY last DESC, workflow_version
                """, [.text(id)]
            ).map {
                UsedVersion(
                    version: try $0.text("workflow_version"), first: try $0.time("first"), last: try $0.time("last"),
                    batches: try $0.integer("batches"))
            }
        }
    }

    /// A workflow's latest batches that are finished under another version than `version` and whose pages are kept, the
    /// last first; and those that are being processed again.
    package func pastBatches(ofWorkflow id: String, besides version: String, limit: Int) throws -> [PastBatch] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT batch.id, batch.file, batch.department, batch.workflow_version, batch.received, batch.page_count,
                    reprocessing.trial AS trial, reprocessing.state AS trial_state
                FROM batch LEFT JOIN reprocessing
                    ON reprocessing.original = batch.id AND reprocessing.state <> 'dropped'
                WHERE batch.workflow = ?1
                    AND (reprocessing.state = 'trial' OR (batch.state = 'finished' AND batch.workflow_version <> ?2
                        AND reprocessing.trial IS NULL))
                    AND NOT EXISTS (SELECT 1 FROM purged_pages WHERE purged_pages.batch = batch.id)
                    AND NOT EXISTS (SELECT 1 FROM reprocessing AS own
                        WHERE own.trial = batch.id AND own.state = 'trial')
                ORDER BY batch.received DESC, batch.id DESC LIMIT ?3
                """, [.text(id), .text(version), .integer(limit)]
            ).map {
                PastBatch(
                    id: try $0.text("id"), file: try $0.text("file"), department: try $0.text("department"),
                    version: try $0.text("workflow_version"), received: try $0.time("received"),
                    pages: try $0.integer("page_count"), trial: try $0.optionalText("trial"),
                    state: try $0.optionalText("trial_state").flatMap { Reprocessing.State(rawValue: $0) })
            }
        }
    }
}
