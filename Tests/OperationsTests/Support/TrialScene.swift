import Engine
import Foundation
import Intake
import Operations
import Paperwork
import PostgresCluster
import SlipRuns
import Slips
import Testing
import TimeLedger
import Workflows

/// A place on the engine that the test runs on, in which a scan was processed, and the workflow that it was processed by.
struct TrialScene {
    let folder: SlipFolder
    let dataFolder: DataFolder
    let batch: BatchOutcome
    let trials: Trials

    init(_ pages: [Slip.Page] = [.plain, .front(marks: ["consent", "urgent"])], steps: String = TrialScene.steps())
        throws
    {
        folder = try SlipFolder(steps: steps)
        dataFolder = DataFolder(
            data: folder.file("data"), outbox: folder.file("out"),
            store: EngineUnderTest.current == .sqlite
                ? .sqlite : .postgresql(try PostgresCluster.shared.get().newDatabase()))
        let runner = try JobRunner(job: try folder.job(), dataFolder: dataFolder, workers: 1)
        batch = try #require(try runner.run([try folder.scan(pages)]).batches.first)
        trials = try Trials(dataFolder, site: SiteReader.standard(in: folder.url))
    }

    var id: String { batch.batch.id }

    /// Reads the marks, so loosely that they all pass, and exports them.
    static func steps(export name: String = "slip-{batch}.csv", and more: String = "") -> String {
        """
        - read: {error-budget: 49%}
        \(more)
        - export:
            file: "\(name)"
            encoding: UTF-8
            columns: {ページ: _pages, 同意: consent, 至急: urgent}
        """
    }

    /// The form's boxes for consent and urgency change places, so that each is read where the other was.
    func swapBoxes(isSensitive: Bool = false) throws {
        let (consent, urgent) = ("[12, 92, 5, 5]", "[42, 92, 5, 5]")
        let template = Slip.marksTemplate.replacing(consent, with: "there").replacing(urgent, with: consent)
            .replacing("there", with: urgent + (isSensitive ? ", sensitive: true" : ""))
        try folder.write(template, to: "slip/forms/slip.yml")
    }

    /// Processes the batch again by the workflow's files as they are now.
    func again(_ id: String? = nil) throws -> BatchDifference {
        try trials.run(id ?? self.id, workflow: { _ in try folder.job().workflow })
    }

    /// The names in the outbox, without the manifests.
    func exports() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: dataFolder.outbox.path).filter { $0.hasSuffix(".csv") }
            .sorted()
    }

    /// An export's lines without its heading.
    func lines(_ export: String) throws -> [String] {
        let text = try String(contentsOf: dataFolder.outbox.appending(path: export), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }

    func report() throws -> Report {
        try TimeReport(dataFolder: dataFolder).make(
            ReportRequest(
                fiscalYear: "R8", from: "2000-01-01", to: "2999-12-31", by: [.workflow], asOf: "2999-12-31"))
    }

    /// Nothing that the place's records say is untrue.
    func expectWhole() throws {
        _ = try Verification(dataFolder: dataFolder).run { Issue.record("\($0)") }
    }
}
