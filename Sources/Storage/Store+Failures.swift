package import Foundation
package import Paperwork
internal import SQLAccess

/// What a failed attempt led to.
package enum FailureOutcome: Sendable, Hashable {
    /// It is queued again.
    case willRetry
    /// A part of a batch is queued again in smaller pieces, of that many pages.
    case willRetrySmaller(pages: Int)
    /// The page alone is set aside; the rest of the batch goes on.
    case pageSetAside(Int)
    case documentFailed
    /// Its entry into another system may have happened: a person says whether.
    case documentInDoubt
    case batchFailed
}

extension Store {
    /// Counts a failed attempt, with its reason, and puts the claim back, or gives it up after `attemptLimit`.
    ///
    /// A document is given up as `failed`. A part of a batch that fails twice is halved, down to one page; that page is
    /// set aside when it fails three times alone. A batch whose finish fails three times is `failed` until a person
    /// sees to it; its documents keep their states.
    ///
    /// - Parameter isOfBatch: the failure has nothing to do with the pages that were claimed: a batch that is being
    ///   sorted into documents is then not halved but given up as `failed`, what was not looked at being set aside.
    /// - Throws: `LostClaim`.
    @discardableResult
    package func fail(
        _ claim: Claim, reason: Wording, isOfBatch: Bool = false, worker: String, now: Date
    ) throws -> FailureOutcome {
        try database.write { connection in
            let held = try connection.row(
                "SELECT id FROM \(claim.table) WHERE id = ? AND claimed_by = ? \(connection.dialect.locking)",
                [.text(claim.id), .text(worker)])
            guard held != nil else { throw LostClaim(id: claim.id, worker: worker) }
            let failure = Failure(worker: worker, reason: reason, at: now, isOfBatch: isOfBatch)
            return claim.table == "document"
                ? try fail(document: claim.id, failure, connection) : try fail(batch: claim.id, failure, connection)
        }
    }

    /// Takes back what was held beyond its lease: its worker crashed or vanished, which costs one attempt.
    func takeBack(_ lapsed: [HeldClaim], now: Date) throws {
        try takeBack(lapsed, if: "lease_until <= ?2", .time(now), reason: .workerVanished, now: now)
    }

    /// Takes back what a worker holds that is known to be dead, which costs one attempt.
    func takeBack(from worker: String, reason: Wording, now: Date) throws {
        let held = try database.read { try heldClaims(where: "claimed_by = ?1", .text(worker), $0) }
        try takeBack(held, if: "claimed_by = ?2", .text(worker), reason: reason, now: now)
    }

    /// Each in a transaction of its own, if it is still so. What another process takes back at the same time is left to it.
    func takeBack(
        _ held: [HeldClaim], if condition: String, _ value: SQLValue, reason: Wording, now: Date
    ) throws {
        for claim in held {
            try database.write { connection in
                let row = try connection.row(
                    """
                    SELECT claimed_by FROM \(claim.table) WHERE id = ?1 AND lease_until IS NOT NULL AND \(condition)
                    \(connection.dialect.skippingLocked)
                    """, [.text(claim.id), value])
                guard let worker = try row?.text("claimed_by") else { return }
                let failure = Failure(worker: worker, reason: reason, at: now)
                _ =
                    claim.table == "document"
                    ? try fail(document: claim.id, failure, connection) : try fail(batch: claim.id, failure, connection)
            }
        }
    }

    /// What is held beyond its lease.
    func lapsedClaims(now: Date, _ connection: SQLConnection) throws(Trouble) -> [HeldClaim] {
        try heldClaims(where: "lease_until <= ?1", .time(now), connection)
    }

    private func heldClaims(
        where condition: String, _ value: SQLValue, _ connection: SQLConnection
    ) throws(Trouble) -> [HeldClaim] {
        let held = "WHERE lease_until IS NOT NULL AND \(condition)"
        let rows = try connection.rows(
            "SELECT 'document' AS kind, id FROM document \(held) UNION ALL SELECT 'batch', id FROM batch \(held)",
            [value])
        var claims: [HeldClaim] = []
        for row in rows { claims.append(HeldClaim(table: try row.text("kind"), id: try row.text("id"))) }
        return claims
    }
}

/// A document or batch that a worker holds, or held.
struct HeldClaim {
    var table: String
    var id: String
}

extension Store {
    /// What a document's problem is called that comes from its failed attempts and from no rule of the job file.
    static let attemptsRule = "attempts"
}

/// One attempt that came to nothing.
private struct Failure {
    var worker: String
    var reason: Wording
    var at: Date
    /// Whatever pages were claimed, it would have been the same.
    var isOfBatch = false
}

