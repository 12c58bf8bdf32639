import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let workflows that rest go on at once.",
        discussion: """
            A workflow rests for a while where something outside its documents is wrong, such as a register that can't be \
            read; it is tried again by itself. This command does not wait for that.

            EXIT STATUS
              0 done, 74 the store could not be read

            EXAMPLE
              tema resume payroll
            """)

    @Argument(help: "Workflows (default: all that rest).") var workflows: [String] = []
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let wanted = workflows
        let resumed = try await OwnThread.run { try FailureRetry(dataFolder).resume(wanted) }
        if json { try JSONOutput.print(["resumed": resumed]) } else { resumed.forEach { print($0) } }
    }
}
