internal import Paperwork
internal import SQLAccess

/// Walks along the entries of all chains, one chain after the other, and keeps no more than where it is.
struct AuditCheck {
    fileprivate struct Chain {
        var name: String
        /// As its row in `audit_chain` says.
        var entries: Int
        var hash: String
        var purged: Int
        var purgedHash: String
        var isPurgeExplained: Bool
        /// Of the entry before.
        var number: Int
        var previous: String
    }

    private let report: (AuditFault) throws -> Void
    private(set) var summary = AuditSummary()
    private var chain: Chain?

    init(report: @escaping (AuditFault) throws -> Void) { self.report = report }

    /// Of the last entry that was added.
    var position: (chain: String, number: Int) { (chain?.name ?? "", chain?.number ?? 0) }

    /// Takes the next entry, joined with its chain's row under the names `chain_…`.
    mutating func add(_ row: SQLRow) throws {
        let entry = try AuditEntry(row)
        if chain?.name != entry.chain {
            try endChain()
            chain = try Chain(row, name: entry.chain)
            summary.chains += 1
        }
        guard var chain else { return }
        summary.entries += 1
        if entry.number > chain.number + 1 {
            try fault(.missing(through: entry.number - 1), at: chain.number + 1)
        } else if entry.previous != chain.previous {
            try fault(.detached, at: entry.number)
        }
        let stored = try row.text("hash")
        if entry.hash != stored { try fault(.changed, at: entry.number) }
        if entry.number > chain.entries { try fault(.added, at: entry.number) }
        if try entry.explainsPurge(through: chain.purged, hash: chain.purgedHash) { chain.isPurgeExplained = true }
        chain.number = entry.number
        chain.previous = stored
        self.chain = chain
    }

    /// To be called after the last entry.
    mutating func endChain() throws {
        guard let chain else { return }
        if chain.number < chain.entries {
            try fault(.missing(through: chain.entries), at: chain.number + 1)
        } else if chain.number == chain.entries, chain.previous != chain.hash {
            try fault(.wrongEnd)
        }
        if !chain.isPurgeExplained { try fault(.unexplainedPurge) }
        self.chain = nil
    }

    mutating func fault(_ kind: AuditFault.Kind, chain name: String) throws {
        summary.faults += 1
        try report(AuditFault(chain: name, number: nil, kind: kind))
    }

    private mutating func fault(_ kind: AuditFault.Kind, at number: Int? = nil) throws {
        guard let chain else { return }
        summary.faults += 1
        try report(AuditFault(chain: chain.name, number: number, kind: kind))
    }
}

extension AuditCheck.Chain {
    fileprivate init(_ row: SQLRow, name: String) throws(Trouble) {
        let purged = try row.optionalInteger("chain_purged") ?? 0
        let purgedHash = try row.optionalText("chain_purged_hash") ?? AuditEntry.beginning
        self.init(
            name: name, entries: try row.optionalInteger("chain_entries") ?? 0,
            hash: try row.optionalText("chain_hash") ?? AuditEntry.beginning, purged: purged, purgedHash: purgedHash,
            isPurgeExplained: purged == 0 && purgedHash == AuditEntry.beginning, number: purged, previous: purgedHash)
    }
}

extension AuditEntry {
    fileprivate func explainsPurge(through purged: Int, hash: String) throws(Trouble) -> Bool {
        guard kind == StoreEvent.Kind.auditPurged.rawValue else { return false }
        let detail = try Self.detail(fromText: detail)
        return detail["through"] == String(purged) && detail["hash"] == hash
    }
}
