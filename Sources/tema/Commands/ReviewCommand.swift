import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Settle what waits for a person, from scripts.",
        discussion: """
            The same checks as at the station, and the same audit trail. Working time is counted as --seconds says; where it \
            says nothing, none is counted, and the output says so.

            EXIT STATUS
              0 done, 3 the document waits still, 64 the command line is wrong, 65 a mistake in the site file, 74 there is \
            no such document or field, it does not wait, someone else has it in hand, or the store could not be read

            EXAMPLE
              tema review list --json
            """,
        subcommands: [
            ReviewListCommand.self, ReviewShowCommand.self, ReviewSetCommand.self, ReviewConfirmCommand.self,
            ReviewRejectCommand.self,
        ])
}

/// Who reviews, and where.
struct ReviewOptions: ParsableArguments {
    @Option(help: "Who does it, for the audit trail (default: the user who runs it).") var by: String?
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if by?.isEmpty == true { throw ValidationError("Please give a name with --by.") }
    }

    /// Opens the door and does `work` there, on a thread of its own.
    func run<Result: Sendable>(_ work: @escaping @Sendable (ReviewDoor) throws -> Result) async throws -> Result {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        let name = by ?? NSUserName()
        return try await OwnThread.run {
            let workflows = SiteWorkflows(site).read().value ?? []
            return try work(
                try ReviewDoor(dataFolder, site: site, workflows: workflows, by: name, language: Terminal.language))
        }
    }

    /// Prints what came of it.
    ///
    /// - throws: the exit status where the document waits still.
    func report(_ receipt: ReviewReceipt) throws {
        if json { try JSONOutput.print(receipt) } else { print(ReviewTable.text(of: receipt, in: Terminal.language)) }
        if !receipt.secondsGiven {
            Terminal.say(
                Wording(
                    ja: "作業時間が指定されていないため、0秒として記録しました（--seconds で指定できます）。",
                    en: "no working time was given: none is counted (--seconds says how long it took)"
                ).said)
        }
        if [.waits, .waitsForAnother].contains(receipt.end) { throw ExitCode(ExitStatus.waiting.rawValue) }
    }
}

/// How long it took.
struct SecondsOption: ParsableArguments {
    @Option(help: "Working time that it took, in seconds.") var seconds: Double?

    func validate() throws {
        guard let seconds else { return }
        guard (0...3600).contains(seconds) else { throw ValidationError("--seconds takes 0 to 3600.") }
    }
}

struct ReviewListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the documents that wait, those to settle first in front.",
        discussion: """
            EXIT STATUS
              0 listed, 74 the store could not be read

            EXAMPLE
              tema review list --workflow onestop --json
            """)

    @Option(help: "Only those of this workflow.") var workflow: String?
    @Option(help: "Only those of this batch.") var batch: String?
    @OptionGroup var options: ReviewOptions

    func run() async throws {
        let (workflow, batch) = (workflow, batch)
        let lines = try await options.run { try $0.list(workflow: workflow, batch: batch) }
        if options.json {
            try JSONOutput.print(["documents": lines])
        } else {
            print(ReviewTable.text(of: lines, zone: try options.common.site().timeZone, in: Terminal.language))
        }
    }
}

struct ReviewShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is to be settled of a document.",
        discussion: """
            Its fields, each with the reason why it is in doubt and what else it may be; the register's records that fit \
            best; and what stands against the document. Sensitive values are shown where they are in doubt, which the audit \
            trail notes; with --json, all fields are there, and those proved are masked.

            EXIT STATUS
              0 shown, 74 there is no such document, or it does not wait

            EXAMPLE
              tema review show 20261122-821905260f-4 --json
            """)

    @Argument(help: "The document, as tema review list shows it.") var document: String
    @OptionGroup var options: ReviewOptions

    func run() async throws {
        let document = document
        let sheet = try await options.run { try $0.show(document) }
        if options.json {
            try JSONOutput.print(sheet)
        } else {
            print(ReviewTable.text(of: sheet, in: Terminal.language))
        }
    }
}

struct ReviewRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject a document: it goes into no export.",
        discussion: """
            EXIT STATUS
              0 rejected, 74 there is no such document, it does not wait, or someone else has it in hand

            EXAMPLE
              tema review reject 20261122-821905260f-4 --reason "sent twice" --seconds 20
            """)

    @Argument(help: "The document, as tema review list shows it.") var document: String
    @Option(help: "Why, for whoever looks it up later.") var reason: String
    @OptionGroup var time: SecondsOption
    @OptionGroup var options: ReviewOptions

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("Please give a reason.") }
    }

    func run() async throws {
        let (document, reason, seconds) = (document, reason, time.seconds)
        try options.report(try await options.run { try $0.reject(document, reason: reason, seconds: seconds) })
    }
}
