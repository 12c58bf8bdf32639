import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what is under way, and who works on it.",
        discussion: """
            Lists the batches that are not finished and those finished in the last 24 hours. On a terminal the table is \
            drawn again every second, until Ctrl-C; --once prints it once.

            EXIT STATUS
              0 shown, 74 the store could not be read

            EXAMPLE
              tema status --json
            """)

    @Flag(help: "Every batch that the store knows.") var all = false
    @Flag(help: "Print the table once, on a terminal too.") var once = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        let workflows = SiteWorkflows(site).read().value ?? []
        let isLive = !json && !once && isatty(STDOUT_FILENO) == 1
        repeat {
            let status = try await OwnThread.run { try look(at: dataFolder, workflows, site.keep) }
            if json {
                print(try Self.text(status))
            } else {
                let table = StatusTable(status: status, zone: site.timeZone).text(in: Terminal.language)
                print(isLive ? Self.clearedScreen + table : table)
            }
            if isLive { try await Task.sleep(for: .seconds(1)) }
        } while isLive
    }

    /// Moves the cursor to the top left and clears the screen.
    private static let clearedScreen = "\u{1B}[H\u{1B}[2J"

    private func look(at dataFolder: DataFolder, _ workflows: [Workflow], _ keep: KeepPeriods) throws -> ServiceStatus {
        let now = Date()
        let choice: ServiceStatus.Choice = all ? .all : .openAndFinished(since: now.addingTimeInterval(-86_400))
        return try ServiceStatus.look(
            at: dataFolder, workflows: workflows, keep: keep, choice, language: Terminal.language, now: now)
    }

    private static func text(_ status: ServiceStatus) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(status), as: UTF8.self)
    }
}
