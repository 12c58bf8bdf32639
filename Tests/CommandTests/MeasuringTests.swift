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
