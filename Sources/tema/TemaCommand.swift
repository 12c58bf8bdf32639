import ArgumentParser
import Foundation
import Imaging
import Paperwork

@main
struct TemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tema",
        abstract: "Reads scanned forms, proves what it read, and counts the hours saved.",
        discussion: """
            EXIT STATUS
              0   all done
              3   done, but some documents wait for a person
              4   some documents were rejected or failed, or some pages were set aside
              64  the command line is wrong
              65  a mistake in a job file, template or site file
              74  input could not be read or output not written

            EXAMPLE
              tema run Workflows/payroll Samples/payroll/office.pdf
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, ServeCommand.self, WorkCommand.self, WatchCommand.self, StationCommand.self,
            StatusCommand.self, ReviewCommand.self, RobotCommand.self, RetryCommand.self,
            ResumeCommand.self, CheckCommand.self, TestCommand.self, EvaluateCommand.self, FormCommand.self,
            ReportCommand.self, LedgerCommand.self, TimeStudyCommand.self, PlanCommand.self, VerifyCommand.self,
            BackupCommand.self, RestoreCommand.self, PurgeCommand.self,
            TrainCommand.self, AccountCommand.self, DoctorCommand.self, RegisterCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            LibraryChatter.silenceStream()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let trouble as Trouble {
            Terminal.say("tema: \(trouble.text(in: Terminal.language))")
            Foundation.exit(ExitStatus(trouble).rawValue)
        } catch let mistakes as Mistakes {
            for line in mistakes.diagnostics.lines { Terminal.say(line.said) }
            Foundation.exit(ExitStatus.definition.rawValue)
        } catch {
            LibraryChatter.restoreStream()
            exit(withError: error)
        }
    }
}

/// What the command's exit status says; the table stands in `tema --help`.
enum ExitStatus: Int32 {
    case done = 0
    case waiting = 3
    case rejectedOrFailed = 4
    case definition = 65
    case inputOutput = 74

    init(_ trouble: Trouble) {
        self = trouble.kind == .definition ? .definition : .inputOutput
    }
}

/// The mistakes found in files that a person wrote, all at once; warnings may stand among them.
struct Mistakes: Error {
    var diagnostics: [Diagnostic]
}
