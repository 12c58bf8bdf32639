internal import SQLAccess

/// Documents that another robot was given, and that wait for its answer.
extension Store {
    /// How many documents of a batch only another robot can go on with.
    package func handedOver(inBatch id: String) throws -> Int {
        try database.read { connection in
            try connection.row(
                "SELECT COUNT(*) AS count FROM document WHERE batch = ? AND state = 'queued' AND lane LIKE ?",
                [.text(id), .text("%" + Lane.waiting(""))])?.integer("count") ?? 0
        }
    }

    /// Documents that another robot answered for are queued again for their step.
    ///
    /// - Returns: False where the document does not wait in that lane.
    package func recall(document: String, from waiting: String, into lane: String) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute(
                "UPDATE document SET lane = ? WHERE id = ? AND lane = ? AND state = 'queued'",
                [.text(lane), .text(document), .text(waiting)])
            if changed > 0 { try connection.announce() }
            return changed > 0
        }
    }
}
