import Foundation
import Slips
import Testing

/// Settling what waits from scripts: a document whose sum does not add up waits, and is settled, exported and counted.
@Suite struct ReviewCommandTests {
    private let folder: SlipFolder
    private let document: String

    private static let steps = """
        - read: {error-budget: 49%}
        - check:
            - {that: total = first + second, else: 合計が内訳と合いません}
        - review: {by: clerk}
        - export:
            file: slip-{batch}.csv
            columns: {合計: total, 内訳1: first}
        """

    init() throws {
        folder = try SlipFolder(
            template: Slip.writingTemplate, steps: Self.steps, site: "data: data\nworkflows: [slip]\nworkers: 1\n")
        try folder.scan([.front(writing: ["first": "312", "second": "521", "total": "945"])])
        let run = try Tema.run(["run", "slip", "scan.pdf", "--data", "data", "--out", "data/outbox"], in: folder.url)
        #expect(run.status == 3, "\(run.messages)")
        let list = try Self.json(Tema.run(["review", "list", "--json"], in: folder.url))
        let waiting = try #require(list["documents"] as? [[String: Any]])
        #expect(waiting.count == 1)
        document = try #require(waiting.first?["id"] as? String)
    }

    private func tema(_ arguments: String..., input: String? = nil) throws -> Tema.Result {
        try Tema.run(arguments + ["--language", "en"], in: folder.url, input: input)
    }

    private static func json(_ result: Tema.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    /// Lets a worker do what is queued, as `tema serve` would.
    private func work() throws {
        let result = try Tema.run(
            ["run", "slip", "scan.pdf", "--data", "data", "--out", "data/outbox"], in: folder.url)
        #expect([0, 3, 4].contains(result.status), "\(result.messages)")
    }

    private func exported() throws -> String {
        let folder = folder.file("data/outbox")
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".csv") })
        return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test func showSaysWhatIsInDoubtAndWhy() throws {
        let sheet = try Self.json(try tema("review", "show", document, "--json"))
        let fields = try #require(sheet["fields"] as? [[String: Any]])
        #expect(fields.contains { $0["state"] as? String == "doubt" && ($0["reason"] as? String)?.isEmpty == false })
        #expect((sheet["received"] as? String)?.hasPrefix("20") == true)
        let text = try tema("review", "show", document)
        #expect(text.status == 0)
        #expect(text.output.contains(document))
        #expect(try tema("review", "list").output.contains(document))
        #expect(try tema("review", "show", "nobody-1").status == 74)
    }

    @Test func aWaitingDocumentIsSettledExportedAndCounted() throws {
        let set = try tema("review", "set", document, "total=833", "--seconds", "12.5", "--by", "sato", "--json")
        let receipt = try Self.json(set)
        #expect(receipt["settled"] as? [String] == ["total"])
        #expect(receipt["seconds"] as? Double == 12.5)
        #expect(receipt["seconds_given"] as? Bool == true)
        if set.status == 3 {
            let confirmed = try tema("review", "confirm", document, "--by", "sato")
            #expect(confirmed.status == 0, "\(confirmed.output)")
            #expect(confirmed.messages.contains("no working time was given"))
        }
        #expect(try tema("review", "list").output.contains("No document waits"))
        #expect(try tema("review", "show", document).status == 74)
        try work()
        #expect(try exported().contains("833"))
        let report = try tema("report", "--json", "--by", "workflow")
        #expect(report.output.contains("12.5"), "\(report.output)")
        let verified = try tema("verify")
        #expect(verified.status == 0, "\(verified.output)")
    }

    @Test func valuesComeFromJSONToo() throws {
        let set = try tema(
            "review", "set", document, "--from", "-", input: #"{"total": "833", "first": null, "second": null}"#)
        #expect(set.status == 0, "\(set.output)")
        #expect(set.output.contains("settled, and goes on"))
        #expect(try tema("review", "set", document, "--from", "-", input: "[1]").status == 74)
    }

    @Test func whatStillFailsKeepsItWaitingUnlessLetPass() throws {
        let confirmed = try tema("review", "confirm", document, "--seconds", "3")
        #expect(confirmed.status == 3)
        #expect(confirmed.output.contains("合計が内訳と合いません"))
        let passed = try tema("review", "confirm", document, "--despite-problems", "--seconds", "3")
        #expect(passed.status == 0, "\(passed.output)")
    }

    @Test func aRejectedDocumentIsNotExported() throws {
        #expect(try tema("review", "reject", document, "--reason", " ").status == 64)
        let rejected = try tema("review", "reject", document, "--reason", "sent twice", "--json")
        #expect(rejected.status == 0)
        #expect(try Self.json(rejected)["end"] as? String == "rejected")
        try work()
        #expect(try !exported().contains("945"))
    }

    @Test func wrongWordsAreRefused() throws {
        #expect(try tema("review", "set", document, "total").status == 64)
        #expect(try tema("review", "set", document).status == 64)
        #expect(try tema("review", "set", document, "total=1", "--seconds", "-1").status == 64)
        let unknown = try tema("review", "set", document, "sum=1")
        #expect(unknown.status == 74)
        #expect(unknown.messages.contains("total"))
        #expect(try tema("review", "set", document, "--record", "9").status == 74)
        let refused = try tema("review", "set", document, "total=abc")
        #expect(refused.status == 3)
        #expect(refused.output.contains("total: not settled"))
    }
}
