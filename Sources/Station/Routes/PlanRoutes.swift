internal import Engine
internal import Foundation
internal import Hummingbird
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
        pages.add("plan", at: "/plan", under: .time, to: router)
        router.get("/api/plan") { request, context in
            let (visitor, year) = (try context.signedIn(), request.year)
            return try await Response.json { try answer(year, for: visitor) }
        }
        router.post("/api/plan") { request, context in
            let visitor = try context.signedIn(as: .manager)
            let body = try await request.decode(as: Body.self, context: context)
            return try await Response.json { try note(body, by: visitor) }
        }
        router.get("/api/plan.csv") { request, context in
            let (visitor, year) = (try context.signedIn(), request.year)
            let (progress, _) = try await OwnThread.run { try made(year, for: visitor) }
            return Response.csv(progress.csv(in: visitor.language), named: "tema-plan-\(progress.year).csv")
        }
        router.get("/api/plan.pdf") { request, context in
            let (visitor, year) = (try context.signedIn(), request.year)
            let (progress, wanted) = try await OwnThread.run { try made(year, for: visitor) }
            let page = progress.html(in: visitor.language, printed: wanted.asOf)
            return Response.file(
                try await PaperPrinter.pdf(page), "application/pdf", named: "tema-plan-\(progress.year).pdf")
        }
    }

    struct Body: Decodable, Sendable {
        var year: String
        /// `indicator,value,note` a line.
        var csv: String
    }

    struct Answer: Encodable, Sendable {
        var plan: String
        var year: String
        var rows: [PlanProgress.Row]
        var years: [YearChoice]
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
            year: year, site: station.site, plan: plan, workflows: station.workflows(), now: station.store.now())
        guard let request else {
            throw Refusal.malformed(Wording(ja: "年度が読めません。", en: "that is no fiscal year"))
        }
        let progress = try PlanProgress(
            plan, request, from: station.store, in: visitor.language)
        return (progress, request)
    }

    private func answer(_ year: String?, for visitor: Visitor) throws -> Answer {
        let (progress, request) = try made(year, for: visitor)
        return Answer(
            plan: progress.plan, year: progress.year, rows: progress.rows,
            years: YearChoice.list(5, around: request.asOf, coming: 1),
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
}
