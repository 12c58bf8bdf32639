import ArgumentParser
import Engine
import Foundation
import Imaging
import Intake
import Paperwork
import Workflows

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a job over files now, to the end.",
        discussion: """
            Reads the files by the job, lists what waits for a person, and exports what is proved, as when-waiting in the \
            job file says. OUT gets the exports and results.json.

            EXIT STATUS
              0 all done, 3 some documents wait for a person, 4 some were rejected or failed, 65 a mistake in the job, \
            74 a file could not be read or written

            EXAMPLE
              tema run Workflows/payroll Samples/payroll/office.pdf
            """)

    @Argument(help: "The workflow's folder or job file.") var job: String
    @Argument(help: "Scans: PDF, TIFF, PNG, JPEG, or folders of them.") var files: [String]
    @Option(help: "Folder for the exports and results.json.") var out = "out"
    @Option(help: "Folder that keeps the store and the originals (default: a folder under OUT, new at every run).")
    var data: String?
    @Option(help: "Threads that work at once (default: the site's, else one per core).") var workers: Int?
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard workers ?? 1 > 0 else { throw ValidationError("Please give at least one worker.") }
        guard !files.isEmpty else { throw ValidationError("Please give at least one file to read.") }
    }

    func run() async throws {
        common.chooseLanguage()
        let (workflow, site) = try common.workflow(at: job)
        let outbox = URL(filePath: out)
        let place = Workplace(data: try dataFolder(under: outbox), outbox: outbox)
        let runner = try JobRunner(
            job: try Job(workflow), place: place, workers: workers ?? site.workers, site: site,
            limits: site.limits)
        let bar = ProgressBar()
        let scans = files.map { URL(filePath: $0) }
        let outcome = try await offTheCooperativePool { try runner.run(scans) { bar.show($0) } }
        for (_, trouble) in outcome.refused { Terminal.say("tema: \(trouble.text(in: Terminal.language))") }
        let resultsFile = outbox.appending(path: "results.json")
        try outcome.write(to: resultsFile, workflow: workflow, language: Terminal.language)
        print(
            try RunSummary(outcome: outcome, workflow: workflow, resultsFile: resultsFile).text(in: Terminal.language))
        try exit(after: outcome)
    }

    /// The store's folder: the one named, else a fresh one under `outbox`.
    private func dataFolder(under outbox: URL) throws -> URL {
        if let data { return URL(filePath: data) }
        let folder = outbox.appending(path: "data")
        if FileManager.default.fileExists(atPath: folder.appending(path: "tema.sqlite").path) {
            try FileManager.default.removeItem(at: folder)
        }
        return folder
    }

    private func exit(after outcome: RunOutcome) throws {
        let states = outcome.batches.flatMap(\.states.keys)
        if !outcome.refused.isEmpty { throw ExitCode(ExitStatus.inputOutput.rawValue) }
        if states.contains(where: { $0 == .rejected || $0 == .failed }) {
            throw ExitCode(ExitStatus.rejectedOrFailed.rawValue)
        }
        if states.contains(where: { $0 == .review || $0 == .inDoubt }) { throw ExitCode(ExitStatus.waiting.rawValue) }
    }
}
