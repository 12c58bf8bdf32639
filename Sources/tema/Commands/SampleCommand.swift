import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Look at values that passed unseen, and correct what was wrong.",
        discussion: """
            A part of all values that pass is drawn by chance (the job file's sample:). A person types each blind; where that \
            is not what was read, another person says which is right. A wrong value calls back all that share its signature. \
            The station does the same in the browser.

            EXIT STATUS
              0 done, 3 another person is asked, 64 the command line is wrong, 65 a mistake in the site file, 74 there is no \
            such value, or the store could not be read

            EXAMPLE
              tema sample next --picture value.png
            """,
        subcommands: [SampleListCommand.self, SampleNextCommand.self, SampleSetCommand.self, SampleCorrectCommand.self])
}

/// Who looks, and where.
struct SampleOptions: ParsableArguments {
    @Option(help: "Who does it, for the audit trail (default: the user who runs it).") var by: String?
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if by?.isEmpty == true { throw ValidationError("Please give a name with --by.") }
    }

    func run<Result: Sendable>(
        _ work: @escaping @Sendable (SampleDoor, [Workflow]) throws -> Result
    ) async throws -> Result {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        let name = by ?? NSUserName()
        return try await OwnThread.run {
            let workflows = SiteWorkflows(site).read().value ?? []
            let door = try SampleDoor(
                dataFolder, site: site, workflows: workflows, by: name, language: Terminal.language)
            return try work(door, workflows)
        }
    }
}

struct SampleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the values that wait to be looked at, those of errors first.",
        discussion: """
            EXIT STATUS
              0 listed, 74 the store could not be read

            EXAMPLE
              tema sample list --workflow onestop
            """)

    @Option(help: "Only those of this workflow.") var workflow: String?
    @OptionGroup var options: SampleOptions

    func run() async throws {
        let workflow = workflow
        let lines = try await options.run { door, _ in try door.list(workflow: workflow) }
        if options.json { return try JSONOutput.print(["values": lines]) }
        for line in lines {
            print(
                "\(line.id)  \(line.workflow)  \(line.document)  \(line.field)  \(line.reason)  \(line.state)".harmless)
        }
    }
}

struct SampleNextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Show the next value to look at, without what was read.",
        discussion: """
            EXIT STATUS
              0 shown, or there is none, 74 the store or the page could not be read

            EXAMPLE
              tema sample next --picture value.png
            """)

    @Option(help: "Only of this workflow.") var workflow: String?
    @Option(help: "Write the piece of the page that it stands on to this file (.png).") var picture: String?
    @OptionGroup var options: SampleOptions

    func validate() throws {
        guard picture?.lowercased().hasSuffix(".png") ?? true else {
            throw ValidationError("--picture takes a file that ends in .png.")
        }
    }

    func run() async throws {
        let (workflow, picture) = (workflow, picture)
        let view = try await options.run { door, _ -> SampleView? in
            guard let view = try door.next(workflow: workflow) else { return nil }
            if let picture, let png = try door.picture(of: view) { try png.write(to: URL(filePath: picture)) }
            return view
        }
        if options.json { return try JSONOutput.print(["next": view]) }
        guard let view else {
            return print(Wording(ja: "見る項目はありません。", en: "nothing waits").text(in: Terminal.language))
        }
        let choices = view.choices.isEmpty ? "" : "  (\(view.choices.joined(separator: " | ")))"
        print("\(view.id)  \(view.workflow)  \(view.document)  \(view.label)\(choices)".harmless)
    }
}

struct SampleSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Say what a value is.",
        discussion: """
            EXIT STATUS
              0 settled, 3 another person is asked, 74 there is no such value

            EXAMPLE
              tema sample set 17 "鹿児島 太郎" --seconds 4
            """)

    @Argument(help: "The value's number, as tema sample list shows it.") var id: Int
    @Argument(help: "What stands on the paper; empty where nothing does.") var value: String
    @OptionGroup var time: SecondsOption
    @OptionGroup var options: SampleOptions

    func run() async throws {
        let (id, value, seconds) = (id, value, time.seconds)
        let end = try await options.run { door, _ in try door.answer(id, text: value, seconds: seconds) }
        if options.json {
            try JSONOutput.print(["outcome": end])
        } else {
            let words: Wording =
                switch end {
                case .right: Wording(ja: "読取は正しいと確認しました", en: "it was read right")
                case .wrong:
                    Wording(
                        ja: "読取の誤りとして記録しました。同じ特徴の値を見直しに回しました",
                        en: "it was read wrong; what shares its signature is called back")
                case .differs:
                    Wording(ja: "読取と異なります。別の人が確認します", en: "that is not what was read; another person is asked")
                case .gone: Wording(ja: "別の人が確認しました", en: "somebody else has settled it, or you looked at it before")
                }
            print("\(id): \(words.text(in: Terminal.language))")
        }
        if end == .differs { throw ExitCode(ExitStatus.waiting.rawValue) }
    }
}

struct SampleCorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Write the values that were found wrong after their export to a file of corrections.",
        discussion: """
            Each value stands in one such file. Nothing is written where none is left.

            EXIT STATUS
              0 written, or there is nothing to correct, 64 no such workflow, 74 the file is there already or can't be written

            EXAMPLE
              tema sample correct onestop --to corrections.csv
            """)

    @Argument(help: "The workflow.") var workflow: String
    @Option(help: "The file to write.") var to: String
    @OptionGroup var options: SampleOptions

    func run() async throws {
        let (id, file) = (workflow, to)
        let rows = try await options.run { door, workflows in
            guard let workflow = workflows.first(where: { $0.id == id }) else {
                throw ValidationError("There is no workflow '\(id)'.")
            }
            return try door.correct(workflow, to: URL(filePath: file))
        }
        if options.json { return try JSONOutput.print(["rows": rows]) }
        print(
            Wording(ja: "訂正 \(rows)件", en: rows == 0 ? "nothing to correct" : rows.counted("correction"))
                .text(in: Terminal.language))
    }
}
