internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Paperwork
internal import Storage
internal import Workflows

/// Coming and going.
struct SignInRoutes: Sendable {
    let station: Station
    let pages: Pages

    private struct Form: Decodable {
        var name: String
        var password: String
    }

    func add(to router: Router<StationContext>) {
        router.get("/") { _, _ in Response.redirect(to: "/batches", type: .normal) }
        router.get("/health") { _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "ok\n")))
        }
        router.get("/sign-in") { _, _ in try form() }
        router.post("/sign-in") { request, _ in try await signIn(request) }
        router.post("/api/sign-out") { _, context in try await signOut(try context.signedIn()) }
    }

    private func form(_ message: String = "", name: String = "", status: HTTPResponse.Status = .ok) throws -> Response {
        try pages.page(
            "sign-in", for: nil, language: station.language, ["message": message, "name": name], status: status)
    }

    private func signIn(_ request: Request) async throws -> Response {
        // A form of another site must not sign anyone in.
        if let origin = request.headers[.origin], let host = request.head.authority,
            !origin.hasSuffix("://\(host)")
        {
            throw Refusal.forged
        }
        let body = String(buffer: try await request.body.collect(upTo: 8 << 10))
        guard let form = try? URLEncodedFormDecoder().decode(Form.self, from: body) else {
            return try self.form(Words.text("sign-in-wrong", station.language), status: .badRequest)
        }
        let store = station.store
        let outcome = try await OwnThread.run {
            try store.signIn(name: form.name, password: form.password, now: store.now())
        }
        switch outcome {
        case .welcome(let account):
            let secret = try await OwnThread.run {
                try store.beginSession(of: account.name, seconds: VisitorDoor.sessionSeconds, now: store.now())
            }
            var response = Response.redirect(to: "/", type: .normal)
            response.setCookie(
                Cookie(
                    name: VisitorDoor.cookie, value: secret, path: "/", secure: station.site.station?.tls != nil,
                    httpOnly: true, sameSite: .strict))
            return response
        case .refused:
            return try self.form(
                Words.text("sign-in-wrong", station.language), name: form.name, status: .unauthorized)
        case .locked(let until):
            let seconds = max(1, Int(until.timeIntervalSince(store.now()).rounded(.up)))
            let words = Wording(
                ja: "続けて間違えたため、あと\(seconds)秒はサインインできません。",
                en: "too many wrong passwords: nobody can sign in as this account for \(seconds) seconds")
            return try self.form(words.text(in: station.language), name: form.name, status: .tooManyRequests)
        }
    }

    private func signOut(_ visitor: Visitor) async throws -> Response {
        let store = station.store
        try await OwnThread.run { try store.endSession(visitor.session, now: store.now()) }
        var response = Response(status: .noContent)
        response.setCookie(
            Cookie(name: VisitorDoor.cookie, value: "", maxAge: 0, path: "/", httpOnly: true, sameSite: .strict))
        return response
    }
}
