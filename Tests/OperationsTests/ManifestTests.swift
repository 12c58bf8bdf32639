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
        - read: {error-budget: 49%}
        - check:
            - {that: consent, else: 同意がありません}
        - export:
            file: "slip-{batch}.csv"
            encoding: CP932
            when-waiting: partial
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
        let waiting = try #require(try batch.documents.last)
        #expect(manifest.part == 1)
        #expect(manifest.toCome.map(\.id) == [waiting.id])
        #expect(manifest.toCome.map(\.pages) == [[4]])
        #expect(manifest.workflow == "slip")
        #expect(manifest.workflowVersion == (try folder.job().workflow.sha256))
        #expect(try Date(manifest.written, strategy: .iso8601) <= Date())
    }
}
