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

@Suite struct ManifestTests {
    private static let steps = """
        - read: {error-budget: 60%}
        - check:
            - {that: consent, else: 同意がありません}
        - export:
            file: "slip-{batch}.csv"
            encoding: CP932
            columns: {ページ: _pages, 番号: number, 氏名: name}
        """

    @Test func aManifestSaysWhatMustBeInTheExport() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.steps)
        let batch = try folder.run([
            .front(writing: ["number": "7001", "name": "SAMPLE ONE"], marks: ["consent"]), .blank,
            .front(writing: ["number": "7002"], marks: ["consent"]), .front(writing: ["name": "SAMPLE TWO"]), .foreign,
        ])
        let file = try #require(batch.exports.first?.file)
        let manifest = try ExportManifest(beside: file)
        let bytes = try Data(contentsOf: file)
        #expect(manifest.file == file.lastPathComponent)
        #expect((manifest.bytes, manifest.sha256) == (bytes.count, SHA256.hex(bytes)))
        #expect((manifest.rows, manifest.encoding) == (2, "CP932"))
        #expect(manifest.sums == ["番号": 14_003])
        #expect(
            [manifest.batch.id, manifest.batch.file, manifest.batch.sha256] == [
                batch.batch.id, "scan.pdf", batch.batch.sha256,
            ])
        let pages = manifest.pages
        #expect((pages.scanned, pages.inDocuments, pages.blank, pages.setAside) == (5, 3, 1, 1))
        #expect(manifest.documents == ["done": 2, "review": 1])
        #expect(manifest.workflow == "slip")
        #expect(manifest.workflowVersion == (try folder.job().workflow.sha256))
        #expect(try Date(manifest.written, strategy: .iso8601) <= Date())
    }

    @Test func anExportWhoseManifestCouldNotBeWrittenIsWrittenAnewByTheNextRun() throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate,
            steps: Self.steps.replacing("slip-{batch}.csv", with: "slip.csv"))
        let scan = try folder.scan([.front(writing: ["number": "7001"], marks: ["consent"])])
        let obstacle = try folder.write("in the way", to: "out/slip.csv.manifest.json/file")
        #expect(throws: Trouble.self) { try folder.run([scan]) }
        #expect(FileManager.default.fileExists(atPath: folder.file("out/slip.csv").path))
        try Verification(place: folder.place).run { Issue.record("\($0)") }
        try FileManager.default.removeItem(at: obstacle.deletingLastPathComponent())
        let batch = try #require(try folder.run([scan]).batches.first)
        #expect(try ExportManifest(beside: folder.file("out/slip.csv")).sums == ["番号": 7001])
        #expect(try Verification(place: folder.place).run { Issue.record("\($0)") }.exports == 1)
        let exported = try Store.open(sqliteAt: folder.place.storeFile).events(ofBatch: batch.batch.id).filter {
            $0.kind == .exported
        }
        #expect(exported.count == 1)
    }
}
