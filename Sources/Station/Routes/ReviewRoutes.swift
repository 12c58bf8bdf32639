internal import Engine
internal import Foundation
internal import Hummingbird
internal import Paperwork
internal import Storage

/// Where clerks settle what waits.
struct ReviewRoutes: Sendable {
    let station: Station
    let pages: Pages

    /// Documents that one person has in hand at once where they look at one thing of each.
    private static let many = 60

    private var desk: ReviewDesk { station.desk }

    func add(to router: Router<StationContext>) {
        pages.add("review", at: "/review", for: Tab.review.roles, to: router)
        for name in ["carpet", "column"] {
            pages.add(name, at: "/review/\(name)", for: Tab.review.roles, under: .review, to: router)
        }
        router.get("/api/review/quality") { _, context in
            let visitor = try context.signedIn()
            let reviewer = Reviewer(visitor.account, language: visitor.language)
            return try await Response.json { try desk.quality(for: reviewer) }
        }
        router.get("/api/review/many") { request, context in
            let reviewer = try reviewer(context)
            let query = request.uri.queryParameters
            let (workflow, batch) = (query.get("workflow"), query.get("batch"))
            return try await Response.json {
                Many(
                    documents: try desk.many(
                        for: reviewer, workflows: station.workflows(), only: workflow, batch: batch, limit: Self.many))
            }
        }
        router.get("/api/review/next") { request, context in
            let reviewer = try reviewer(context)
            let query = request.uri.queryParameters
            let besides = Set((query.get("besides") ?? "").split(separator: ",").map(String.init))
            let (workflow, batch) = (query.get("workflow"), query.get("batch"))
            return try await Response.json {
                Next(
                    document: try desk.next(
                        for: reviewer, workflows: station.workflows(), only: workflow, batch: batch, besides: besides),
                    waiting: try desk.count(
                        for: reviewer, workflows: station.workflows(), only: workflow, batch: batch))
            }
        }
        router.get("/api/review/documents/:id") { _, context in
            let (reviewer, id) = (try reviewer(context), try context.parameters.require("id"))
            return try await Response.json { () throws -> Next in
                guard let view = try desk.open(id, for: reviewer) else { throw LostHold(document: id) }
                return Next(
                    document: view, waiting: try desk.count(for: reviewer, workflows: station.workflows()))
            }
        }
        router.post("/api/review/check") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: CheckBody.self, context: context)
            return try await Response.json { () throws -> Checked in
                guard
                    let checked = try desk.check(body.document, field: body.field, text: body.text, for: reviewer)
                else { throw Refusal.missing }
                return Checked(shown: checked.shown, problem: checked.problem?.text(in: reviewer.language))
            }
        }
        router.post("/api/review/unmask") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: UnmaskBody.self, context: context)
            return try await Response.json { () throws -> ReviewView.FieldView in
                guard let field = try desk.unmask(body.document, field: body.field, for: reviewer) else {
                    throw Refusal.missing
                }
                return field
            }
        }
        router.post("/api/review/settle") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: SettleBody.self, context: context)
            return try await Response.json {
                Settled(
                    try desk.settle(body.hold(of: reviewer), body.entry, for: reviewer), in: reviewer.language)
            }
        }
        router.post("/api/review/waive") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: WaiveBody.self, context: context)
            return try await Response.json {
                Settled(
                    try desk.waive(
                        ReviewHold(document: body.document, account: reviewer.account, token: body.token),
                        rule: body.rule, field: body.field, seconds: body.seconds, for: reviewer),
                    in: reviewer.language)
            }
        }
        router.post("/api/review/choose") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: ChooseBody.self, context: context)
            return try await Response.json {
                Settled(
                    try desk.choose(
                        record: body.key, of: body.register,
                        ReviewHold(document: body.document, account: reviewer.account, token: body.token),
                        seconds: body.seconds, for: reviewer), in: reviewer.language)
            }
        }
        router.post("/api/review/reject") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: RejectBody.self, context: context)
            guard !body.reason.trimmingCharacters(in: .whitespaces).isEmpty else {
                throw Refusal.malformed(Wording(ja: "理由を書いてください。", en: "give a reason"))
            }
            return try await Response.json { () throws -> Settled in
                try desk.reject(
                    ReviewHold(document: body.document, account: reviewer.account, token: body.token),
                    reason: String(body.reason.prefix(200)), seconds: body.seconds, for: reviewer)
                return Settled(.complete, in: reviewer.language)
            }
        }
        router.post("/api/review/hold") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: HoldBody.self, context: context)
            let hold = ReviewHold(document: body.document, account: reviewer.account, token: body.token)
            return try await Response.json { () throws -> [String: Bool] in
                switch body.action {
                case .renew: return ["held": try desk.renew(hold)]
                case .later, .back:
                    try desk.giveBack(hold, putOff: body.action == .later)
                    return ["held": false]
                }
            }
        }
        router.post("/api/review/undo") { _, context in
            let reviewer = try reviewer(context)
            return try await Response.json {
                let undone = try desk.undo(for: reviewer)
                return Undone(document: undone?.view, field: undone?.field)
            }
        }
    }

    /// Which documents they may settle, the desk says for each.
    private func reviewer(_ context: StationContext) throws(Refusal) -> Reviewer {
        let visitor = try context.signedIn(as: .clerk, .manager)
        return Reviewer(visitor.account, language: visitor.language)
    }
}

