import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing

@Suite struct ExportTests {
    private static func export(
        _ encoding: String, file: String = "slip-{batch}.csv", whenWaiting: String = "hold"
    ) -> String {
        """
        - read: {error-budget: 49%}
        - check:
            - {that: consent, else: 同意がありません}
        - export:
            file: "\(file)"
            encoding: \(encoding)
            unencodable: geta
            when-waiting: \(whenWaiting)
            columns: {ページ: _pages, 氏名: name}
        """
    }

    private static let twoPages: [Slip.Page] = [
        .front(writing: ["name": "SAMPLE ONE"]), .front(writing: ["name": "SAMPLE TWO"], marks: ["consent"]),
    ]

    @Test func anExportIsHeldWhileDocumentsWait() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.export("UTF-8"))
        let batch = try folder.run(Self.twoPages)
        #expect(try batch.documents.map(\.state) == [.review, .done])
        #expect(batch.exports.isEmpty)
        #expect((batch.waiting, batch.held) == (1, 1))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.dataFolder.outbox.path) == [])
    }

    @Test func documentsThatWaitAreNotInAPartialExport() throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate, steps: Self.export("UTF-8", whenWaiting: "partial"))
        let batch = try folder.run(Self.twoPages)
        #expect(try batch.documents.map(\.state) == [.review, .done])
        #expect(batch.exports.map(\.file.lastPathComponent) == ["slip-\(batch.batch.id)-1.csv"])
        #expect(try folder.exported(batch) == ["2,SAMPLETWO"])
        #expect(batch.exports.map(\.rows) == [1])
        #expect((batch.waiting, batch.held) == (1, 0))
    }

    @Test func aBatchWithoutDocumentsGetsNoFile() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.export("UTF-8"))
        let batch = try folder.run([.blank, .foreign])
        #expect(batch.exports.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.dataFolder.outbox.path) == [])
    }

    private static func export(when condition: String) -> String {
        """
        - read: {error-budget: 49%}
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
}
