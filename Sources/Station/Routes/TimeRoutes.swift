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
            let year = request.uri.queryParameters.get("year")
            let answer = try await OwnThread.run { try report(year, for: visitor) }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/csv; charset=utf-8",
                    .contentDisposition: "attachment; filename=tema-\(answer.report.fiscalYear).csv",
                ], body: ResponseBody(byteBuffer: ByteBuffer(string: "\u{FEFF}" + Self.csv(answer.report))))
        }
    }

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
    }

    /// A manager of some departments sees theirs.
    private func report(_ wanted: String?, for visitor: Visitor) throws -> Answer {
        let now = Calendar.current.dateComponents([.year, .month, .day], from: station.store.now())
        let today = try JapaneseDate(year: now.year ?? 0, month: now.month ?? 0, day: now.day ?? 0)
        let present = FiscalYear(of: today)
        guard let year = wanted.map({ FiscalYear($0) }) ?? present else {
            throw Refusal.malformed(Wording(ja: "年度が読めません。", en: "that is no fiscal year"))
        }
        let plan = station.site.plan.flatMap { PlanReader.read($0).value }
        let request = ReportRequest(
            fiscalYear: year.short, from: year.firstDay.iso, to: year.lastDay.iso, asOf: today.iso, plan: plan)
        var report = try TimeReport(dataFolder: station.dataFolder).make(request)
        if !visitor.account.departments.isEmpty {
            report.rows = report.rows.filter { visitor.account.sees(department: $0.department ?? "") }
        }
        let titles = Dictionary(station.workflows().map { ($0.id, $0.title) }) { first, _ in first }
        let years = [present, FiscalYear(startYear: present.startYear - 1)].map {
            Answer.Year(short: $0.short, name: $0.japanese)
        }
        return Answer(report: report, years: years, titles: titles, today: today.iso)
    }

    private static func csv(_ report: Report) -> String {
        CSVFile.text(
            rows: report.rows.map { row in
                [
                    row.month ?? "", row.department ?? "", row.workflow ?? "", String(row.documents),
                    hours(row.baselineSeconds), hours(row.humanSeconds), hours(row.overheadSeconds),
                    hours(row.netSeconds), String(format: "%.4f", row.straightThrough),
                    String(row.waitingDocuments), String(row.uncountedDocuments),
                ]
            },
            header: [
                "month", "department", "workflow", "documents", "baseline_hours", "human_hours", "overhead_hours",
                "net_hours", "straight_through", "waiting_documents", "uncounted_documents",
            ])
    }

    private static func hours(_ seconds: Double) -> String { String(format: "%.4f", seconds / 3600) }
}
