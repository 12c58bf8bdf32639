internal import Foundation
internal import Paperwork
internal import SQLAccess

/// Who holds a claim, and until when.
struct Holding {
    var worker: String
    var until: Date

    var values: [SQLValue] { [.text(worker), .time(until)] }
}

/// What a look for something to do came to.
enum Search {
    case found(Claim)
    case nothing
    /// All that there is, others are taking, or are changing at this moment.
    case locked
    /// Leases ran out: these have to be taken back first.
    case lapsed([HeldClaim], stale: [WatchedClaim])
}

/// In the order in which they are served within a priority, where enough documents are ready.
private enum Queue: Int, CaseIterable {
    case documents
    case splits
    case finishes
    /// Of batches whose other documents wait for a person.
    case parts

    var table: String { self == .documents ? "document" : "batch" }

    /// Each is answered by an index of its own, and passes over the workflows and batches that rest; trials are not
    /// finished. A batch that rests has its documents worked on all the same.
    ///
    /// - Parameters:
    ///   - now: the placeholder of the time; nil where nothing rests.
    ///   - closed: the lanes whose documents are passed over.
    func next(at now: String?, closed: [String]) -> String {
        let lanes = closed.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
        let resting = now.map { "(SELECT workflow FROM pause WHERE until > \($0))" }
        let batches =
            now.map {
                """
                AND workflow NOT IN (SELECT workflow FROM pause WHERE until > \($0))
                AND id NOT IN (SELECT batch FROM batch_rest WHERE until > \($0))
                """
            } ?? ""
        return switch self {
        case .documents:
            """
            state = 'queued' AND is_open = 0
            \(closed.isEmpty ? "" : "AND (lane IS NULL OR lane NOT IN (\(lanes)))")
            \(resting.map { "AND batch NOT IN (SELECT id FROM batch WHERE workflow IN \($0))" } ?? "")
            ORDER BY priority, received, batch, number LIMIT 1
            """
        case .splits:
            "state = 'splitting' AND claimed_by IS NULL \(batches) ORDER BY priority, received, id LIMIT 1"
        case .finishes:
            """
            state = 'split' AND unsettled = 0 AND claimed_by IS NULL AND id NOT IN \(Store.heldTrials) \(batches)
            ORDER BY priority, received, id LIMIT 1
            """
        case .parts:
            """
            state = 'split' AND \(Store.isPartDue) AND claimed_by IS NULL AND id NOT IN \(Store.heldTrials) \(batches)
            ORDER BY priority, received, id LIMIT 1
            """
        }
    }
}

extension Store {
    private static let takeDocument =
        "UPDATE document SET state = 'working', claimed_by = ?1, lease_until = ?2, attempts = attempts + 1"
    static let takeBatch = "UPDATE batch SET claimed_by = ?1, lease_until = ?2, attempts = attempts + 1"

    /// The queues that hold something, the one to serve first in front.
    private static func waitingQueues(at now: String?, closed: [String]) -> String {
        Queue.allCases.map { queue in
            """
            SELECT * FROM
                (SELECT \(queue.rawValue) AS queue, priority FROM \(queue.table) WHERE \(queue.next(at: now, closed: closed)))
                AS queue_\(queue.rawValue)
            """
        }.joined(separator: "\nUNION ALL ") + "\nORDER BY priority, queue"
    }

    func search(_ holding: Holding, now: Date, _ connection: SQLConnection) throws -> Search {
        let isAnythingAtRest =
            try connection.row(
                """
                SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM pause WHERE until > ?1)
                    OR EXISTS (SELECT 1 FROM batch_rest WHERE until > ?1)
                """, [.time(now)]) != nil
        let moment: [SQLValue] = isAnythingAtRest ? [.time(now)] : []
        let closed = try closedLanes(for: holding.worker, now: now, connection)
        let waiting = try connection.rows(
            Self.waitingQueues(at: isAnythingAtRest ? "?1" : nil, closed: closed), moment)
        for queue in try servingOrder(of: waiting, connection) {
            let claim = try take(from: queue, holding, passingOver: moment, closed: closed, connection)
            guard let claim else { continue }
            if case .document(let task) = claim, let lane = task.lane,
                try !enter(lane: lane, holding, now: now, connection)
            {
                try putBack(task, connection)
                continue
            }
            return .found(claim)
        }
        return waiting.isEmpty ? .nothing : .locked
    }

