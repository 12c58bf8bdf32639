import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork
import Storage
import TimeLedger
import Workflows

struct TimeStudyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "time-study",
        abstract: "Time work by hand with a stopwatch: what baselines come from.",
        discussion: """
            Start before the first document is taken up, stop when it is done; one sample per document. `show` gives the \
            mean, the median, the 95 % interval, how many more samples narrow it to ±10 %, and the lines for the job file.

            EXIT STATUS
              0 done, 64 the command line is wrong, 65 no such workflow, 74 nothing to stop, or the store is away

            EXAMPLE
              tema time-study start onestop --by 山田
              tema time-study stop onestop --by 山田 --note 添付書類なし
            """,
        subcommands: [
            StudyStartCommand.self, StudyStopCommand.self, StudyDiscardCommand.self, StudyNoteCommand.self,
            StudyShowCommand.self,
        ])
}

/// Whose work is timed, and where.
struct StudyOptions: ParsableArguments {
    @Argument(help: "The workflow's id.") var workflow: String
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    /// A store is made where there is none: work is timed before anything is processed.
    func open<Value: Sendable>(_ body: @escaping @Sendable (Store, Workflow) throws -> Value) async throws -> Value {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        let id = workflow
        return try await OwnThread.run {
            guard let workflow = SiteWorkflows(site).sound().first(where: { $0.id == id }) else {
                throw Trouble(
                    .definition, Wording(ja: "業務「\(id)」がありません。", en: "there is no workflow '\(id)'"),
                    remedy: Wording(ja: "サイトファイルの workflows を確かめてください。", en: "see workflows in the site file"))
            }
            try dataFolder.makeFolders()
            return try body(try Store.open(dataFolder), workflow)
        }
    }
}

struct StudyStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "start", abstract: "Start the stopwatch.")
    @OptionGroup var options: StudyOptions
    @Option(help: "Who times.") var by: String

    func run() async throws {
        let by = by
        let sample = try await options.open { store, workflow in
            try store.startSample(
                workflow: workflow.id, formVersion: workflow.formVersions, person: by, now: store.now())
        }
        guard let sample else {
            throw Trouble(.store, Wording(ja: "もう計測中です。", en: "the stopwatch runs already"))
        }
        print(Wording(ja: "計測を始めました（\(sample.id)）。", en: "started (\(sample.id))").said)
    }
}

struct StudyStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stop", abstract: "Stop the stopwatch.")
    @OptionGroup var options: StudyOptions
    @Option(help: "Who times.") var by: String
    @Option(help: "Anything worth knowing.") var note = ""

    func run() async throws {
        let (by, note) = (by, note)
        let sample = try await options.open { store, workflow in
            try store.stopSample(workflow: workflow.id, person: by, note: note, now: store.now())
        }
        guard let sample, let seconds = sample.seconds else {
            throw Trouble(.store, Wording(ja: "計測中ではありません。", en: "no stopwatch runs"))
        }
        let shown = ReportWords.grouped(seconds, 1)
        print(Wording(ja: "\(sample.id): \(shown) 秒", en: "\(sample.id): \(shown) s").said)
    }
}

struct StudyDiscardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Leave a sample out, with the reason; it stays to be seen.")
    @OptionGroup var options: StudyOptions
    @Argument(help: "The sample's number.") var sample: Int
    @Option(help: "Why.") var reason: String

    func run() async throws {
        let (id, reason) = (sample, reason)
        let isDone = try await options.open { store, workflow in
            try store.discardSample(id, workflow: workflow.id, note: reason)
        }
        guard isDone else { throw StudyNoteCommand.missing(id) }
    }
}

struct StudyNoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "note", abstract: "Note something at a sample.")
    @OptionGroup var options: StudyOptions
    @Argument(help: "The sample's number.") var sample: Int
    @Argument(help: "What to note.") var text: String

    static func missing(_ id: Int) -> Trouble {
        Trouble(.store, Wording(ja: "計測 \(id) はありません。", en: "there is no sample \(id)"))
    }

    func run() async throws {
        let (id, text) = (sample, text)
        let isDone = try await options.open { store, workflow in
            try store.noteSample(id, workflow: workflow.id, note: text)
        }
        guard isDone else { throw Self.missing(id) }
    }
}

struct StudyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The samples, their mean, median and 95 % interval.")
    @OptionGroup var options: StudyOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let (samples, study) = try await options.open { store, workflow in
            let samples = try store.samples(workflow: workflow.id)
            return (samples, TimeStudy(samples, formVersion: workflow.formVersions))
        }
        if json { return try JSONOutput.print(study) }
        let header = Wording(ja: "番号|計測者|秒|様式の版|備考|", en: "number|by|seconds|form versions|note|")
        print(
            TextTable(
                header: header.text(in: Terminal.language).split(separator: "|", omittingEmptySubsequences: false)
                    .map(String.init),
                rows: samples.map {
                    [
                        String($0.id), $0.person, $0.seconds.map { ReportWords.grouped($0, 1) } ?? "…", $0.formVersion,
                        $0.note, $0.isDiscarded ? Wording(ja: "除外", en: "left out").said : "",
                    ]
                }, alignments: [.right, .left, .right]
            ).rendered())
        print(study.words.said)
        if let lines = study.jobFileLines { print(lines) }
    }
}
