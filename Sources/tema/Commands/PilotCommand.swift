import ArgumentParser
import Engine
import Foundation
import Imaging
import Intake
import Operations
import Paperwork
import Workflows

struct PilotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pilot",
        abstract: "Tell from about 30 real sheets what a workflow will save: go or no-go.",
        discussion: """
            Reads the sheets in a folder of its own, which is removed, and predicts how many documents no person needs to \
            touch, the people's seconds for each, and the net hours a year, each with its 95 % range. It says go where at \
            least some hours are surely saved. People's pace is what was measured at the station; where it measured too \
            little, an assumption, which is named.

            EXIT STATUS
              0 go, 3 no-go, 65 a mistake in the job file or no baseline in it, 74 a file could not be read, or too few sheets

            EXAMPLE
              tema pilot Workflows/onestop scans/*.pdf --documents-per-year 12000
            """)

    @Argument(help: "The workflow's folder or job file.") var job: String
    @Argument(help: "Scans of real sheets.") var scans: [String]
    @Option(help: "Documents that the office handles in a year.") var documentsPerYear: Int
    @Option(help: "Seconds that a person needs to settle one value (default: as measured at the site, else 8).")
    var secondsPerDoubt: Double?
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard documentsPerYear > 0 else { throw ValidationError("--documents-per-year takes a number above 0.") }
        guard (secondsPerDoubt ?? 1) > 0 else { throw ValidationError("--seconds-per-doubt takes a number above 0.") }
    }

    func run() async throws {
        common.chooseLanguage()
        let (workflow, site) = try common.workflow(at: job)
        let place = dataOptions.dataFolder(of: site)
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "tema-pilot-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = scans.map { URL(filePath: $0) }
        let (count, given) = (documentsPerYear, secondsPerDoubt)
        let bar = ProgressBar()
        let pilot = try await OwnThread.run {
            let runner = try JobRunner(
                job: try Job(workflow), dataFolder: DataFolder(data: folder, outbox: folder.appending(path: "out")),
                workers: site.workers, limits: site.limits)
            let outcome = try runner.run(files) { bar.show($0) }
            if let trouble = outcome.trouble ?? outcome.refused.first?.trouble { throw trouble }
            var pace = try Pilot.Pace.measured(at: place)
            if let given { pace.perDoubt = given }
            return try Pilot(of: workflow, outcome, documentsPerYear: count, pace: pace)
        }
        if json { try JSONOutput.print(pilot) } else { print(Self.text(of: pilot).text(in: Terminal.language)) }
        if pilot.verdict == .noGo { throw ExitCode(ExitStatus.waiting.rawValue) }
    }

    private static func text(of pilot: Pilot) -> Wording {
        func range(_ figure: Pilot.Figure, _ unit: String, times factor: Double = 1) -> String {
            let number = { (value: Double) in String(format: "%.0f", value * factor) }
            return "\(number(figure.value))\(unit) (\(number(figure.low))–\(number(figure.high)))"
        }
        let share = pilot.straightThrough
        let pace = String(format: "%.1f", pilot.pace.perDoubt)
        let basis =
            pilot.pace.measured > 0
            ? Wording(ja: "実測 \(pilot.pace.measured)件", en: "measured on \(pilot.pace.measured) values")
            : Wording(ja: "仮定", en: "an assumption")
        return Wording(
            ja: """
                \(pilot.verdict == .go ? "導入できます" : "導入は勧められません"): \(pilot.reason.ja)
                帳票 \(pilot.documents)件、保留 \(pilot.pagesSetAside)ページ（括弧内は95 %の範囲）
                人の手を経ない帳票  \(range(share, " %", times: 100))
                1件の人手           \(range(pilot.humanSeconds, " 秒"))
                1件の従来作業       \(range(pilot.baselineSeconds, " 秒"))
                年 \(pilot.documentsPerYear)件の純削減    \(range(pilot.netHoursPerYear, " 時間"))
                項目1つの確認 \(pace) 秒（\(basis.ja)）
                """,
            en: """
                \(pilot.verdict == .go ? "go" : "no-go"): \(pilot.reason.en)
                \(pilot.documents.counted("document")), \(pilot.pagesSetAside.counted("page")) set aside (95 % ranges in brackets)
                untouched by people   \(range(share, " %", times: 100))
                people, a document    \(range(pilot.humanSeconds, " s"))
                by hand, a document   \(range(pilot.baselineSeconds, " s"))
                saved by \(pilot.documentsPerYear) a year  \(range(pilot.netHoursPerYear, " h"))
                settling one value: \(pace) s (\(basis.en))
                """)
    }
}
