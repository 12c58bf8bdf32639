/// An original that the page store keeps for a batch.
package struct KeptFile: Sendable, Hashable {
    /// The batch's id.
    package var batch: String
    /// Relative to the page store.
    package var path: String
    /// As the batch came in.
    package var sha256: String
    package var workflowVersion: String
}

/// An export, with its batch.
package struct KeptExport: Sendable, Hashable {
    /// The batch's id.
    package var batch: String
    /// The batch is finished: this export is its last.
    package var isFinal: Bool
    package var record: ExportRecord
}
