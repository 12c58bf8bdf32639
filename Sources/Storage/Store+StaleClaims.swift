internal import Foundation
internal import Paperwork
internal import SQLAccess
internal import Synchronization

/// What this process has seen of claims that others hold, by a clock that nobody sets.
///
/// A lease ends at a time of day. Where the clock that it was granted by is set back, that time comes late: a worker that
/// vanished would hold its work for as long as the clock was set back. So whoever looks for work also counts by itself for
/// how long a lease has stayed as it is.
final class ClaimWatch: Sendable {
    private struct Sight {
        var lease: Int64
        var since: ContinuousClock.Instant
    }

    private struct State {
        var sights: [String: Sight] = [:]
        var nextLook: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// Between two looks.
    private static let interval = Duration.seconds(5)

    /// Whether it is time for another look.
    func isDue(at instant: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            if let next = state.nextLook, instant < next { return false }
            state.nextLook = instant + Self.interval
            return true
        }
    }

    /// Of the claims that are held now, those whose lease has not changed for longer than it was granted for.
    func stale(of held: [WatchedClaim], at instant: ContinuousClock.Instant) -> [WatchedClaim] {
        state.withLock { state in
            let before = state.sights
            state.sights = [:]
            return held.filter { claim in
                let known = before[claim.key].flatMap { $0.lease == claim.lease ? $0 : nil }
                let sight = known ?? Sight(lease: claim.lease, since: instant)
                state.sights[claim.key] = sight
                return instant - sight.since > claim.patience
            }
        }
    }
}

/// A claim that somebody holds, as it stands in the store.
struct WatchedClaim: Sendable {
    var claim: HeldClaim
    var worker: String
    /// When its lease ends, in milliseconds since 1970.
    var lease: Int64
    /// Whether its worker gives signs of life, which renew the lease.
    var isRenewed: Bool

    var key: String { "\(claim.table) \(claim.id) \(worker)" }

    /// A lease that is renewed ends 60 seconds after the last sign of life, any other after 600 at most; a quarter of a
    /// minute more for a look that comes late.
    var patience: Duration { .seconds(isRenewed ? 75 : 615) }
}

extension Store {
    /// What stayed held, unrenewed, for longer than any lease is granted, whatever the time of day that its end names.
    ///
    /// - Parameter instant: now, by a clock that nobody sets.
    func staleClaims(at instant: ContinuousClock.Instant, _ connection: SQLConnection) throws -> [WatchedClaim] {
        watch.stale(of: try Self.watchedClaims(connection), at: instant)
    }

    /// Takes back what is still held as it was seen.
    func takeBack(stale: [WatchedClaim], now: Date) throws {
        for seen in stale {
            try takeBack([seen.claim], if: "lease_until = ?2", .integer(seen.lease), reason: .workerVanished, now: now)
        }
    }

    private static func watchedClaims(_ connection: SQLConnection) throws -> [WatchedClaim] {
        let held = ["document", "batch"].map { table in
            """
            SELECT '\(table)' AS kind, id, claimed_by, lease_until,
                CASE WHEN EXISTS (SELECT 1 FROM worker WHERE name = claimed_by) THEN 1 ELSE 0 END AS is_renewed
            FROM \(table) WHERE lease_until IS NOT NULL
            """
        }
        return try connection.rows(held.joined(separator: " UNION ALL ")).map { row in
            WatchedClaim(
                claim: HeldClaim(table: try row.text("kind"), id: try row.text("id")),
                worker: try row.text("claimed_by"), lease: Int64(try row.integer("lease_until")),
                isRenewed: try row.integer("is_renewed") == 1)
        }
    }
}
