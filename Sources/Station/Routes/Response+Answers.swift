internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Paperwork
internal import Storage
internal import Workflows

/// What the routes of all pages share.
extension Response {
    /// What `work` gives, as JSON; it may block, and runs on a thread of its own.
    static func json(
        status: HTTPResponse.Status = .ok, of work: @escaping @Sendable () throws -> some Encodable & Sendable
    ) async throws -> Response {
        try json(try await OwnThread.run(work), status: status)
    }

    /// A file that is made as it is asked for.
    static func file(_ data: Data, _ type: String, named name: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .contentDisposition: "attachment; filename=\(name)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// A table as spreadsheets open it: with a mark of its encoding, unless programs are to read it.
    static func csv(_ text: String, named name: String, isMarked: Bool = true) -> Response {
        .file(Data(((isMarked ? "\u{FEFF}" : "") + text).utf8), "text/csv; charset=utf-8", named: name)
    }
}

extension Pages {
    /// Adds the route of a page that gets all it shows by its script.
    ///
    /// - Parameters:
    ///   - roles: who may see it; nil for all who are signed in.
    ///   - tab: the one that it belongs to; nil where that has its name.
    func add(
        _ name: String, at path: RouterPath, for roles: Set<Account.Role>? = nil, under tab: Tab? = nil,
        to router: Router<StationContext>
    ) {
        router.get(path) { _, context in
            let visitor = try context.signedIn()
            guard roles?.contains(visitor.account.role) ?? true else { throw Refusal.role }
            return try page(name, for: visitor, language: visitor.language, under: tab)
        }
    }
}

extension Request {
    /// The fiscal year that is asked for; nil for the present one.
    var year: String? { uri.queryParameters.get("year") }
}

extension Station {
    /// A workflow that the visitor may see.
    ///
    /// - throws: `Refusal.missing` where there is none, or it is of a department that they do not see; that is written down.
    func workflow(_ id: String, for visitor: Visitor) throws -> Workflow {
        guard let workflow = workflows().first(where: { $0.id == id }) else { throw Refusal.missing }
        guard visitor.account.sees(department: workflow.department) else {
            try store.recordInPlace(
                .accessRefused, actor: visitor.account.name, detail: ["workflow": id], now: store.now())
            throw Refusal.missing
        }
        return workflow
    }
}
