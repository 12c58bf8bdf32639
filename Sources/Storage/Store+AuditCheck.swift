internal import Paperwork
internal import SQLAccess

extension Store {
    /// Looks for entries of the audit trail that were changed, removed, added or put in another order, for chains
    /// whose end was cut off, and for batches without a chain. Memory does not grow with the trail.
    ///
    /// Whoever can write to the database and knows how the hashes are made can make a whole chain anew; a backup kept
    /// elsewhere has the chain as it was.
    ///
    /// - Parameter report: is given each fault; it does not use the store.
    @discardableResult
    package func verifyAudit(report: (AuditFault) throws -> Void) throws -> AuditSummary {
        try withoutActuallyEscaping(report) { report in
            try database.read { connection in
                var check = AuditCheck(report: report)
                while try addEntries(to: &check, connection) {}
                try check.endChain()
                for (kind, sql) in Self.chainFaults {
                    try connection.forEachRow(sql) { try check.fault(kind, chain: try $0.text("chain")) }
                }
                return check.summary
            }
        }
    }

    /// Entries that one statement fetches: a server ends statements that run for long.
    private static let pieceSize = 1000

    /// Hands over the next entries; false at the end.
    private func addEntries(to check: inout AuditCheck, _ connection: SQLConnection) throws -> Bool {
        let before = check.summary.entries
        let (chain, number) = check.position
        try connection.forEachRow(
            """
            SELECT audit_entry.*, audit_chain.entries AS chain_entries, audit_chain.hash AS chain_hash,
                audit_chain.purged AS chain_purged, audit_chain.purged_hash AS chain_purged_hash
            FROM audit_entry LEFT JOIN audit_chain ON audit_chain.chain = audit_entry.chain
            WHERE (audit_entry.chain, audit_entry.number) > (?, ?)
            ORDER BY audit_entry.chain, audit_entry.number LIMIT ?
            """, [.text(chain), .integer(number), .integer(Self.pieceSize)]
        ) { try check.add($0) }
        return check.summary.entries > before
    }

    private static let chainFaults: [(AuditFault.Kind, String)] = [
        (
            .noChain,
            """
            SELECT id AS chain FROM batch WHERE NOT EXISTS (SELECT 1 FROM audit_chain WHERE chain = batch.id)
            UNION
            SELECT batch AS chain FROM audit_entry WHERE chain = 'place' AND kind = 'batch_opened'
                AND NOT EXISTS (SELECT 1 FROM audit_chain WHERE audit_chain.chain = audit_entry.batch)
            """
        ),
        (
            .noBatch,
            """
            SELECT chain FROM audit_chain
            WHERE chain <> 'place' AND NOT EXISTS (SELECT 1 FROM batch WHERE batch.id = audit_chain.chain)
                AND NOT EXISTS (SELECT 1 FROM reprocessing WHERE trial = audit_chain.chain AND state = 'dropped')
            """
        ),
        (
            .wrongEnd,
            """
            SELECT chain FROM audit_chain
            WHERE NOT EXISTS (SELECT 1 FROM audit_entry WHERE audit_entry.chain = audit_chain.chain)
            UNION
            SELECT 'place' AS chain FROM batch WHERE NOT EXISTS (SELECT 1 FROM audit_chain WHERE chain = 'place')
            """
        ),
    ]
}
