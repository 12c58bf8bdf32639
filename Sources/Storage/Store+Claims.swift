package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Gives `worker` something to do, held for `leaseSeconds` from `now`; nil where there is nothing.
    ///
    /// Higher priority goes first; within one, documents before pages to split before batches to finish, and then the
    /// oldest. What another worker held beyond its lease is taken back first, and counts as a failed attempt.
    package func claim(worker: String, leaseSeconds: Double, now: Date) throws -> Claim? {
        try database.write { connection in
            try takeBackExpired(now: now, connection)
            let holding = Holding(worker: worker, until: now.addingTimeInterval(leaseSeconds))
            let resting = try workflowsAtRest(now: now, connection)
            let next = try Self.queues.compactMap { queue in
                try connection.row(queue.sql(passingOver: resting.count), resting).map {
                    (queue, try $0.text("id"), try $0.integer("priority"))
                }
            }
            // `min` keeps the first of equals: the queues stand in the order in which they are served.
            guard let (queue, id, _) = next.min(by: { $0.2 < $1.2 }) else { return nil }
            switch queue {
            case .documents: return .document(try take(document: id, holding, connection))
            case .splits: return .split(try take(split: id, holding, connection))
            case .finishes: return .finish(try take(finish: id, holding, connection))
            }
        }
    }

    /// Gives `worker` the finish of a batch: once all its documents are settled, or, with `includingWaiting`, once the
    /// rest of them wait for a person. Nil where it is not so far, is finished, or is held by another worker.
    package func claimFinish(
        batch: String, includingWaiting: Bool, worker: String, leaseSeconds: Double, now: Date
    ) throws -> FinishTask? {
        try database.write { connection in
            try takeBackExpired(now: now, connection)
            let states = includingWaiting ? "('queued', 'working')" : "('queued', 'working', 'review', 'in_doubt')"
            let ready = try connection.row(
                """
                SELECT id FROM batch WHERE id = ? AND state = 'split' AND claimed_by IS NULL
                    AND NOT EXISTS (SELECT 1 FROM document WHERE document.batch = batch.id AND state IN \(states))
                """, [.text(batch)])
            guard ready != nil else { return nil }
            let holding = Holding(worker: worker, until: now.addingTimeInterval(leaseSeconds))
            return try take(finish: batch, holding, connection)
        }
    }

    /// Holds the claim for `leaseSeconds` from `now`: a worker calls it well before its lease runs out.
    ///
    /// - Throws: `LostClaim`.
    package func renew(_ claim: Claim, worker: String, leaseSeconds: Double, now: Date) throws {
        let until = SQLValue.time(now.addingTimeInterval(leaseSeconds))
        try database.write { connection in
            let changed = try connection.execute(
                "UPDATE \(claim.table) SET lease_until = ? WHERE id = ? AND claimed_by = ?",
                [until, .text(claim.id), .text(worker)])
            if changed == 0 { throw LostClaim(id: claim.id, worker: worker) }
        }
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
        }
    }
}

/// Who holds a claim, and until when.
private struct Holding {
    var worker: String
    var until: Date

    var values: [SQLValue] { [.text(worker), .time(until)] }
}

private enum Queue {
    case documents
    case splits
    case finishes

    /// The next in the queue, with so many workflows to pass over, each a value.
    func sql(passingOver resting: Int) -> String {
        let marks = Array(repeating: "?", count: resting).joined(separator: ", ")
        let batches = resting == 0 ? "" : "AND workflow NOT IN (\(marks))"
        let documents =
            resting == 0 ? "" : "AND batch NOT IN (SELECT id FROM batch WHERE workflow IN (\(marks)))"
        return switch self {
        case .documents:
            """
            SELECT id, priority FROM document WHERE state = 'queued' AND is_open = 0 \(documents)
            ORDER BY priority, received, batch, number LIMIT 1
            """
        case .splits:
            """
            SELECT id, priority FROM batch WHERE state = 'splitting' AND claimed_by IS NULL \(batches)
            ORDER BY priority, received, id LIMIT 1
            """
        case .finishes:
            """
            SELECT id, priority FROM batch WHERE state = 'split' AND unsettled = 0 AND claimed_by IS NULL \(batches)
            ORDER BY priority, received, id LIMIT 1
            """
        }
    }
}

extension Store {
    private static var queues: [Queue] { [.documents, .splits, .finishes] }

    private func workflowsAtRest(now: Date, _ connection: SQLConnection) throws -> [SQLValue] {
        try connection.rows("SELECT workflow FROM pause WHERE until > ?", [.time(now)])
            .map { .text(try $0.text("workflow")) }
    }

    private func take(
        document id: String, _ holding: Holding, _ connection: SQLConnection
    ) throws -> DocumentTask {
        let row = try connection.row(
            """
            UPDATE document SET state = 'working', claimed_by = ?, lease_until = ?, attempts = attempts + 1
            WHERE id = ? RETURNING batch, next_step, attempts
            """, holding.values + [.text(id)]
        ).found(id)
        let batchRow = try connection.row("SELECT * FROM batch WHERE id = ?", [.text(try row.text("batch"))]).found(id)
        var document = try content(ofDocument: id, connection)
        document.state = .working
        return DocumentTask(
            document: document, step: try row.integer("next_step"), batch: try Batch(batchRow),
            pageFile: try batchRow.text("page_file"), workflowVersion: try batchRow.text("workflow_version"),
            attempt: try row.integer("attempts"))
    }

    private func take(split id: String, _ holding: Holding, _ connection: SQLConnection) throws -> SplitTask {
        let row = try takeBatch(id, holding, connection)
        let open = try connection.row("SELECT id FROM document WHERE batch = ? AND is_open = 1", [.text(id)])
        let last = try connection.row(
            "SELECT coalesce(max(number), 0) AS number FROM document WHERE batch = ?", [.text(id)]
        ).found(id)
        return SplitTask(
            batch: try Batch(row), pageFile: try row.text("page_file"),
            workflowVersion: try row.text("workflow_version"), nextPage: try row.integer("next_page"),
            pageLimit: try row.integer("chunk"),
            openDocument: try open.map { try content(ofDocument: try $0.text("id"), connection) },
            nextDocumentNumber: try last.integer("number") + 1, attempt: try row.integer("attempts"))
    }

    private func take(finish id: String, _ holding: Holding, _ connection: SQLConnection) throws -> FinishTask {
        let row = try takeBatch(id, holding, connection)
        return FinishTask(
            batch: try Batch(row), workflowVersion: try row.text("workflow_version"),
            received: try row.time("received"), isPartial: try row.integer("unsettled") > 0,
            attempt: try row.integer("attempts"))
    }

    private func takeBatch(_ id: String, _ holding: Holding, _ connection: SQLConnection) throws(Trouble) -> SQLRow {
        try connection.row(
            """
            UPDATE batch SET claimed_by = ?, lease_until = ?, attempts = attempts + 1 WHERE id = ? RETURNING *
            """, holding.values + [.text(id)]
        ).found(id)
    }
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
