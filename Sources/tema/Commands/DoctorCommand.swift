import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether the place can work, and say what to do where it can't.",
        discussion: """
            Looks at folders, installed models, the store, the clock, the disk, registers and workflows. Run it as the \
            user who runs tema serve.

            EXIT STATUS
              0 all is well, or there are warnings only; 65 a mistake in the site file; 74 something does not work

            EXAMPLE
              sudo -u tema tema doctor --site /etc/tema/tema.yml
            """)

    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    /// What is printed with `--json`.
    private struct Output: Encodable {
        var check: String
        var state: String
        var message: String
        var remedy: String?
    }

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        let doctor = Doctor(site: site, dataFolder: dataOptions.dataFolder(of: site), now: Date())
        let checks = await OwnThread.run { doctor.examine() }
        if json {
            try JSONOutput.print(
                checks.map {
                    Output(
                        check: $0.subject.said, state: $0.state.rawValue, message: $0.message.said,
                        remedy: $0.remedy?.said)
                })
        } else {
            for check in checks { print(Self.line(check)) }
        }
        if checks.contains(where: { $0.state == .failure }) { throw ExitCode(ExitStatus.inputOutput.rawValue) }
    }

    private static func line(_ check: HealthCheck) -> String {
        let mark =
            switch check.state {
            case .ok: Wording(ja: "正常", en: "ok     ")
            case .warning: Wording(ja: "注意", en: "warning")
            case .failure: Wording(ja: "異常", en: "FAILURE")
            }
        let line = "\(mark.said)  \(check.subject.said): \(check.message.said)"
        return check.remedy.map { "\(line)\n  → \($0.said)" } ?? line
    }
}
