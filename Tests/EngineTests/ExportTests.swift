import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing

@Suite struct ExportTests {
    private static func export(_ encoding: String, file: String = "slip-{batch}.csv") -> String {
        """
        - read: {error-budget: 60%}
        - check:
            - {that: consent, else: 同意がありません}
        - export:
            file: "\(file)"
            encoding: \(encoding)
            unencodable: geta
            columns: {ページ: _pages, 氏名: name}
        """
    }

    @Test func documentsThatWaitAreNotExported() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.export("UTF-8"))
        let batch = try folder.run([
            .front(writing: ["name": "SAMPLE ONE"]), .front(writing: ["name": "SAMPLE TWO"], marks: ["consent"]),
        ])
        #expect(try batch.documents.map(\.state) == [.review, .done])
        #expect(try folder.exported(batch) == ["2,SAMPLETWO"])
        #expect(batch.exports.map(\.rows) == [1])
    }

    private static func export(when condition: String) -> String {
        """
        - read: {error-budget: 60%}
        - review
        - when: \(condition)
          export: {file: "some-{batch}.csv", encoding: UTF-8, columns: {ページ: _pages, 内訳: first}}
        - export: {file: "all-{batch}.csv", encoding: UTF-8, columns: {ページ: _pages}}
        """
    }

    @Test func anExportTakesOnlyTheDocumentsForWhichItsConditionHolds() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.export(when: "first > 400"))
        let batch = try folder.run([.front(writing: ["first": "312"]), .front(writing: ["first": "521"])])
        #expect(try batch.documents.map(\.state) == [.done, .done])
        #expect(try folder.exported(batch) == ["2,521"])
        #expect(batch.exports.map(\.rows) == [1, 2])
        let manifests = try batch.exports.map { try ExportManifest(beside: $0.file) }
        #expect(manifests.map(\.leftOut) == [1, 0])
        #expect(manifests.map(\.rows) == [1, 2])
        #expect(manifests.map(\.documents) == [["done": 2], ["done": 2]])
    }

    @Test func aDocumentWaitsWhereItIsNotKnownWhetherItBelongsIntoAnExport() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.export(when: "first > 400"))
        let batch = try folder.run([.front(), .front(writing: ["first": "521"])])
        let documents = try batch.documents
        #expect(documents.map(\.state) == [.review, .done])
        #expect(documents[0].problems.map(\.field) == ["first"])
        #expect(documents[0].problems.map(\.rule) == ["first > 400"])
    }

    @Test func aFormulaIsMadeHarmless() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.export("UTF-8"))
        let batch = try folder.run([.front(writing: ["name": "=1+1"], marks: ["consent"])])
        #expect(try batch.documents.first?.value("name") == .text("=1+1"))
        #expect(try folder.exported(batch).first?.contains("'=1+1") == true)
    }

    @Test func aCharacterThatTheEncodingLacksIsListedBesideTheExport() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.export("CP932"))
        let batch = try folder.run([.front(writing: ["name": "Café"], marks: ["consent"])])
        let file = try #require(batch.exports.first?.file)
        let bytes = try Data(contentsOf: file)
        #expect(bytes.range(of: Data("Caf".utf8) + Data([0x81, 0xAC])) != nil)
        let list = file.deletingPathExtension().path + "-外字.csv"
        #expect(try String(contentsOfFile: list, encoding: .utf8).contains("氏名,é"))
    }

    @Test func whatCouldNotBeWrittenIsWrittenByTheNextRun() throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate, steps: Self.export("UTF-8", file: "slip.csv"))
        let scan = try folder.scan([.front(writing: ["name": "SAMPLE ONE"], marks: ["consent"])])
        let obstacle = try folder.write("in the way", to: "out/slip.csv/file")
        #expect(throws: Trouble.self) { try folder.run([scan]) }
        try FileManager.default.removeItem(at: obstacle.deletingLastPathComponent())
        let again = try folder.run([scan])
        #expect(again.refused.isEmpty)
        #expect(try folder.exported(try #require(again.batches.first)) == ["1,SAMPLEONE"])
    }
}
