import Foundation
import Paperwork
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

    @Test func manyClerksAtOnceLoseNothingAndHoldNothingTwice() async throws {
        let documents = 24
        let clerks = 12
        let station = try ServedStation(
            folder: SlipFolder(steps: Self.steps), workers: 2, station: #"listen: "127.0.0.1:0", planted-errors: 0%"#)
        let scan = try station.folder.scan(
            (0..<documents).map { .front(marks: $0.isMultiple(of: 2) ? ["urgent"] : ["consent"]) })
        try await ServedStation.with(station) { station in
            let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
            let people = try People(station)
            for number in 0..<clerks {
                _ = try store.add(
                    Account(name: "clerk\(number)", display: "試し \(number)", role: .clerk, created: Date()),
                    password: People.password, actor: nil)
            }
            let first = try await people.client("clerk")
            _ = try await first.post("/api/uploads?workflow=slip&name=scan.pdf", bytes: Data(contentsOf: scan))
            for _ in 0..<1200 where try store.waitingCounts()["slip"] != documents {
                try await Task.sleep(for: .milliseconds(100))
            }
            let settled = try await withThrowingTaskGroup(of: [String].self) { group in
                for number in 0..<clerks {
                    group.addTask { try await settleAll(try await people.client("clerk\(number)")) }
                }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(Set(settled).count == settled.count, "a document was given to two people")
            #expect(settled.count == documents)
            for _ in 0..<600 where try station.exported().count < documents {
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
