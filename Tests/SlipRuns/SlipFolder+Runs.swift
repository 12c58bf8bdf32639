package import Engine
package import Foundation
package import Intake
package import Paperwork
package import Slips
internal import Testing
internal import Workflows

extension SlipFolder {
    package var dataFolder: DataFolder { DataFolder(data: file("data"), outbox: file("out")) }

    package func job(_ folder: String = "slip") throws -> Job {
        let checked = WorkflowReader.read(file(folder), site: nil)
        #expect(checked.diagnostics.map { $0.text(in: .en) } == [])
        return try Job(try #require(checked.value))
    }

    package func run(_ scans: [URL], workers: Int = 1) throws -> RunOutcome {
        try JobRunner(job: try job(), dataFolder: dataFolder, workers: workers).run(scans)
    }

    /// Runs one scan of these pages.
    package func run(_ pages: [Slip.Page], workers: Int = 1) throws -> BatchOutcome {
        try #require(try run([try scan(pages)], workers: workers).batches.first)
    }

    /// An export's lines without the header, in UTF-8.
    package func exported(_ batch: BatchOutcome) throws -> [String] {
        let file = try #require(batch.exports.first).file
        let text = try #require(String(data: Data(contentsOf: file), encoding: .utf8))
        return text.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }
}

extension Document {
    package func value(_ field: String) -> FieldValue? { self.field(field)?.value }
}
