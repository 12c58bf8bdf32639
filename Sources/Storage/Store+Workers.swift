package import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Makes a worker known; one of the same name is replaced.
    package func enroll(_ worker: WorkerRecord) throws {
        try database.write { connection in
            try connection.execute(
                """
                INSERT INTO worker (name, host, process_space, pid, started, beat) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET host = excluded.host, process_space = excluded.process_space,
                    pid = excluded.pid, started = excluded.started, beat = excluded.beat
                """,
                [
                    .text(worker.name), .text(worker.host), .text(worker.processSpace), .integer(worker.pid),
                    .time(worker.started), .time(worker.beat),
                ])
        }
    }

    /// A sign of life: the worker holds what it holds for `leaseSeconds` more. False where it is not known any more:
    /// someone took it for dead and gave its work to others.
    package func beat(worker: String, leaseSeconds: Double, now: Date) throws -> Bool {
        let until = SQLValue.time(now.addingTimeInterval(leaseSeconds))
        return try database.write { connection in
            for table in ["document", "batch"] {
                try connection.execute(
                    "UPDATE \(table) SET lease_until = ? WHERE lease_until IS NOT NULL AND claimed_by = ?",
                    [until, .text(worker)])
            }
            try connection.execute("UPDATE lane SET held_until = ? WHERE holder = ?", [until, .text(worker)])
            return try connection.execute(
                "UPDATE worker SET beat = ? WHERE name = ?", [.time(now), .text(worker)]) == 1
        }
    }

    /// Puts what a worker held back into the queue, and forgets it.
    package func dismiss(worker: String, after end: WorkerEnd, now: Date) throws {
        if case .died(let reason, let page) = end {
            if let page { try narrow(splitOf: worker, to: page) }
            try takeBack(from: worker, reason: reason, now: now)
        }
        try database.write { connection in
            try putBack(from: worker, connection)
            try leaveLanes(worker: worker, connection)
            try connection.execute("DELETE FROM worker WHERE name = ?", [.text(worker)])
            try connection.announce()
        }
    }

    /// Forgets the workers that gave no sign of life since `moment`: their machines are gone, and nobody else knows. What
    /// one still holds goes back into the queue, and costs one attempt.
    package func dismissWorkers(silentSince moment: Date, now: Date) throws {
        for worker in try workers() where worker.beat < moment {
            try dismiss(worker: worker.name, after: .died(reason: .workerVanished, page: nil), now: now)
        }
    }

    /// The workers that are known, by name.
    package func workers() throws -> [WorkerRecord] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT worker.*, coalesce(
                    (SELECT min(id) FROM document WHERE lease_until IS NOT NULL AND claimed_by = name),
                    (SELECT min(id) FROM batch WHERE lease_until IS NOT NULL AND claimed_by = name)) AS holds
                FROM worker ORDER BY name
                """
            ).map { row in
                WorkerRecord(
                    name: try row.text("name"), host: try row.text("host"),
                    processSpace: try row.text("process_space"), pid: try row.integer("pid"),
                    started: try row.time("started"), beat: try row.time("beat"),
                    holds: try row.optionalText("holds"))
            }
        }
    }

    private func putBack(from worker: String, _ connection: SQLConnection) throws(Trouble) {
        for (table, state) in [("document", "state = 'queued',"), ("batch", "")] {
            try connection.execute(
                """
                UPDATE \(table) SET \(state) claimed_by = NULL, lease_until = NULL, attempts = attempts - 1
                WHERE lease_until IS NOT NULL AND claimed_by = ?
                """, [.text(worker)])
        }
    }

    /// The pages before the one at which a worker died were read without harm: they come again without it, and then it
    /// comes alone, so that a page that kills its reader is found by as few deaths as can be.
    private func narrow(splitOf worker: String, to page: Int) throws {
        try database.write { connection in
            try connection.execute(
                """
                UPDATE batch SET chunk = CASE WHEN ?1 > next_page THEN ?1 - next_page ELSE 1 END,
                    attempts = CASE WHEN ?1 > next_page THEN attempts - 1 ELSE attempts END
                WHERE state = 'splitting' AND lease_until IS NOT NULL AND claimed_by = ?2 AND ?1 < next_page + chunk
                """, [.integer(page), .text(worker)])
        }
    }
}

extension Store {
    /// Lets a workflow rest: nothing of it is claimed before `pause.until`. False where it rested before and nothing of it
    /// has succeeded since: whoever looks was told already.
    @discardableResult
    package func pause(_ pause: Pause) throws -> Bool {
        try database.write { connection in
            let known = try connection.row("SELECT 1 FROM pause WHERE workflow = ?", [.text(pause.workflow)]) != nil
            try connection.execute(
                """
                INSERT INTO pause (workflow, until, reason_ja, reason_en) VALUES (?, ?, ?, ?)
                ON CONFLICT (workflow) DO UPDATE
                    SET until = excluded.until, reason_ja = excluded.reason_ja, reason_en = excluded.reason_en
                """,
                [.text(pause.workflow), .time(pause.until), .text(pause.reason.ja), .text(pause.reason.en)])
            return !known
        }
    }

    /// Ends the rest of a workflow of which something succeeded; false where it did not rest, as for nearly all.
    package func endPause(ofWorkflow workflow: String) throws -> Bool {
        let rests = try database.read {
            try $0.row("SELECT 1 FROM pause WHERE workflow = ?", [.text(workflow)]) != nil
        }
        return try rests && resume(workflow: workflow)
    }

    /// Ends a workflow's rest; false where it did not rest.
    @discardableResult
    package func resume(workflow: String) throws -> Bool {
        try database.write { connection in
            let changed = try connection.execute("DELETE FROM pause WHERE workflow = ?", [.text(workflow)])
            try connection.announce()
            return changed > 0
        }
    }

    /// The workflows that rest or were about to be tried again, by name.
    package func pauses() throws -> [Pause] {
        try database.read { connection in
            try connection.rows("SELECT * FROM pause ORDER BY workflow").map { row in
                Pause(
                    workflow: try row.text("workflow"), until: try row.time("until"),
                    reason: Wording(ja: try row.text("reason_ja"), en: try row.text("reason_en")))
            }
        }
    }
}
