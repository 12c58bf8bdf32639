package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Gives `worker` something to do, held for `leaseSeconds` from `now`; nil where there is nothing.
    ///
    /// Higher priority goes first; within one, documents before pages to split before batches to finish, and then the
    /// oldest. Pages go before documents while fewer than `readAhead` of these are ready. What another worker held beyond
    /// its lease is taken back first, and counts as a failed attempt.
    ///
    /// A claim does not wait for the disk. After a power cut it may be forgotten: then another worker gets it, and the
    /// first can't commit.
    ///
    /// - Parameter instant: now, by a clock that nobody sets: by it a lease ends in time though the time of day was set back.
    package func claim(
        worker: String, leaseSeconds: Double, now: Date, at instant: ContinuousClock.Instant = .now
    ) throws -> Claim? {
        let looksForStale = watch.isDue(at: instant)
        let holding = Holding(worker: worker, until: now.addingTimeInterval(leaseSeconds))
        for attempt in 0..<Self.searchLimit {
            let outcome = try database.write(lasting: false) { connection in
                let lapsed = attempt == 0 ? try lapsedClaims(now: now, connection) : []
                let stale = attempt == 0 && looksForStale ? try staleClaims(at: instant, connection) : []
                return lapsed.isEmpty && stale.isEmpty
                    ? try search(holding, now: now, connection) : .lapsed(lapsed, stale: stale)
            }
            switch outcome {
            case .found(let claim): return claim
            case .nothing: return nil
            case .lapsed(let claims, let stale):
                try takeBack(claims, now: now)
                try takeBack(stale: stale, now: now)
            case .locked: Thread.sleep(forTimeInterval: Self.searchPause * Double(attempt + 1))
            }
        }
        return nil
    }

    /// Puts the claim back as it was, uncounted, for a worker that is told to stop.
    ///
    /// - Throws: `LostClaim`.
    package func release(_ claim: Claim, worker: String) throws {
        let state = claim.table == "document" ? "state = 'queued'," : ""
        try database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE \(claim.table) SET \(state) claimed_by = NULL, lease_until = NULL, attempts = attempts - 1
                WHERE id = ? AND claimed_by = ?
                """, [.text(claim.id), .text(worker)])
            if changed == 0 { throw LostClaim(id: claim.id, worker: worker) }
            try connection.announce()
        }
    }
}

extension Store {
    /// How often a claim looks again where others are at what it found, and how many seconds it waits before.
    private static let searchLimit = 5
    private static let searchPause = 0.002
}

extension Claim {
    var id: String {
        switch self {
        case .split(let task): task.batch.id
        case .document(let task): task.document.id
        case .finish(let task): task.batch.id
        }
    }

    var table: String {
        switch self {
        case .document: "document"
        case .split, .finish: "batch"
        }
    }
}

extension Optional<SQLRow> {
    /// The row that must be there.
    func found(_ id: String) throws(Trouble) -> SQLRow {
        guard let self else { throw .unexpectedData("There is no record '\(id)'") }
        return self
    }
}
