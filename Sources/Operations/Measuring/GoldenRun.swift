internal import Engine
internal import Forms
package import Foundation
internal import Imaging
internal import Intake
internal import Paperwork
package import Workflows

/// Runs a workflow's golden cases and counts, field by field, what comes out as expected.
package struct GoldenRun: Sendable {
    /// Values as expected, and values compared.
    package struct Score: Sendable, Hashable, Codable {
        package var right: Int
        /// Values that the case gives.
        package var of: Int
    }

    /// A value, or a whole document, that is not as expected.
    package struct Miss: Sendable, Hashable, Codable {
        /// The case's name.
        package var golden: String
        /// Nil where a document is missing.
        package var field: String?
        package var expected: String
        package var read: String

        enum CodingKeys: String, CodingKey {
            case golden = "case"
            case field, expected, read
        }
    }

    /// What came out, as programs read it.
    package struct Report: Sendable, Hashable, Codable {
        /// By field name.
        package var scores: [String: Score]
        package var misses: [Miss]
    }

    package var report: Report { Report(scores: scores, misses: misses) }

    /// What `tema test` ends with where a workflow came out worse than its accepted run.
    package static let worseExitStatus: Int32 = 4

    /// Holds the scores of the run that later ones must not fall below.
    package static func acceptedFile(of workflow: Workflow) -> URL {
        GoldenCaseReader.folder(besideJobFile: workflow.files[0]).appending(path: "accepted.json")
    }

    /// Everything in the folder of a workflow's cases, in order.
    static func files(besideJobFile file: URL) -> [URL] {
        let folder = GoldenCaseReader.folder(besideJobFile: file)
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return paths.sorted().map { folder.appending(path: $0, directoryHint: .checkFileSystem) }
            .filter { !$0.hasDirectoryPath }
    }

    /// By field name.
    package private(set) var scores: [String: Score] = [:]
    package private(set) var misses: [Miss] = []

    /// Runs the cases in a folder of their own, which is gone afterwards.
    ///
    /// - throws: `Trouble` where a scan, a register or a model can't be read.
    package init(_ cases: [GoldenCase], of workflow: Workflow, workers: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tema-cases-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let runner = try JobRunner(
            job: try Job(workflow), dataFolder: DataFolder(data: folder, outbox: folder.appending(path: "out")),
            workers: workers)
        let outcome = try runner.run(cases.map(\.scan))
        if let trouble = outcome.trouble ?? outcome.refused.first?.trouble { throw trouble }
        for (golden, batch) in zip(cases, outcome.batches) { compare(golden, try batch.documents) }
    }

    private mutating func compare(_ golden: GoldenCase, _ documents: [Document]) {
        var left = documents
        for expected in golden.documents {
            let index = left.firstIndex {
                $0.form == expected.form && (expected.pages.isEmpty || expected.pages == $0.pages)
            }
            let document = index.map { left.remove(at: $0) }
            if document == nil {
                misses.append(Miss(golden: golden.name, field: nil, expected: expected.form, read: ""))
            }
            for (name, value) in expected.fields { compare(name, value, document?.field(name), golden) }
        }
    }

    private mutating func compare(_ name: String, _ expected: FieldValue, _ field: Field?, _ golden: GoldenCase) {
        let isRight = field?.value.isSame(as: expected) ?? false
        scores[name, default: Score(right: 0, of: 0)].of += 1
        scores[name]?.right += isRight ? 1 : 0
        guard !isRight else { return }
        misses.append(
            Miss(
                golden: golden.name, field: name, expected: expected.plainText, read: field?.value.plainText ?? ""))
    }

    /// The fields that came out worse than in `accepted`, by name.
    package func fieldsWorse(than accepted: [String: Score]) -> [String] {
        accepted.filter { name, before in
            guard let now = scores[name] else { return true }
            return now.right * before.of < before.right * now.of
        }.keys.sorted()
    }
}
