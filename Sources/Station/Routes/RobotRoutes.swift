internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Operations
internal import Paperwork
internal import Storage

/// The robots: where they stand, what they need a person for, and what became of each entry.
struct RobotRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        pages.add("robots", at: "/robots", for: Tab.robots.roles, to: router)
        router.get("/api/robots") { _, context in
            let board = board(try context.signedIn())
            return try await Response.json { try board.listing() }
        }
        router.get("/api/robots/:id/entries") { request, context in
            let board = board(try context.signedIn())
            let id = try context.parameters.require("id")
            let before = request.uri.queryParameters.get("before").flatMap { try? Date($0, strategy: .iso8601) }
            return try await Response.json { try board.older(id, before: before ?? .distantFuture) }
        }
        router.get("/api/robots/:id/expected") { _, context in
            let (board, id) = (board(try context.signedIn()), try context.parameters.require("id"))
            return try await Self.picture { try board.page(\.expected, of: id) }
        }
        router.get("/api/robots/:id/found") { _, context in
            let (board, id) = (board(try context.signedIn()), try context.parameters.require("id"))
            return try await Self.picture { try board.page(\.found, of: id) }
        }
        router.get("/api/entries/:document/:step/picture") { _, context in
            let board = board(try context.signedIn())
            let document = try context.parameters.require("document")
            let step = try context.parameters.require("step", as: Int.self)
            return try await Self.picture {
                guard let path = try board.entry(document, step: step).entry.picture else { throw Refusal.missing }
                return station.dataFolder.pages.url(of: path)
            }
        }
        router.post("/api/robots/:id/open") { _, context in
            let visitor = try context.signedIn(as: .it)
            let id = try context.parameters.require("id")
            return try await Response.json { () throws -> RobotListing in
                let board = try known(id, visitor)
                try board.desk.open(id, by: visitor.account.name)
                return try board.listing()
            }
        }
        router.post("/api/robots/:id/repair") { request, context in
            let visitor = try context.signedIn(as: .it)
            let id = try context.parameters.require("id")
            let seen = try await request.decode(as: RobotDesk.Proposal.self, context: context)
            return try await Response.json { () throws -> RobotListing in
                let board = try known(id, visitor)
                try board.desk.repair(id, as: seen, by: visitor.account.name)
                station.forgetWorkflows()
                return try board.listing()
            }
        }
        router.post("/api/entries/:document/:step/settle") { request, context in
            let visitor = try context.signedIn(as: .clerk, .manager)
            let document = try context.parameters.require("document")
            let step = try context.parameters.require("step", as: Int.self)
            let body = try await request.decode(as: Settling.self, context: context)
            let seconds = body.seconds.isFinite ? min(3600, max(0, body.seconds)) : 0
            return try await Response.json { () throws -> RobotListing in
                let board = board(visitor)
                _ = try board.entry(document, step: step)
                try board.desk.settle(
                    document, isEntered: body.entered, seconds: seconds, by: visitor.account.name)
                return try board.listing()
            }
        }
    }

    private struct Settling: Decodable {
        var entered: Bool
        /// That the person took.
        var seconds: Double
    }

    private func board(_ visitor: Visitor) -> RobotBoard { RobotBoard(station: station, visitor: visitor) }

    /// - Throws: `Refusal.missing` where a robot works for departments that the visitor does not see.
    private func known(_ id: String, _ visitor: Visitor) throws -> RobotBoard {
        let board = board(visitor)
        guard board.seesPages(of: id) else { throw Refusal.missing }
        return board
    }

    private static func picture(_ place: @escaping @Sendable () throws -> URL) async throws -> Response {
        let data = try await OwnThread.run {
            guard let data = try? Data(contentsOf: try place()) else { throw Refusal.missing }
            return data
        }
        return Response(
            status: .ok, headers: [.contentType: "image/png", .cacheControl: "private, no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
