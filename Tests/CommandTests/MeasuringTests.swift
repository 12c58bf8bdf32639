import Foundation
import Slips
import Testing

/// Golden cases and known truth.
@Suite struct MeasuringTests {
    private static func folder(expecting way: String) throws -> SlipFolder {
        let folder = try SlipFolder()
        try folder.scan([.front(marks: ["consent", "post"])], to: "slip/cases/one/scan.pdf")
        try folder.write(
            """
            documents:
              - form: slip
                fields: {consent: true, urgent: false, way: \(way)}

            """, to: "slip/cases/one/expected.yml")
        return folder
    }

    @Test func goldenCasesThatComeOutRightPass() throws {
        let folder = try Self.folder(expecting: "郵送")
        let test = try Tema.run(["test", "slip"], in: folder.url)
        #expect(test.status == 0)
        #expect(test.output.contains("consent"))
        let json = try Tema.run(["test", "slip", "--json"], in: folder.url)
        let scores = try JSONDecoder().decode([String: [String: [String: Int]]].self, from: Data(json.output.utf8))
        #expect(scores["slip"]?["way"] == ["right": 1, "of": 1])
    }

    @Test func aWorseCaseIsNamedUntilItIsAccepted() throws {
        let folder = try Self.folder(expecting: "窓口")
        let test = try Tema.run(["test", "slip"], in: folder.url)
        #expect(test.status == 4)
        #expect(test.output.contains("one way: 「郵送」 ≠ 「窓口」"))
        #expect(try Tema.run(["test", "slip", "--accept"], in: folder.url).status == 0)
        #expect(try Tema.run(["test", "slip"], in: folder.url).status == 0)
    }

    @Test func anEvaluationCountsRightAndWrongValues() throws {
        let folder = try SlipFolder()
        try folder.scan([.front(marks: ["consent", "post"]), .blank])
        try folder.write(
            """
            {"documents": [{"pages": [1], "form": "slip",
              "fields": {"consent": true, "urgent": true, "way": "郵送"}}], "blank": [2], "foreign": []}
            """, to: "scan.truth.json")
        let arguments = ["evaluate", "slip", "--truth", "scan.truth.json", "scan.pdf"]
        let table = try Tema.run(arguments + ["--misses"], in: folder.url)
        #expect(table.status == 0)
        #expect(table.output.contains("page law holds"))
        #expect(table.output.contains("accepted errors: 1 of 3"))
        #expect(table.output.contains("urgent"))
        let json = try Tema.run(arguments + ["--json"], in: folder.url)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["documents"] as? Int == 1)
        #expect(object["pagesMisjudged"] as? Int == 0)
    }

    @Test func everyFieldIsWrittenWithWhatEachRecogniserRead() throws {
        let folder = try SlipFolder()
        try folder.scan([.front(marks: ["consent", "post"])])
        try folder.write(
            """
            {"documents": [{"pages": [1], "form": "slip",
              "fields": {"consent": true, "urgent": true, "way": "郵送"}}], "blank": [], "foreign": []}
            """, to: "scan.truth.json")
        let run = try Tema.run(
            ["evaluate", "slip", "--truth", "scan.truth.json", "scan.pdf", "--fields", "fields.jsonl"], in: folder.url)
        #expect(run.status == 0)
        let lines = try String(contentsOf: folder.url.appending(path: "fields.jsonl"), encoding: .utf8)
            .split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        let fields = Dictionary(uniqueKeysWithValues: lines.map { ($0["field"] as? String ?? "", $0) })
        #expect(Set(fields.keys) == ["consent", "urgent", "way"])
        #expect(fields["way"]?["isRight"] as? Bool == true)
        #expect(fields["way"]?["writing"] as? String == "mark")
        #expect(fields["way"]?["truth"] as? String == "郵送")
        #expect(fields["urgent"]?["isRight"] as? Bool == false)
        let readings = try #require(fields["way"]?["readings"] as? [[String: Any]])
        #expect(readings.first?["value"] as? String == "郵送")
        #expect(readings.first?["isRight"] as? Bool == true)
        #expect((readings.first?["recogniser"] as? String)?.isEmpty == false)
    }

    @Test func aTruthFileThatIsNoneIsRefused() throws {
        let folder = try SlipFolder()
        try folder.scan([.plain])
        try folder.write("{}", to: "scan.truth.json")
        let result = try Tema.run(["evaluate", "slip", "--truth", "scan.truth.json", "scan.pdf"], in: folder.url)
        #expect(result.status == 65)
        #expect(result.messages.contains("scan.truth.json is not a truth file"))
    }

    @Test func aReportWithoutRecordsSaysHowToGetSome() throws {
        let folder = try SlipFolder()
        let report = try Tema.run(["report"], in: folder.url)
        #expect(report.status == 74)
        #expect(report.messages.contains("--data"))
    }
}
