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
        pages.add("sample", at: "/review/sample", for: Tab.review.roles, under: .review, to: router)
        router.get("/api/sample/next") { request, context in
            let reviewer = try reviewer(context)
            let query = request.uri.queryParameters.get("besides") ?? ""
            let besides = Set(query.split(separator: ",").compactMap { Int($0) })
            return try await Response.json {
                Next(
                    value: try station.desk.nextSample(
                        for: reviewer, workflows: station.workflows(), besides: besides))
            }
        }
        router.post("/api/sample/answer") { request, context in
            let reviewer = try reviewer(context)
            let body = try await request.decode(as: Answer.self, context: context)
            let seconds = body.seconds.isFinite ? min(600, max(0, body.seconds)) : 0
            return try await Response.json {
                Outcome(
                    outcome: try station.desk.answerSample(body.id, text: body.text, seconds: seconds, for: reviewer))
            }
        }
        router.get("/api/workflows/:id/acceptance") { _, context in
            let visitor = try context.signedIn()
            let id = try context.parameters.require("id")
            return try await Response.json {
                try AcceptanceReport(of: try station.workflow(id, for: visitor), in: station.store)
            }
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
