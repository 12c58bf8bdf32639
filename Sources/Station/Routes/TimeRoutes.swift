internal import Delivery
internal import Engine
internal import Foundation
internal import Hummingbird
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
        pages.add("time", at: "/time", to: router)
        router.get("/api/time") { request, context in
            let (visitor, year) = (try context.signedIn(), request.year)
            return try await Response.json { try report(year, for: visitor) }
        }
        router.get("/api/time.csv") { request, context in
            let report = try await answer(request, try context.signedIn()).report
            return Response.csv(ReportTable(report: report, plan: nil).csv, named: "tema-\(report.fiscalYear).csv")
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
            return Response.file(
                data, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                named: "tema-\(answer.report.fiscalYear).xlsx")
        }
        router.get("/api/time.pdf") { request, context in
            let visitor = try context.signedIn()
            let answer = try await answer(request, visitor)
            let page = ReportPage(answer.report, plan: plan, in: visitor.language, printed: answer.today)
            return Response.file(
                try await PaperPrinter.pdf(page.html), "application/pdf",
                named: "tema-\(answer.report.fiscalYear).pdf")
        }
        router.get("/api/time/open-data.csv") { request, context in
            let report = try await answer(request, try context.signedIn()).report
            return Response.csv(OpenData(report).csv, named: "tema-hours-\(report.fiscalYear).csv", isMarked: false)
        }
        router.get("/api/time/entries") { request, context in
            let visitor = try context.signedIn()
            let query = request.uri.queryParameters
            let workflow = query.get("workflow") ?? ""
            let after = query.get("after").flatMap { Int($0) } ?? 0
            let wanted = try self.request(request.year, for: visitor)
            let span = query.get("month").map { ("\($0)-01", "\($0)-31") } ?? (wanted.from, wanted.to)
            return try await Response.json {
                try station.store.ledgerLines(
                    workflow: workflow, from: span.0, to: span.1, after: after, limit: 200
                ).filter { visitor.account.sees(department: $0.department) }
            }
        }
    }

    private func answer(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let year = request.year
        return try await OwnThread.run { try report(year, for: visitor) }
    }

    private var plan: Plan? { station.site.plan.flatMap { PlanReader.read($0).value } }

    struct Answer: Encodable, Sendable {
        var report: Report
        var years: [YearChoice]
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
        return Answer(
            report: report, years: YearChoice.list(4, around: request.asOf), titles: titles, today: request.asOf,
            recommendations: Dictionary(
                report.workflows.map {
                    ($0.workflow, ReportWords.recommendation($0).text(in: visitor.language))
                }
            ) { first, _ in first },
            besides: ReportWords.besides(report).map { $0.text(in: visitor.language) },
            basis: report.forecastBasis.map { ReportWords.basis($0).text(in: visitor.language) })
    }
}
