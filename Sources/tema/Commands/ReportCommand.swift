import ArgumentParser
import Delivery
import Engine
import Foundation
import JapaneseText
import Operations
import Paperwork
import TimeLedger
import Workflows

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print the hours saved in a fiscal year, against the plan's target.",
        discussion: """
            The figures are sums of time entries: one per document, its baseline less the human time measured. A document \
            counts once it is done and its export is written; beside the hours stand the documents that came in and wait \
            for a person, with the age of the oldest, and those whose export is held.

            EXIT STATUS
              0 printed, 64 the command line is wrong, 74 the store could not be read

            EXAMPLE
              tema report --fiscal-year R8 --by department,workflow --data var/tema
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

    @Option(help: "The fiscal year, April to March: R8, 令和8年度 or 2026 (default: this one).") var fiscalYear: String?
    @Option(help: "What to tell apart: department, workflow, month, joined by commas.") var by =
        "month,department,workflow"
    @Option(help: "table, csv or json.") var format: Format = .table
    @Flag(help: "Print JSON, as --format json.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        let now = Calendar.current.dateComponents([.year, .month, .day], from: Date())
        let today = try JapaneseDate(year: now.year ?? 0, month: now.month ?? 0, day: now.day ?? 0)
        let year = try chosenYear(today)
        let plan = try site.plan.map { try PlanReader.read($0).get() }
        let request = ReportRequest(
            fiscalYear: year.short, from: year.firstDay.iso, to: year.lastDay.iso, by: try groupings(), asOf: today.iso,
            plan: plan)
        let dataFolder = dataOptions.dataFolder(of: site)
        let report = try await OwnThread.run { try TimeReport(dataFolder: dataFolder).make(request) }
        switch json ? .json : format {
        case .table: print(ReportTable(report: report, plan: plan).text(in: Terminal.language))
        case .csv: print(ReportTable(report: report, plan: plan).csv, terminator: "")
        case .json: print(try Self.json(report))
        }
    }

    private func chosenYear(_ today: JapaneseDate) throws -> FiscalYear {
        guard let fiscalYear else { return FiscalYear(of: today) }
        guard let year = FiscalYear(fiscalYear) else {
            throw ValidationError("'\(fiscalYear)' is no fiscal year. Please give one such as R8, 令和8年度 or 2026.")
        }
        return year
    }

    private func groupings() throws -> Set<ReportRequest.Grouping> {
        Set(
            try by.split(separator: ",").map { name in
                guard let grouping = ReportRequest.Grouping(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
                    throw ValidationError("'\(name)' can't be told apart. Please give department, workflow or month.")
                }
                return grouping
            })
    }

    private static func json(_ report: Report) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }
}
