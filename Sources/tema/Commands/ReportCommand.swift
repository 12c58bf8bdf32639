import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork
import Storage
import TimeLedger
import Workflows

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print the hours saved in a fiscal year, against the plan's target.",
        discussion: """
            The figures are sums of time entries: one per document, its baseline less the human time measured. A document \
            counts once it is done and its export is written; beside the hours stand the documents that came in and wait \
            for a person, with the age of the oldest, and those whose export is held. Workflows that lose come first, with \
            what to do. docs/time-saved.md has the definition.

            EXIT STATUS
              0 printed, 64 the command line is wrong, 74 the store could not be read, or a file not written

            EXAMPLE
              tema report --fiscal-year R8 --by department,workflow --data var/tema
              tema report --format pdf --to hours.pdf
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json, xlsx, html, pdf }

    @Option(help: "The fiscal year, April to March: R8, 令和8年度 or 2026 (default: this one).") var fiscalYear: String?
    @Option(help: "What to tell apart: department, workflow, month, joined by commas.") var by =
        "month,department,workflow"
    @Option(help: "table, csv, json, xlsx, html or pdf.") var format: Format = .table
    @Flag(help: "Print JSON, as --format json.") var json = false
    @Option(help: "The file for xlsx, html and pdf (default: tema-R8.xlsx and so on).") var to: String?
    @Option(help: "Instead: every entry of that workflow, as CSV.") var documents: String?
    @Option(help: "Instead: write open data and its dictionary into that folder.") var openData: String?
    @Option(help: "Instead: draw that many documents by chance, as a sheet to check (CSV).") var audit: Int?
    @Option(help: "The seed of the draw (default: by chance; it is said).") var seed: UInt64?
    @Option(help: "Note what came of a sheet: sound/checked, as in 29/30; needs --seed and --by-person.")
    var auditResult: String?
    @Option(help: "Who checked the sheet.") var byPerson: String?
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let audit, !(1...10_000).contains(audit) { throw ValidationError("--audit takes 1 to 10000 documents.") }
        if auditResult != nil, seed == nil || byPerson == nil {
            throw ValidationError("--audit-result needs --seed and --by-person.")
        }
    }

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        let groupings = try groupings()
        let plan = try site.plan.map { try PlanReader.read($0).get() }
        let workflows = await OwnThread.run { SiteWorkflows(site).sound() }
        let request = ReportRequest(
            year: fiscalYear, by: groupings, site: site, plan: plan, workflows: workflows, now: Date())
        guard let request else {
            throw ValidationError(
                "'\(fiscalYear ?? "")' is no fiscal year. Please give one such as R8, 令和8年度 or 2026.")
        }
        let dataFolder = dataOptions.dataFolder(of: site)
        if let documents { return try await list(documents, request, dataFolder) }
        if let auditResult { try await note(auditResult, request, dataFolder) }
        if let audit { return try await draw(audit, request, dataFolder) }
        let report = try await OwnThread.run { try TimeReport(dataFolder: dataFolder).make(request) }
        if let openData {
            for file in try OpenData(report).write(to: URL(filePath: openData)) { print(file.relativePath) }
            return
        }
        try await write(report, plan, today: request.asOf)
    }

    private func write(_ report: Report, _ plan: Plan?, today: String) async throws {
        let language = Terminal.language
        let file = to ?? "tema-\(report.fiscalYear).\(format.rawValue)"
        switch json ? .json : format {
        case .table: print(ReportTable(report: report, plan: plan).text(in: language))
        case .csv: print(ReportTable(report: report, plan: plan).csv, terminator: "")
        case .json: print(try Self.json(report))
        case .xlsx:
            try await OwnThread.run { try Workbook(report, in: language).write(to: file) }
            print(file)
        case .html:
            let page = ReportPage(report, plan: plan, in: language, printed: today)
            try Data(page.html.utf8).write(to: URL(filePath: file), options: .atomic)
            print(file)
        case .pdf:
            let page = ReportPage(report, plan: plan, in: language, printed: today)
            try await PaperPrinter.pdf(page.html).write(to: URL(filePath: file), options: .atomic)
            print(file)
        }
    }

    private func list(_ workflow: String, _ request: ReportRequest, _ dataFolder: DataFolder) async throws {
        try await OwnThread.run {
            let store = try Store.existing(dataFolder)
            print(DrillDown.header, terminator: "")
            var after = 0
            while true {
                let lines = try store.ledgerLines(
                    workflow: workflow, from: request.from, to: request.to, after: after)
                guard let last = lines.last else { break }
                print(DrillDown.csv(lines), terminator: "")
                after = last.id
            }
        }
    }

    private func draw(_ count: Int, _ request: ReportRequest, _ dataFolder: DataFolder) async throws {
        let seed = seed ?? UInt64.random(in: 1...999_999)
        let language = Terminal.language
        let sheet = try await OwnThread.run {
            let store = try Store.existing(dataFolder)
            let lines = try store.drawDocuments(from: request.from, to: request.to, count: count, seed: seed)
            return try AuditSheet(lines, from: store).csv(in: language)
        }
        Terminal.say(
            Wording(
                ja: "種 \(seed)。検査が済んだら tema report --audit-result 確かな件数/検査した件数 --seed \(seed) --by-person 名前",
                en:
                    "seed \(seed); when it is checked: tema report --audit-result SOUND/CHECKED --seed \(seed) --by-person NAME"
            ).said)
        print(sheet, terminator: "")
    }

    private func note(_ text: String, _ request: ReportRequest, _ dataFolder: DataFolder) async throws {
        let parts = text.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 2, parts[1] > 0, (0...parts[1]).contains(parts[0]), let seed, let byPerson,
            let year = Int(request.from.prefix(4))
        else { throw ValidationError("'\(text)' is no result. Please give sound/checked, as in 29/30.") }
        try await OwnThread.run {
            let store = try Store.existing(dataFolder)
            try store.note(
                SampleResult(
                    fiscalYear: year, seed: seed, checked: parts[1], sound: parts[0], actor: byPerson, at: store.now()))
        }
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
