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

/// The plan's indicators: what they came to, and the yearly progress report.
struct PlanRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        router.get("/plan") { _, context in
            let visitor = try context.signedIn()
            return try pages.page("plan", for: visitor, language: visitor.language, under: .time)
        }
        router.get("/api/plan") { request, context in
            let visitor = try context.signedIn()
            let year = request.uri.queryParameters.get("year")
            return try Response.json(try await OwnThread.run { try answer(year, for: visitor) })
        }
        router.post("/api/plan") { request, context in
            let visitor = try context.signedIn(as: .manager)
            let body = try await request.decode(as: Body.self, context: context)
            return try Response.json(try await OwnThread.run { try note(body, by: visitor) })
        }
        router.get("/api/plan.csv") { request, context in
            let visitor = try context.signedIn()
            let year = request.uri.queryParameters.get("year")
            let (progress, _) = try await OwnThread.run { try made(year, for: visitor) }
            let text = "\u{FEFF}" + progress.csv(in: visitor.language)
            return Self.file(Data(text.utf8), "text/csv; charset=utf-8", "tema-plan-\(progress.year).csv")
        }
        router.get("/api/plan.pdf") { request, context in
            let visitor = try context.signedIn()
            let year = request.uri.queryParameters.get("year")
            let (progress, wanted) = try await OwnThread.run { try made(year, for: visitor) }
            let page = progress.html(in: visitor.language, printed: wanted.asOf)
            return Self.file(
                try await PaperPrinter.pdf(page), "application/pdf", "tema-plan-\(progress.year).pdf")
        }
    }

    struct Body: Decodable, Sendable {
        var year: String
        /// `indicator,value,note` a line.
        var csv: String
    }

    struct Answer: Encodable, Sendable {
        struct Year: Encodable, Sendable {
            var short: String
            var name: String
        }

        var plan: String
        var year: String
        var rows: [PlanProgress.Row]
        var years: [Year]
        var mayChange: Bool
    }

    private func plan() throws -> Plan {
        guard let plan = station.site.plan.flatMap({ PlanReader.read($0).value }) else {
            throw Refusal.malformed(
                Wording(
                    ja: "サイトファイルに plan がありません。情報担当に相談してください。", en: "the site file names no plan: ask IT"))
        }
        return plan
    }

    private func made(_ year: String?, for visitor: Visitor) throws -> (PlanProgress, ReportRequest) {
        let plan = try plan()
        let request = ReportRequest(
            year: year, site: station.site, plan: plan, workflows: [], now: station.store.now())
        guard let request else {
            throw Refusal.malformed(Wording(ja: "年度が読めません。", en: "that is no fiscal year"))
        }
        let progress = PlanProgress(
            plan, report: try TimeReport(station.store).make(request), values: try station.store.indicatorValues(),
            in: visitor.language)
        return (progress, request)
    }

    private func answer(_ year: String?, for visitor: Visitor) throws -> Answer {
        let (progress, request) = try made(year, for: visitor)
        let first = Int(request.asOf.prefix(4)) ?? 0
        let present = request.asOf.dropFirst(5) < "04" ? first - 1 : first
        let years = (-1..<4).map { FiscalYear(startYear: present - $0) }
        return Answer(
            plan: progress.plan, year: progress.year, rows: progress.rows,
            years: years.map { Answer.Year(short: $0.short, name: $0.japanese) },
            mayChange: visitor.account.role == .manager)
    }

    private func note(_ body: Body, by visitor: Visitor) throws -> Answer {
        let (_, request) = try made(body.year, for: visitor)
        let values: [IndicatorValue]
        do {
            values = try IndicatorCSV.values(
                body.csv, plan: try plan(), year: Int(request.from.prefix(4)) ?? 0, actor: visitor.account.name,
                at: station.store.now())
        } catch let trouble as Trouble {
            throw Refusal.malformed(trouble.message)
        }
        try station.store.note(values)
        return try answer(body.year, for: visitor)
    }

    private static func file(_ data: Data, _ type: String, _ name: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .contentDisposition: "attachment; filename=\(name)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
