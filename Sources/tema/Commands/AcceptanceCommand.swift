import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct AcceptanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acceptance",
        abstract: "Show what passes unseen, on what grounds, and what is lacking for more.",
        discussion: """
            tema serve looks at what became of a workflow's values about once a month; --look does it now. Each look uses up a \
            part of the promise that no more values are wrong than the error budget says (docs/proof.md).

            EXIT STATUS
              0 shown, 65 a mistake in the job file or the site file, 74 the store could not be read

            EXAMPLE
              tema acceptance Workflows/onestop
            """)

    @Argument(help: "The workflow's folder or job file.") var job: String
    @Flag(help: "Look at what became known since the last look, and let pass what it shows.") var look = false
    @Flag(help: "Let pass again what was stopped.") var resume = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard !(look && resume) else { throw ValidationError("Please give one of --look and --resume.") }
    }

    func run() async throws {
        common.chooseLanguage()
        let (workflow, site) = try common.workflow(at: job)
        let dataFolder = dataOptions.dataFolder(of: site)
        let (look, resume, name) = (look, resume, NSUserName())
        let report = try await OwnThread.run {
            try AcceptanceReport(of: workflow, at: dataFolder) { keeper in
                if look { _ = try keeper.look(at: workflow, by: name) }
                if resume { _ = try keeper.resume(workflow, by: name) }
            }
        }
        if json { try JSONOutput.print(report) } else { print(AcceptanceTable.text(of: report, in: Terminal.language)) }
    }
}
