import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Slips
import StationRuns
import Storage
import Testing

/// Many clerks at one station at once.
@Suite struct CrowdTests {
    private static let steps = """
        - read: {error-budget: 0.0001%}
        - review: {by: clerk}
        - export:
            file: slip-{batch}.csv
            encoding: UTF-8
            columns: {帳票: _document, 至急: urgent, 受取方法: way}
        """

    @Test(.onBothEngines) func manyClerksAtOnceLoseNothingAndHoldNothingTwice() async throws {
        let (documents, clerks) = (36, 12)
        let store = try EngineUnderTest.current == .sqlite ? "sqlite" : PostgresCluster.shared.get().newDatabase()
        let station = try ServedStation(
            folder: SlipFolder(steps: Self.steps), store: store,
            station: #"listen: "127.0.0.1:0", planted-errors: 0%"#)
        let scan = try station.folder.scan([.front(marks: ["consent"])])
        try await ServedStation.with(station) { station in
            let store = try station.store
            let people = try People(station)
            for number in 0..<clerks {
                _ = try store.add(
                    Account(name: "clerk\(number)", display: "試し \(number)", role: .clerk, created: Date()),
                    password: People.password, actor: nil)
            }
            let first = try await people.client("clerk")
            _ = try await first.post("/api/uploads?workflow=slip&name=scan.pdf", bytes: Data(contentsOf: scan))
            for _ in 0..<1200 where try store.waitingCounts()["slip"] != 1 {
                try await Task.sleep(for: .milliseconds(100))
            }
            try Copies(of: station).add(documents - 1)
            #expect(try store.waitingCounts()["slip"] == documents)
            let settled = try await withThrowingTaskGroup(of: [String].self) { group in
                for number in 0..<clerks {
                    group.addTask { try await settleAll(try await people.client("clerk\(number)")) }
                }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(Set(settled).count == settled.count, "a document was given to two people")
            #expect(settled.count == documents)
            for _ in 0..<1200 where try station.exported().count < documents {
                try await Task.sleep(for: .milliseconds(100))
            }
            let rows = try station.exported()
            // Everybody chose 郵送 in each document: none of these choices is lost.
            #expect(rows.count == documents && rows.allSatisfy { $0.hasSuffix("郵送") })
            #expect(try store.verifyAudit { Issue.record("\($0.wording.en)") }.faults == 0)
        }
    }

    /// Takes one document after the other and settles all of it; gives those that went on from this hand.
    private func settleAll(_ client: StationClient) async throws -> [String] {
        var done: [String] = []
        while true {
            let answer = try await client.get("/api/review/next")
            #expect(answer.status == 200)
            guard let document = try answer.json("document") as? [String: Any],
                let id = document["id"] as? String, let token = document["token"] as? String,
                let fields = document["fields"] as? [[String: Any]]
            else { return done }
            for field in fields where field["state"] as? String == "doubt" {
                let name = try #require(field["name"] as? String)
                let text: String? = name == "way" ? "郵送" : nil
                let settled = try await client.post(
                    "/api/review/settle",
                    [
                        "document": id, "token": token, "field": name, "text": text ?? NSNull(), "force": true,
                        "seconds": 1.5, "mode": "document",
                    ])
                #expect(settled.status == 200, "\(settled.text)")
                if try settled.json("outcome") as? String == "complete" { done.append(id) }
            }
        }
    }
}

/// Copies of a station's one document that waits, each with a page of its own, so that many wait without being read.
private struct Copies {
    let database: SQLDatabase

    init(of station: ServedStation) throws {
        database = try station.database
    }

    func add(_ count: Int) throws {
        try database.write { connection in
            let row = try #require(
                try connection.row(
                    """
                    SELECT document.id, document.batch, document_content.body FROM document
                        JOIN document_content ON document_content.document = document.id
                    WHERE document.state = 'review'
                    """))
            let (id, batch) = (try row.text("id"), try row.text("batch"))
            let columns = """
                review_workflow, review_department, form, page_count, is_open, priority, received, state, next_step, attempts,
                was_reviewed, machine_ms, human_ms, overhead_ms
                """
            var document = try JSONDecoder().decode(Document.self, from: row.blob("body"))
            for number in 2...(count + 1) {
                (document.id, document.pages) = ("\(batch)-\(number)", [number])
                let body = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
                let names: [SQLValue] = [.text(document.id), .text(id)]
                try connection.execute(
                    """
                    INSERT INTO document (id, batch, number, \(columns))
                    SELECT ?1, batch, ?3, \(columns) FROM document WHERE id = ?2
                    """, names + [.integer(number)])
                try connection.execute(
                    "INSERT INTO document_content (document, body) VALUES (?, ?)", [.text(document.id), .text(body)])
                try connection.execute(
                    """
                    INSERT INTO page (batch, number, outcome, document, form_page, registration)
                    SELECT batch, ?3, outcome, ?1, form_page, registration FROM page WHERE document = ?2
                    """, names + [.integer(number)])
            }
            try connection.execute(
                """
                UPDATE batch SET page_count = page_count + ?1, next_page = next_page + ?1, unsettled = unsettled + ?1
                WHERE id = ?2
                """, [.integer(count), .text(batch)])
        }
    }
}
