import Foundation
import Paperwork
import SlipRuns
import Slips
import StationRuns
import Storage
import Testing

/// Records that another program posts.
@Suite struct RecordPostTests {
    @Test func postedRecordsAreProcessedOnce() async throws {
        let steps = "- read: {error-budget: 0.1%}"
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: steps)
        try folder.write(
            SlipFolder.job(split: "form", steps: steps, hasBaseline: true)
                .replacing("split: form}", with: "split: form, records: true}"), to: "slip/workflow.yml")
        try await ServedStation.with(ServedStation(folder: folder)) { station in
            var program = try await People(station).client("clerk")
            program.key = "A-1"
            let record: [String: any Sendable] = ["番号": 101, "合計": "1,200"]
            let first = try await program.post("/api/records?workflow=slip", record)
            #expect(first.status == 201)
            #expect(try first.json("records") as? Int == 1)
            let again = try await program.post("/api/records?workflow=slip", record)
            #expect(again.status == 200)
            #expect(try again.json("repeat") as? Bool == true)
            let other = try await program.post("/api/records?workflow=slip", ["番号": 102])
            #expect(other.status == 409)
            #expect(other.text.contains("Idempotency-Key"))
            #expect(try await program.post("/api/records?workflow=none", record).status == 404)
            #expect(try await program.post("/api/records?workflow=slip", ["_key": "x"]).status == 400)
            #expect(try await program.post("/api/records?workflow=slip", bytes: Data("no JSON".utf8)).status == 400)
            program.key = "../A-1"
            #expect(try await program.post("/api/records?workflow=slip", record).status == 400)

            let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
            for _ in 0..<600 where try store.batches().first?.finished == nil {
                try await Task.sleep(for: .milliseconds(100))
            }
            let batches = try store.batches()
            #expect(batches.map(\.batch.file) == ["post-A-1.csv"])
            let documents = try batches.first.map { try store.documents(inBatch: $0.batch.id) } ?? []
            #expect(documents.map { $0.value("total") } == [.integer(1200)])
            #expect(documents.map { $0.value("number") } == [.integer(101)])
        }
    }
}
