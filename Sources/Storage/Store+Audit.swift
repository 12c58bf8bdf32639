package import Foundation
package import Paperwork
internal import SQLAccess

/// The audit trail: a hash chain per batch, named by the batch's id, and one for the place itself.
///
/// A chain's last number and hash stand in its row of `audit_chain`, which a transaction changes first: whoever else
/// adds to the chain waits for it. Transactions take batches and documents before chains, and the place's chain last.
extension Store {
    /// The chain of what belongs to no batch.
    static let placeChain = "place"

    /// What happened to a batch and its documents, in order.
    package func events(ofBatch id: String) throws -> [StoreEvent] { try events(chain: id) }

    /// What happened to the place, in order: backups, purges, starts of the service, batches that came in.
    package func placeEvents() throws -> [StoreEvent] { try events(chain: Self.placeChain) }

    private func events(chain: String) throws -> [StoreEvent] {
        try database.read { connection in
            try connection.rows("SELECT * FROM audit_entry WHERE chain = ? ORDER BY number", [.text(chain)])
                .map { try StoreEvent($0) }
        }
    }

    /// Writes down what happened to the place itself.
    package func recordInPlace(
        _ kind: StoreEvent.Kind, batch: String? = nil, actor: String? = nil, reason: Wording? = nil,
        detail: [String: String] = [:], now: Date
    ) throws {
        try database.write { connection in
            try append(
                kind, to: Self.placeChain, batch: batch, actor: actor, reason: reason, detail: detail, at: now,
                connection)
        }
    }

    /// Writes down what happened to a batch; inside the transaction in which it does.
    func record(
        _ kind: StoreEvent.Kind, batch: String, document: String? = nil, actor: String? = nil,
        reason: Wording? = nil, detail: [String: String] = [:], at now: Date, _ connection: SQLConnection
    ) throws {
        try append(
            kind, to: batch, batch: batch, document: document, actor: actor, reason: reason, detail: detail, at: now,
            connection)
    }

    /// Begins a batch's chain, and says so in the place's: a batch that vanishes with all its records is missed there.
    func openChain(of batch: Batch, at now: Date, _ connection: SQLConnection) throws {
        try begin(chain: batch.id, connection)
        try record(
            .received, batch: batch.id, detail: ["file": batch.file, "sha256": batch.sha256], at: now, connection)
        try append(.batchOpened, to: Self.placeChain, batch: batch.id, at: now, connection)
    }

    /// - Returns: the entry's number and the hash of the one before.
    @discardableResult
    func append(
        _ kind: StoreEvent.Kind, to chain: String, batch: String? = nil, document: String? = nil,
        actor: String? = nil, reason: Wording? = nil, detail: [String: String] = [:], at now: Date,
        _ connection: SQLConnection
    ) throws -> (number: Int, previous: String) {
        if chain == Self.placeChain { try begin(chain: chain, connection) }
        let head = try connection.row(
            "UPDATE audit_chain SET entries = entries + 1 WHERE chain = ? RETURNING entries, hash", [.text(chain)]
        ).found("audit chain \(chain)")
        let entry = AuditEntry(
            chain: chain, number: try head.integer("entries"), at: Milliseconds.since1970(now), kind: kind.rawValue,
            batch: batch, document: document, actor: actor, reasonJa: reason?.ja, reasonEn: reason?.en,
            detail: try AuditEntry.text(ofDetail: detail), previous: try head.text("hash"))
        try connection.execute(
            """
            INSERT INTO audit_entry (chain, number, at, kind, batch, document, actor, reason_ja, reason_en, detail,
                previous, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, entry.values)
        try connection.execute(
            "UPDATE audit_chain SET hash = ? WHERE chain = ?", [.text(entry.hash), .text(chain)])
        return (entry.number, entry.previous)
    }

    private func begin(chain: String, _ connection: SQLConnection) throws(Trouble) {
        try connection.execute(
            """
            INSERT INTO audit_chain (chain, entries, hash, purged, purged_hash) VALUES (?1, 0, ?2, 0, ?2)
            ON CONFLICT (chain) DO NOTHING
            """, [.text(chain), .text(AuditEntry.beginning)])
    }
}
