import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork

struct RobotRepairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Show what may mend a stopped robot's script, and make that change if you accept it.",
        discussion: """
            Look at the two pictures that tema robot list names first. With --accept the script is changed and the robot goes \
            on; without, nothing is.

            EXIT STATUS
              0 done, 3 there is a proposal that waits for you, 74 there is none, or the script could not be written

            EXAMPLE
              tema robot repair tax-system
              tema robot repair tax-system --accept
            """)

    @Argument(help: "The robot, as tema robot list shows it.") var robot: String
    @Flag(help: "Change the script, and let the robot go on.") var accept = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let (wanted, isAccepted) = (robot, accept)
        let change = try await OwnThread.run {
            let desk = try RobotDesk(dataFolder)
            let proposal = try desk.proposalForStopped(wanted)
            if isAccepted { try desk.repair(wanted, as: proposal, by: NSUserName()) }
            return proposal
        }
        print("- \(change.before)\n+ \(change.after)")
        if !accept { throw ExitCode(ExitStatus.waiting.rawValue) }
    }
}
