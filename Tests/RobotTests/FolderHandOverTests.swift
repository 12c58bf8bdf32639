import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// Handing documents to robots that take their work from a folder.
@Suite(.serialized) struct FolderHandOverTests {
    private let folder: SlipFolder

    init() throws {
        folder = try SlipFolder(
            steps: """
                - read: {error-budget: 49%}
                - hand-over:
                    to: winactor
                    folder: items
                    columns: {方法: "{way}", 帳票: "{_document}"}
                    read-back: {receipt: 受付番号, way: 方法}
                    retry: 0.1
                """)
    }

    private var items: URL { folder.file("slip/items") }

    private func run(_ scan: URL) async throws -> BatchOutcome {
        let (job, dataFolder, site) = (try folder.job(), folder.dataFolder, SiteReader.standard(in: folder.url))
        let outcome = try await OwnThread.run {
            try JobRunner(job: job, dataFolder: dataFolder, workers: 1, leavingBy: site).run([scan])
        }
        return try #require(outcome.batches.first)
    }

    private func names(_ place: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: items.appending(path: place).path).sorted()
    }

    /// What another robot does: it takes an item, and puts it with its answer where it belongs.
    private func answer(_ name: String, in place: String, adding headings: String, _ cells: String) throws {
        let reserved = items.appending(path: "reserved/\(name)")
        try FileManager.default.moveItem(at: items.appending(path: "ready/\(name)"), to: reserved)
        var lines = try String(contentsOf: reserved, encoding: .utf8).split(separator: "\r\n").map(String.init)
        lines = [lines[0] + "," + headings, lines[1] + "," + cells]
        try Data(lines.joined(separator: "\r\n").utf8).write(to: items.appending(path: "\(place)/\(name)"))
        try FileManager.default.removeItem(at: reserved)
    }

    private func collect() throws -> [URL] {
        try HandOverCollector(try Store.open(folder.dataFolder)).collect([try folder.job().workflow])
    }

    @Test func whatAnotherRobotAnswersIsTakenOver() async throws {
        let scan = try folder.scan([.front(marks: ["post"]), .front(marks: ["counter"]), .front(marks: ["post"])])
        var batch = try await run(scan)
        #expect(batch.states == [.queued: 3])
        let keys = try batch.documents.map { "\($0.id)-2.csv" }
        #expect(try names("ready") == keys)
        try answer(keys[0], in: "done", adding: "受付番号", "R1")
        try answer(keys[1], in: "failed", adding: "_failure,_message", "business,対象外です")
        try Data("_key,受付番号\r\nnobody-2,R9\r\n".utf8).write(to: items.appending(path: "done/strange.csv"))
        #expect(try collect().map(\.lastPathComponent) == ["strange.csv"])
        batch = try await run(scan)
        #expect(batch.states == [.done: 1, .review: 1, .queued: 1])
        let documents = try batch.documents
        #expect(documents[0].value("receipt") == .text("R1"))
        #expect(documents[1].openProblems[0].message.ja.contains("対象外です"))
        _ = try collect()
        #expect(try names("settled") == [keys[0]])
        // Nothing is handed over twice.
        #expect(try names("ready") == [keys[2]])
        // The other system was away: it is handed over again.
        try answer(keys[2], in: "failed", adding: "_failure,_message", "application,応答なし")
        _ = try collect()
        batch = try await run(scan)
        #expect(try names("ready") == [keys[2]])
        #expect(try names("failed") == [])
    }

    @Test func aValueThatComesBackOtherwiseWaitsForAPerson() async throws {
        let scan = try folder.scan([.front(marks: ["post"])])
        let first = try await run(scan)
        let key = "\(try #require(try first.documents.first).id)-2"
        try FileManager.default.removeItem(at: items.appending(path: "ready/\(key).csv"))
        try Data("_key,受付番号,方法\r\n\(key),R1,窓口\r\n".utf8).write(to: items.appending(path: "done/all.csv"))
        _ = try collect()
        let batch = try await run(scan)
        #expect(batch.states == [.review: 1])
        #expect(try batch.documents[0].openProblems.map(\.rule) == ["read-back:winactor"])
    }
}