extension Store {
    private func fail(document id: String, _ failure: Failure, _ connection: SQLConnection) throws -> FailureOutcome {
        let row = try connection.row(
            "SELECT batch, attempts FROM document WHERE id = ?", [.text(id)]
        ).found(id)
        let batch = try row.text("batch")
        guard try row.integer("attempts") >= Self.attemptLimit else {
            try connection.execute(
                "UPDATE document SET state = 'queued', claimed_by = NULL, lease_until = NULL WHERE id = ?", [.text(id)])
            try record(.attemptFailed, failure, batch: batch, document: id, connection)
            return .willRetry
        }
        var document = try content(ofDocument: id, connection)
        if try isEntryOpen(ofDocument: id, connection) {
            document.state = .inDoubt
            document.problems.removeAll { $0.rule == Self.attemptsRule }
            document.problems.append(Problem(rule: Self.attemptsRule, message: failure.reason))
            try connection.execute(
                "UPDATE document SET state = 'in_doubt', claimed_by = NULL, lease_until = NULL WHERE id = ?",
                [.text(id)])
            try write(content: document, connection)
            try record(.documentWaits, failure, batch: batch, document: id, connection)
            return .documentInDoubt
        }
        document.state = .failed
        document.problems.append(Problem(rule: Self.attemptsRule, message: failure.reason))
        try connection.execute(
            """
            UPDATE document SET state = 'failed', claimed_by = NULL, lease_until = NULL, settled = ? WHERE id = ?
            """, [.time(failure.at), .text(id)])
        try write(content: document, connection)
        try settle(document: id, now: failure.at, connection)
        try record(.documentFailed, failure, batch: batch, document: id, connection)
        return .documentFailed
    }

    private func isEntryOpen(ofDocument id: String, _ connection: SQLConnection) throws(Trouble) -> Bool {
        try connection.row(
            "SELECT 1 AS found FROM entry WHERE document = ? AND state IN ('intended', 'in_doubt')", [.text(id)]) != nil
    }

    private func fail(batch id: String, _ failure: Failure, _ connection: SQLConnection) throws -> FailureOutcome {
        let row = try connection.row("SELECT * FROM batch WHERE id = ?", [.text(id)]).found(id)
        let attempts = try row.integer("attempts")
        let chunk = try row.integer("chunk")
        let isSplitting = try row.text("state") == BatchState.splitting.rawValue
        let free = "claimed_by = NULL, lease_until = NULL"
        if isSplitting, chunk > 1, attempts >= 2, !failure.isOfBatch {
            try connection.execute(
                "UPDATE batch SET \(free), attempts = 0, chunk = ? WHERE id = ?", [.integer(chunk / 2), .text(id)])
            try record(.attemptFailed, failure, batch: id, connection)
            return .willRetrySmaller(pages: chunk / 2)
        }
        if attempts < Self.attemptLimit {
            try connection.execute("UPDATE batch SET \(free) WHERE id = ?", [.text(id)])
            try record(.attemptFailed, failure, batch: id, connection)
            return .willRetry
        }
        let nextPage = try row.integer("next_page")
        let pageCount = try row.integer("page_count")
        if isSplitting, nextPage <= pageCount, !failure.isOfBatch {
            try setAside(page: nextPage, of: id, failure, connection)
            return .pageSetAside(nextPage)
        }
        if isSplitting { try setAside(pages: nextPage..<pageCount + 1, of: id, failure, connection) }
        try connection.execute(
            """
            UPDATE batch SET \(free), state = 'failed', next_page = page_count + 1, failure_ja = ?, failure_en = ?
            WHERE id = ?
            """, [.text(failure.reason.ja), .text(failure.reason.en), .text(id)])
        _ = try endRest(ofBatch: id, connection)
        try record(.batchFailed, failure, batch: id, connection)
        return .batchFailed
    }

    /// Those that nobody looked at, of a batch that is given up; `retry` takes them back.
    private func setAside(
        pages: Range<Int>, of batch: String, _ failure: Failure, _ connection: SQLConnection
    ) throws {
        for number in pages {
            let page = Page(number: number, outcome: .setAside(reason: failure.reason))
            try insert(PageRecord(page: page), batch: batch, connection)
        }
        try connection.execute("UPDATE document SET is_open = 0 WHERE batch = ? AND is_open = 1", [.text(batch)])
    }

    private func setAside(
        page number: Int, of batch: String, _ failure: Failure, _ connection: SQLConnection
    ) throws {
        try insert(
            PageRecord(page: Page(number: number, outcome: .setAside(reason: failure.reason))), batch: batch, connection
        )
        try record(.pageSetAside, failure, batch: batch, detail: ["page": String(number)], connection)
        try connection.execute(
            """
            UPDATE document SET is_open = 0
            WHERE batch = ?1 AND is_open = 1 AND ?2 = (SELECT page_count FROM batch WHERE id = ?1)
            """, [.text(batch), .integer(number)])
        try advance(batch: batch, to: number + 1, at: failure.at, worker: failure.worker, connection)
        try connection.execute(
            "UPDATE batch SET chunk = ? WHERE id = ?", [.integer(Self.largestChunk), .text(batch)])
        try assertPageLaw(batch: batch, connection)
    }

    private func record(
        _ kind: StoreEvent.Kind, _ failure: Failure, batch: String, document: String? = nil,
        detail: [String: String] = [:], _ connection: SQLConnection
    ) throws {
        try record(
            kind, batch: batch, document: document, actor: failure.worker, reason: failure.reason, detail: detail,
            at: failure.at, connection)
        try connection.announce()
    }
}

extension Wording {
    package static let workerVanished = Wording(
        ja: "処理中にプログラムが止まりました。", en: "The program that worked on it stopped without an answer.")
}
