internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// Where people look at values that passed all the same, and where what passes on what grounds is shown.
struct SampleRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        router.get("/review/sample") { _, context in
            let visitor = try context.signedIn(as: .clerk, .manager)
            return try pages.page("sample", for: visitor, language: visitor.language, under: .review)
        }
        router.get("/api/sample/next") { request, context in
            let reviewer = try reviewer(context)
            let query = request.uri.queryParameters.get("besides") ?? ""
            let besides = Set(query.split(separator: ",").compactMap { Int($0) })
            return try Response.json(
                try await OwnThread.run {
                    Next(
                        value: try station.desk.nextSample(
                            for: reviewer, workflows: station.workflows(), besides: besides))
                })
        }
        router.post("/api/sample/answer") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: Answer.self, context: context)
            let seconds = body.seconds.isFinite ? min(600, max(0, body.seconds)) : 0
            return try Response.json(
                try await OwnThread.run {
                    Outcome(
                        outcome: try station.desk.answerSample(
                            body.id, text: body.text, seconds: seconds, for: reviewer))
                })
        }
        router.get("/api/workflows/:id/acceptance") { _, context in
            let visitor = try context.signedIn()
            let id = try context.parameters.require("id")
            guard let workflow = station.workflows().first(where: { $0.id == id }),
                visitor.account.sees(department: workflow.department)
            else { throw Refusal.missing }
            return try Response.json(
                try await OwnThread.run { try AcceptanceReport(of: workflow, in: station.store) })
        }
    }

    private func reviewer(_ context: StationContext) throws(Refusal) -> Reviewer {
        let visitor = try context.signedIn(as: .clerk, .manager)
        return Reviewer(visitor.account, language: visitor.language)
    }
}

private struct Next: Encodable {
    /// Nil where none waits.
    var value: SampleView?
}

private struct Answer: Decodable {
    var id: Int
    var text: String
    var seconds: Double
}

private struct Outcome: Encodable {
    var outcome: SampleEnd
}
