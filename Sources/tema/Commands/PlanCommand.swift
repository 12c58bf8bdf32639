import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Storage
import TimeLedger
import Workflows

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "The plan's indicators: note their values, and print the yearly progress report.",
        discussion: """
            Values come as CSV: indicator,value,note, with the ids of the plan file. Hours come from the time ledger.

            EXIT STATUS
              0 done, 64 the command line is wrong, 65 the site has no plan, 74 a line of the CSV is wrong, or the store is away

            EXAMPLE
              tema plan --fiscal-year R8 --import values.csv --by 山田
              tema plan --fiscal-year R8 --format pdf --to progress.pdf
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, html, pdf, json }

    @Option(help: "The fiscal year: R8, 令和8年度 or 2026 (default: this one).") var fiscalYear: String?
    @Option(help: "csv, html, pdf or json.") var format: Format = .csv
    @Option(help: "The file for html and pdf (default: tema-plan-R8.html and so on).") var to: String?
    @Option(name: .customLong("import"), help: "A CSV file with values to note first.") var values: String?
    @Option(help: "Who notes them.") var by: String?
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        guard let plan = try site.plan.map({ try PlanReader.read($0).get() }) else {
            throw Trouble(
                .definition, Wording(ja: "サイトファイルに plan がありません。", en: "the site file names no plan"),
                remedy: Wording(ja: "plan: seeds/plan.yml のように書いてください。", en: "write it as in plan: seeds/plan.yml"))
        }
        let workflows = await OwnThread.run { SiteWorkflows(site).sound() }
        guard let request = ReportRequest(year: fiscalYear, site: site, plan: plan, workflows: workflows, now: Date()),
            let year = Int(request.from.prefix(4))
        else { throw ValidationError("'\(fiscalYear ?? "")' is no fiscal year. Please give one such as R8.") }
        let dataFolder = dataOptions.dataFolder(of: site)
        let (values, by, language) = (values, by, Terminal.language)
        let progress = try await OwnThread.run {
            try dataFolder.makeFolders()
            let store = try Store.open(dataFolder)
            if let values {
                let text = try String(contentsOf: URL(filePath: values), encoding: .utf8)
                try store.note(
                    try IndicatorCSV.values(text, plan: plan, year: year, actor: by, at: store.now()))
            }
            return try PlanProgress(plan, request, from: store, in: language)
        }
        let file = to ?? "tema-plan-\(progress.year).\(format.rawValue)"
        let page = progress.html(in: language, printed: request.asOf)
        switch format {
        case .csv: print(progress.csv(in: language), terminator: "")
        case .json: try JSONOutput.print(progress)
        case .html:
            try Data(page.utf8).write(to: URL(filePath: file), options: .atomic)
            print(file)
        case .pdf:
            try await PaperPrinter.pdf(page).write(to: URL(filePath: file), options: .atomic)
            print(file)
        }
    }
}
