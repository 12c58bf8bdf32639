internal import Paperwork
internal import SQLAccess

/// A name in the outbox, and whose it is.
package struct ExportName: Sendable, Hashable {
    /// Relative to the outbox.
    package var path: String
    /// The id of the batch that it belongs to.
    package var batch: String
    package var step: Int
    /// Which part of the batch, from 1; 0 for a file that holds all of it.
    package var part: Int
    /// The SHA-256 of all that this batch may have put there, lower-case hexadecimal.
    package var digests: Set<String>

    package init(path: String, batch: String, step: Int, part: Int, digests: Set<String>) {
        self.path = path
        self.batch = batch
        self.step = step
        self.part = part
        self.digests = digests
    }
}

/// Names in the outbox: each belongs to one batch for ever, whichever worker or machine asks.
extension Store {
    /// Whose that name is; nil where it is nobody's.
    package func exportName(_ path: String) throws -> ExportName? {
        try database.read { connection in
            try connection.row("SELECT * FROM export_name WHERE path = ?", [.text(path)]).map { try ExportName($0) }
        }
    }

    /// The names of a batch, in the order of steps and parts.
    package func exportNames(ofBatch id: String) throws -> [ExportName] {
        try database.read { connection in
            try connection.rows("SELECT * FROM export_name WHERE batch = ? ORDER BY step, part, path", [.text(id)])
                .map { try ExportName($0) }
        }
    }

    /// The batch's id, and behind it those of the batches in whose place it stands or, as a trial, may come to stand: their
    /// names are its own too.
    package func lineage(ofBatch id: String) throws -> [String] {
        try database.read { try lineage(ofBatch: id, $0) }
    }

    /// Makes a name the batch's own before a file is put there. False where it is another batch's, or is taken for another
    /// file of this one.
    ///
    /// - Parameters:
    ///   - standing: the SHA-256 of what lies there now; nil where nothing does.
    ///   - coming: the SHA-256 of what will be put there.
    ///   - worker: who holds the batch's finish.
    /// - Throws: `LostClaim`.
    package func takeExportName(
        _ path: String, batch: String, step: Int, part: Int, standing: String?, coming: String, worker: String
    ) throws -> Bool {
        try database.write { connection in
            let held = try connection.row(
                "SELECT id FROM batch WHERE id = ? AND claimed_by = ? \(connection.dialect.locking)",
                [.text(batch), .text(worker)])
            guard held != nil else { throw LostClaim(id: batch, worker: worker) }
            let values: [SQLValue] = [
                .text(path), .text(batch), .integer(step), .integer(part), .optional(standing), .text(coming),
            ]
            let isNew = try connection.execute(
                """
                INSERT INTO export_name (path, batch, step, part, standing, coming) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (path) DO NOTHING
                """, values)
            if isNew == 1 { return true }
            let owner = try ExportName(
                try connection.row(
                    "SELECT * FROM export_name WHERE path = ? \(connection.dialect.locking)", [.text(path)]
                ).found(path))
            let isOwn = owner.batch == batch && owner.step == step && owner.part == part
            guard try isOwn || lineage(ofBatch: batch, connection).dropFirst().contains(owner.batch) else {
                return false
            }
            try connection.execute(
                "UPDATE export_name SET batch = ?2, step = ?3, part = ?4, standing = ?5, coming = ?6 WHERE path = ?1",
                values)
            return true
        }
    }

    private func lineage(ofBatch id: String, _ connection: SQLConnection) throws(Trouble) -> [String] {
        var ids = [id]
        while let last = ids.last,
            let earlier = try connection.row(
                "SELECT original FROM reprocessing WHERE trial = ? AND state <> 'dropped'", [.text(last)])
        {
            ids.append(try earlier.text("original"))
        }
        return ids
    }
}

extension ExportName {
    fileprivate init(_ row: SQLRow) throws(Trouble) {
        self.init(
            path: try row.text("path"), batch: try row.text("batch"), step: try row.integer("step"),
            part: try row.integer("part"),
            digests: Set([try row.text("coming"), try row.optionalText("standing")].compactMap { $0 }))
    }
}
