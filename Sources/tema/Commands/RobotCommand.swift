import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct RobotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "robot",
        abstract: "Look after entering into other systems: what is stopped, and what is in doubt.",
        subcommands: [
            RobotListCommand.self, RobotRecordCommand.self, RobotTryCommand.self, RobotRepairCommand.self,
            RobotOpenCommand.self, RobotSettleCommand.self,
        ])
}

struct RobotListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the systems that documents are entered into, and the entries in doubt.",
        discussion: """
            EXIT STATUS
              0 nothing is stopped or in doubt, 3 a person is needed, 74 the store could not be read

            EXAMPLE
              tema robot list
            """)

    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let state = try await OwnThread.run { try RobotDesk(dataFolder).state() }
        if json {
            try JSONOutput.print(state)
        } else {
            for line in state.lines { print(line.said) }
        }
        if state.needsPerson { throw ExitCode(ExitStatus.waiting.rawValue) }
    }
}

struct RobotOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Let a robot go on that was stopped, or that rests.",
        discussion: """
            A robot stops where the pages of the other system are not what its script says. Look at the two pictures that \
            tema robot list names, mend the script, and open it again: what waits is entered by the script as it is then.

            EXIT STATUS
              0 done, 74 there is no such robot, or the store could not be written

            EXAMPLE
              tema robot open tax-system
            """)

    @Argument(help: "The robot, as tema robot list shows it.") var robot: String
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let wanted = robot
        try await OwnThread.run { try RobotDesk(dataFolder).open(wanted, by: NSUserName()) }
        print(robot)
    }
}

struct RobotSettleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Say whether a document in doubt was entered.",
        discussion: """
            Look into the other system first. With --entered the document goes on as entered; with --not-entered it is \
            entered once more.

            EXIT STATUS
              0 done, 74 the document is not in doubt, or the store could not be written

            EXAMPLE
              tema robot settle 20261122-821905260f-4 --entered
            """)

    @Argument(help: "The document, as tema robot list shows it.") var document: String
    @Flag(help: "It is there.") var entered = false
    @Flag(help: "It is not there.") var notEntered = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard entered != notEntered else { throw ValidationError("Please give one of --entered and --not-entered.") }
    }

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let (wanted, isEntered) = (document, entered)
        try await OwnThread.run {
            try RobotDesk(dataFolder).settle(wanted, isEntered: isEntered, by: NSUserName())
        }
        print(document)
    }
}

struct RobotTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Play a robot's script for one document, up to the request that commits, which is never sent.",
        discussion: """
            OUT gets a picture after every step. The fields are those of a document that tema results.json shows, or of a \
            JSON object {field: value}.

            EXIT STATUS
              0 the script came to the request that commits, 3 it stopped before, 65 a mistake in the script, 74 the file \
            could not be read

            EXAMPLE
              tema robot try Workflows/onestop/enter.yml --fields one.json --out steps
            """)

    @Argument(help: "The script.") var script: String
    @Option(help: "A JSON file: {field: value}.") var fields: String
    @Option(help: "Folder for the pictures.") var out = "robot-steps"
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site(near: URL(filePath: script))
        let checked = RobotScriptReader.read(URL(filePath: script))
        let script = try checked.get()
        let (file, folder) = (URL(filePath: fields), URL(filePath: out))
        let end = try await OwnThread.run {
            try RobotTrial(script, secrets: site.secrets).run(fieldsIn: file, pictures: folder) {
                Terminal.say($0.said)
            }
        }
        Terminal.say(end.message.said)
        if !end.isComplete { throw ExitCode(ExitStatus.waiting.rawValue) }
    }
}
