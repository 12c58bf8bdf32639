import ArgumentParser
import Engine
import Foundation
import Imaging
import Intake
import Operations
import Paperwork
import Registers
import Workflows

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a job over files now, to the end.",
        discussion: """
            Reads the files by the job, lists what waits for a person, and exports what is proved, as when-waiting in the \
            job file says. OUT gets the exports and results.json. Each run keeps its store and the originals in a new \
            folder under OUT, and says which; it never opens one that is there, and never the data folder of tema serve.

            EXIT STATUS
              0 all done, 3 some documents wait for a person, 4 some documents were rejected or failed or some pages \
            were set aside, 65 a mistake in the job, 74 a file could not be read or written

            EXAMPLE
              tema run Workflows/payroll Samples/payroll/office.pdf
            """)

    @Argument(help: "The workflow's folder or job file.") var job: String
    @Argument(help: "Scans: PDF, TIFF, PNG, JPEG, or folders of them.") var files: [String]
    @Option(help: "Folder for the exports and results.json.") var out = "out"
    @Option(help: "Folder that keeps the store and the originals (default: OUT/data-DATE-TIME, new at every run).")
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
        let resultsFile = outbox.appending(path: "results.json")
        try Self.expectNoOtherFile(at: resultsFile)
        // What can't be read must be known before there is a folder; one that a run makes anew has no registers yet.
        let prepared = try Job(workflow, registers: Self.registers(data))
        let folder =
            try data.map { try RunFolder(named: URL(filePath: $0)) } ?? RunFolder(newUnder: outbox, now: Date())
        let dataFolder = DataFolder(data: folder.data, outbox: outbox, timeZone: site.timeZone)
        let runner = try JobRunner(
            job: prepared, dataFolder: dataFolder, workers: workers ?? site.workers, site: site,
            limits: site.limits, leavingBy: site,
            others: { [job] in SiteWorkflows(site).known(beside: URL(filePath: job)) })
        let bar = ProgressBar()
        let scans = files.map { URL(filePath: $0) }
        let outcome = try await OwnThread.run {
            for warning in prepared.registerWarnings() { Terminal.warn(of: warning) }
            return try runner.run(scans) { bar.show($0) }
        }
        for (_, trouble) in outcome.refused { Terminal.say("tema: \(trouble.text(in: Terminal.language))") }
        var summary = RunSummary(
            outcome: outcome, workflow: workflow, resultsFile: resultsFile, data: folder.data,
            language: Terminal.language)
        try outcome.write(to: resultsFile, workflow: workflow, language: Terminal.language) { batch, document in
            summary.add(document, toBatch: batch)
        }
        print(summary.text)
        withExtendedLifetime(folder) {}
        if let trouble = outcome.trouble {
            Terminal.say("tema: \(trouble.text(in: Terminal.language))")
            Terminal.say(Self.notLost(resultsFile, data: folder.data).said)
        }
        try exit(after: outcome)
    }

    private static func registers(_ data: String?) -> RegisterShelf {
        guard let data, FileManager.default.fileExists(atPath: data) else { return RegisterShelf(folder: nil) }
        let folder = URL(filePath: data)
        return DataFolder(data: folder, outbox: folder).registers { Terminal.say($0.said) }
    }

    /// A run's results replace those of an earlier run, and nothing else.
    private static func expectNoOtherFile(at file: URL) throws {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return }
        defer { try? handle.close() }
        let start = try handle.read(upToCount: 256) ?? Data()
        guard !String(decoding: start, as: UTF8.self).contains("\"batches\"") else { return }
        throw Trouble(
            .file,
            Wording(
                ja: "\(file.relativePath) は、tema run の結果ではないファイルです。",
                en: "\(file.relativePath) is there already, and is not what a run wrote"),
            remedy: Wording(ja: "--out で別のフォルダーを指定してください。", en: "name another folder by --out"))
    }

    /// What a run that was stopped leaves, and how it goes on.
    private static func notLost(_ results: URL, data: URL) -> Wording {
        Wording(
            ja: "  → 読み取った内容は \(results.relativePath) にあります。原因を直してから、もう一度実行してください"
                + "（原因がジョブファイルの外なら、--data \(data.relativePath) を付けると続きから処理します）。",
            en: "  → what was read is in \(results.relativePath); once the cause is mended, run it again (where it lay "
                + "outside the job file, --data \(data.relativePath) goes on from there)")
    }

    /// By the worst that came of the files.
    private func exit(after outcome: RunOutcome) throws {
        if let trouble = outcome.trouble { throw ExitCode(ExitStatus(trouble).rawValue) }
        let states = outcome.batches.flatMap(\.states.keys)
        if !outcome.refused.isEmpty { throw ExitCode(ExitStatus.inputOutput.rawValue) }
        let isAside = outcome.batches.contains { $0.count.setAside > 0 || $0.failure != nil }
        if isAside || states.contains(where: { $0 == .rejected || $0 == .failed }) {
            throw ExitCode(ExitStatus.rejectedOrFailed.rawValue)
        }
        if states.contains(where: { $0 == .review || $0 == .inDoubt }) { throw ExitCode(ExitStatus.waiting.rawValue) }
    }
}
