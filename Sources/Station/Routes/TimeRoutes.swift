internal import Delivery
internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import JapaneseText
internal import Operations
internal import Paperwork
internal import Storage
internal import TimeLedger
internal import Workflows

/// The hours saved, for managers.
struct TimeRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        router.get("/time") { _, context in
            let visitor = try context.signedIn()
            return try pages.page("time", for: visitor, language: visitor.language)
        }
        router.get("/api/time") { request, context in
            let visitor = try context.signedIn()
            let year = request.uri.queryParameters.get("year")
            return try Response.json(try await OwnThread.run { try report(year, for: visitor) })
        }
        router.get("/api/time.csv") { request, context in
            let visitor = try context.signedIn()
            let answer = try await answer(request, visitor)
            let text = ReportTable(report: answer.report, plan: nil).csv
            return Self.file(
                Data(("\u{FEFF}" + text).utf8), "text/csv; charset=utf-8", "tema-\(answer.report.fiscalYear).csv")
        }
        router.get("/api/time.xlsx") { request, context in
            let visitor = try context.signedIn()
            let answer = try await answer(request, visitor)
            let data = try await OwnThread.run {
                let file = FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString).xlsx")
                defer { try? FileManager.default.removeItem(at: file) }
                try Workbook(answer.report, in: visitor.language).write(to: file.path)
                return try Data(contentsOf: file)
            }
            return Self.file(
                data, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "tema-\(answer.report.fiscalYear).xlsx")
        }
        router.get("/api/time.pdf") { request, context in
            let visitor = try context.signedIn()
            let answer = try await answer(request, visitor)
            let page = ReportPage(answer.report, plan: plan, in: visitor.language, printed: answer.today)
            return Self.file(
                try await PaperPrinter.pdf(page.html), "application/pdf", "tema-\(answer.report.fiscalYear).pdf")
        }
        router.get("/api/time/open-data.csv") { request, context in
            let visitor = try context.signedIn()
            let answer = try await answer(request, visitor)
            return Self.file(
                Data(OpenData(answer.report).csv.utf8), "text/csv; charset=utf-8",
                "tema-hours-\(answer.report.fiscalYear).csv")
        }
        router.get("/api/time/entries") { request, context in
            let visitor = try context.signedIn()
            let query = request.uri.queryParameters
            let workflow = query.get("workflow") ?? ""
            let after = query.get("after").flatMap { Int($0) } ?? 0
            let wanted = try self.request(query.get("year"), for: visitor)
            let span = query.get("month").map { ("\($0)-01", "\($0)-31") } ?? (wanted.from, wanted.to)
            return try Response.json(
                try await OwnThread.run {
                    try station.store.ledgerLines(
                        workflow: workflow, from: span.0, to: span.1, after: after, limit: 200
                    ).filter { visitor.account.sees(department: $0.department) }
                })
        }
    }

    private func answer(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let year = request.uri.queryParameters.get("year")
        return try await OwnThread.run { try report(year, for: visitor) }
    }

    private static func file(_ data: Data, _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\(name)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    private var plan: Plan? { station.site.plan.flatMap { PlanReader.read($0).value } }

    struct Answer: Encodable, Sendable {
        struct Year: Encodable, Sendable {
            var short: String
            var name: String
        }

        var report: Report
        var years: [Year]
        /// Titles of workflows, by their ids.
        var titles: [String: String]
        var today: String
        /// What to do with each workflow, in words.
        var recommendations: [String: String]
        /// What stands beside the hours.
        var besides: [String]
        /// What the forecast comes from, in words.
        var basis: String?
    }

    private func request(_ year: String?, for visitor: Visitor) throws -> ReportRequest {
        let request = ReportRequest(
            year: year, site: station.site, plan: plan, workflows: station.workflows(), now: station.store.now())
        guard var request else {
            throw Refusal.malformed(Wording(ja: "年度が読めません。", en: "that is no fiscal year"))
        }
        request.departments = Set(visitor.account.departments)
        return request
    }

    /// A manager of some departments sees theirs.
    private func report(_ wanted: String?, for visitor: Visitor) throws -> Answer {
        let request = try request(wanted, for: visitor)
        let report = try TimeReport(station.store).make(request)
        let titles = Dictionary(station.workflows().map { ($0.id, $0.title) }) { first, _ in first }
        let present = Int(request.asOf.prefix(4)) ?? 0
        let start = request.asOf.dropFirst(5) < "04" ? present - 1 : present
        let years = (0..<4).map { FiscalYear(startYear: start - $0) }
        return Answer(
            report: report, years: years.map { Answer.Year(short: $0.short, name: $0.japanese) }, titles: titles,
            today: request.asOf,
            recommendations: Dictionary(
                report.workflows.map {
                    ($0.workflow, ReportWords.recommendation($0).text(in: visitor.language))
                }
            ) { first, _ in first },
            besides: ReportWords.besides(report).map { $0.text(in: visitor.language) },
            basis: report.forecastBasis.map { ReportWords.basis($0).text(in: visitor.language) })
    }
}