private struct Many: Encodable {
    var documents: [ReviewView]
}

private struct Next: Encodable {
    /// Nil where none waits.
    var document: ReviewView?
    var waiting: Int
}

private struct Checked: Encodable {
    var shown: String
    var problem: String?
}

private struct Undone: Encodable {
    var document: ReviewView?
    var field: String?
}

private struct Settled: Encodable {
    /// `open`, `complete`, `waits` or `contradicted`.
    var outcome: String
    var document: ReviewView?
    var problem: String?

    init(_ settlement: Settlement, in language: Language) {
        switch settlement {
        case .open(let view): (outcome, document) = ("open", view)
        case .complete: outcome = "complete"
        case .waitsForAnother: outcome = "waits"
        case .contradicted(let words): (outcome, problem) = ("contradicted", words.text(in: language))
        }
    }
}

private struct CheckBody: Decodable {
    var document: String
    var field: String
    var text: String
}

private struct UnmaskBody: Decodable {
    var document: String
    var field: String
}

private struct SettleBody: Decodable {
    var document: String
    var token: String
    var field: String
    /// Nil where the value is right as it stands.
    var text: String?
    var force: Bool
    var seconds: Double
    var mode: String

    func hold(of reviewer: Reviewer) -> ReviewHold {
        ReviewHold(document: document, account: reviewer.account, token: token)
    }

    var entry: ReviewDesk.Entry {
        ReviewDesk.Entry(
            field: field, text: text, force: force, seconds: seconds.credible,
            mode: ["document", "carpet", "column"].contains(mode) ? mode : "document")
    }
}

private struct WaiveBody: Decodable {
    var document: String
    var token: String
    var rule: String
    var field: String?
    var seconds: Double
}

private struct ChooseBody: Decodable {
    var document: String
    var token: String
    var register: String
    /// Empty where the register has no record of the person.
    var key: String
    var seconds: Double
}

private struct RejectBody: Decodable {
    var document: String
    var token: String
    var reason: String
    var seconds: Double
}

private struct HoldBody: Decodable {
    enum Action: String, Decodable {
        case renew
        case later
        case back
    }

    var document: String
    var token: String
    var action: Action
}

extension Double {
    /// Seconds that one field can have taken, as a page measures them: what a page says is not believed beyond ten minutes.
    fileprivate var credible: Double { isFinite ? Swift.min(600, Swift.max(0, self)) : 0 }
}
