internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Paperwork
internal import Storage

/// Finds out who asks, and lets nothing be changed that does not come from a page of the station itself.
struct VisitorDoor: RouterMiddleware {
    typealias Context = StationContext

    static let cookie = "tema_session"
    /// A session ends after twelve hours, and when nobody used it for one.
    static let sessionSeconds: Double = 12 * 3600
    static let idleSeconds: Double = 3600

    let store: Store
    let language: Language

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        let bearer = request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        if let secret = bearer ?? request.cookies[Self.cookie]?.value, secret.utf8.count == 64 {
            let store = store
            let session = try await OwnThread.run {
                try store.session(secret: secret, idleSeconds: Self.idleSeconds, now: store.now())
            }
            if let session, (session.kind == .token) == (bearer != nil) {
                context.visitor = Visitor(
                    session: session, language: session.account.language ?? language,
                    proof: SHA256.hex("proof \(secret)".utf8))
            }
        }
        do {
            // Signing in looks itself where it comes from: someone else may be signed in still.
            if request.method != .get, request.method != .head, request.uri.path != "/sign-in", bearer == nil,
                let visitor = context.visitor,
                request.headers[.stationProof] != visitor.proof
            {
                throw Refusal.forged
            }
            return try await next(request, context)
        } catch let refusal as Refusal where refusal == .role || refusal == .forged {
            if let visitor = context.visitor { try await note(request, by: visitor) }
            throw refusal
        }
    }

    /// Who asks for what is not theirs, or with a page that is none of the station's, is written down.
    private func note(_ request: Request, by visitor: Visitor) async throws {
        let store = store
        let path = String(request.uri.path.prefix(200)).oneLine
        try await OwnThread.run {
            try store.recordInPlace(
                .accessRefused, actor: visitor.account.name, detail: ["path": path], now: store.now())
        }
    }
}

extension HTTPField.Name {
    static let stationProof = HTTPField.Name("X-Tema-Proof")!
}
