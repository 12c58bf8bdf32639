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
    /// The id of the batch that the file's name belongs to now.
    package var owner: String?
    /// The SHA-256 of what may stand there too, because it is being written at this moment.
    package var coming: String?
    package var record: ExportRecord
}
