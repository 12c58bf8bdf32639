import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct SchemaTests {
    private let place: Place

    init() throws {
        place = try Place()
        try place.addSplit(pages: 2)
        try place.settleNext(as: .done)
    }

    @Test(arguments: [
        "UPDATE document SET state = 'sleeping'", "UPDATE document SET settled = NULL WHERE state = 'done'",
        "UPDATE document SET settled = 1 WHERE state = 'queued'", "UPDATE document SET state = 'working'",
        "UPDATE document SET claimed_by = 'w'", "UPDATE document SET attempts = 4",
        "UPDATE document SET batch = 'none'", "UPDATE batch SET state = 'finished'",
        "UPDATE batch SET state = 'finished', finished = 1", "UPDATE batch SET unsettled = -1",
        "UPDATE batch SET next_page = 2", "UPDATE batch SET state = 'failed'", "UPDATE batch SET received = 'today'",
        "UPDATE page SET document = NULL", "UPDATE page SET outcome = 'set_aside'", "UPDATE page SET number = 1",
        "UPDATE page SET document = 'none'", "DELETE FROM batch", "DELETE FROM document",
        "INSERT INTO ledger_entry SELECT * FROM ledger_entry", "UPDATE ledger_entry SET day = '2026-04-02'",
        "UPDATE ledger_entry SET human_ms = human_ms + 1", "DELETE FROM ledger_entry",
        "INSERT INTO ledger_entry (chain, counted_in, kind, turn, day, department, workflow, documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms, is_repeat) VALUES ('place', 1, 'upkeep', 0, '2026-04-01', 'd', 'w', 0, 0, 0, 5, 0, 0, 0, 0)",
        "UPDATE document SET export_part = 1 WHERE state = 'queued'",
        "UPDATE document SET export_part = 0 WHERE state = 'done'",
        "UPDATE batch SET export_rule = 'some'", "UPDATE batch SET parts = -1",
        "INSERT INTO export_name (path, batch, step, part, coming) VALUES ('a', 'none', 0, 0, 'x')",
    ])
    func `the schema refuses what must not be`(sql: String) throws {
        let raw = try place.raw()
        let trouble = #expect(throws: Trouble.self) { try raw.write { try $0.execute(sql) } }
        #expect(
            ["constraint", "cannot store", "SQLSTATE 22P02"].contains { trouble?.message.en.contains($0) == true },
            "\(String(describing: trouble))")
    }

    @Test(arguments: [
        "SELECT id, priority FROM document WHERE state = 'queued' AND is_open = 0 ORDER BY priority, received, batch, number LIMIT 1",
        "SELECT id FROM document WHERE lease_until IS NOT NULL AND lease_until <= 5",
        "SELECT id FROM batch WHERE state = 'split' AND unsettled = 0 AND claimed_by IS NULL ORDER BY priority, received, id LIMIT 1",
        "SELECT id FROM batch WHERE state = 'split' AND export_rule = 'parts' AND unsettled > 0 AND claimed_by IS NULL ORDER BY priority, received, id LIMIT 1",
        "SELECT id FROM document WHERE state = 'review' AND review_workflow = 'w' AND review_department = 'd' ORDER BY priority, received, batch, number LIMIT 9",
        "SELECT review_department FROM document WHERE state = 'review' AND review_workflow = 'w' AND review_department > 'd' ORDER BY review_department LIMIT 1",
        "SELECT review_workflow FROM document WHERE state = 'review' AND review_workflow > 'w' ORDER BY review_workflow, review_department LIMIT 1",
        "SELECT id FROM document WHERE state = 'review' AND batch = 'b' ORDER BY priority, received, batch, number LIMIT 9",
        "SELECT document FROM review_entry WHERE account = 'a' AND is_undone = 0 ORDER BY id DESC LIMIT 1",
        "SELECT id FROM batch WHERE workflow = 'w' AND sha256 = 's'", "SELECT * FROM page WHERE document = 'd'",
    ])
    func `the queue's questions are answered from an index, without sorting`(sql: String) throws {
        let raw = try place.raw()
        guard EngineUnderTest.current == .postgresql else {
            let plan = try raw.read { try $0.rows("EXPLAIN QUERY PLAN \(sql)").map { try $0.text("detail") } }
            #expect(plan.allSatisfy { $0.contains("INDEX") }, "\(plan)")
            return
        }
        let plan = try raw.read { connection in
            // A table of a few rows is read whole, however many indexes it has.
            try connection.execute("SET LOCAL enable_seqscan = off")
            return try connection.rows("EXPLAIN (COSTS OFF) \(sql)").map { try $0.text("QUERY PLAN") }
        }
        #expect(plan.contains { $0.contains("Index") } && !plan.contains { $0.contains("Sort") }, "\(plan)")
    }
}