    /// Where few documents are left to read, pages are sorted into the next ones before they run out: one batch's pages
    /// are sorted by one worker at a time, and the others would have to wait for it.
    private func servingOrder(of waiting: [SQLRow], _ connection: SQLConnection) throws -> [Queue] {
        var order: [Queue] = []
        var priorities: [Int] = []
        for row in waiting {
            guard let queue = Queue(rawValue: try row.integer("queue")) else { continue }
            order.append(queue)
            priorities.append(try row.integer("priority"))
        }
        guard order.starts(with: [.documents, .splits]), priorities[0] == priorities[1] else { return order }
        let ready = try connection.row(
            """
            SELECT count(*) AS ready FROM
                (SELECT 1 FROM document WHERE state = 'queued' AND is_open = 0 AND priority = ? LIMIT ?) AS first_ones
            """, [.integer(priorities[0]), .integer(Self.readAhead)])
        if try ready?.integer("ready") ?? 0 < Self.readAhead { order.swapAt(0, 1) }
        return order
    }

    /// The first of a queue that no other transaction is at; nil where there is none.
    ///
    /// - Parameter moment: the time, where workflows rest.
    private func take(
        from queue: Queue, _ holding: Holding, passingOver moment: [SQLValue], closed: [String],
        _ connection: SQLConnection
    ) throws -> Claim? {
        let take = queue == .documents ? Self.takeDocument : Self.takeBatch
        let next = queue.next(at: moment.isEmpty ? nil : "?3", closed: closed)
        let row = try connection.row(
            """
            \(take) WHERE id = (SELECT id FROM \(queue.table) WHERE \(next) \(connection.dialect.skippingLocked))
            RETURNING *
            """, holding.values + moment)
        guard let row else { return nil }
        switch queue {
        case .documents: return .document(try documentTask(row, connection))
        case .splits: return .split(try splitTask(row, connection))
        case .finishes, .parts: return .finish(try finishTask(row, connection))
        }
    }

    private func documentTask(_ row: SQLRow, _ connection: SQLConnection) throws -> DocumentTask {
        let id = try row.text("id")
        let batch = try connection.row(
            """
            SELECT batch.*, document_content.body FROM batch JOIN document_content ON document_content.document = ?
            WHERE batch.id = ?
            """, [.text(id), .text(try row.text("batch"))]
        ).found(id)
        var document = try Self.document(fromBody: batch.blob("body"), id: id)
        document.state = .working
        return DocumentTask(
            document: document, step: try row.integer("next_step"), batch: try Batch(batch),
            pageFile: try batch.text("page_file"), workflowVersion: try batch.text("workflow_version"),
            attempt: try row.integer("attempts"), lane: try row.optionalText("lane"))
    }

    /// Another worker took the document's lane at the same moment.
    private func putBack(_ task: DocumentTask, _ connection: SQLConnection) throws {
        try connection.execute(
            """
            UPDATE document SET state = 'queued', claimed_by = NULL, lease_until = NULL, attempts = attempts - 1
            WHERE id = ?
            """, [.text(task.document.id)])
    }

    private func splitTask(_ row: SQLRow, _ connection: SQLConnection) throws -> SplitTask {
        let batch = try Batch(row)
        let open = try connection.row("SELECT id FROM document WHERE batch = ? AND is_open = 1", [.text(batch.id)])
        let last = try connection.row(
            "SELECT coalesce(max(number), 0) AS number FROM document WHERE batch = ?", [.text(batch.id)]
        ).found(batch.id)
        return SplitTask(
            batch: batch, pageFile: try row.text("page_file"), workflowVersion: try row.text("workflow_version"),
            nextPage: try row.integer("next_page"), pageLimit: try row.integer("chunk"),
            openDocument: try open.map { try content(ofDocument: try $0.text("id"), connection) },
            nextDocumentNumber: try last.integer("number") + 1, attempt: try row.integer("attempts"))
    }
}
