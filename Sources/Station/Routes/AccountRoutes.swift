internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Paperwork
internal import Storage
internal import Workflows

/// Who may do what.
struct AccountRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        pages.add("accounts", at: "/accounts", for: Tab.accounts.roles, to: router)
        router.get("/api/accounts") { _, context in
            let visitor = try context.signedIn(as: .it)
            return try await Response.json { try list(for: visitor) }
        }
        router.post("/api/accounts") { request, context in
            let visitor = try context.signedIn(as: .it)
            let body = try await request.decode(as: Body.self, context: context)
            return try await Response.json(status: .created) { try add(body, by: visitor) }
        }
        router.post("/api/accounts/:name") { request, context in
            let visitor = try context.signedIn(as: .it)
            let name = try context.parameters.require("name")
            let body = try await request.decode(as: Body.self, context: context)
            return try await Response.json { try change(name, body, by: visitor) }
        }
        router.get("/api/tokens") { _, context in
            let visitor = try context.signedIn()
            return try await Response.json { try tokens(of: visitor) }
        }
        router.post("/api/tokens") { request, context in
            let visitor = try context.signedIn()
            let body = try await request.decode(as: TokenBody.self, context: context)
            return try await Response.json(status: .created) { try makeToken(body, visitor) }
        }
        router.post("/api/tokens/:id/end") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            try await OwnThread.run { try endToken(id, visitor) }
            return Response(status: .noContent)
        }
        router.post("/api/password") { request, context in
            let visitor = try context.signedIn()
            let body = try await request.decode(as: PasswordBody.self, context: context)
            try await OwnThread.run { try changeOwn(body, visitor) }
            return Response(status: .noContent)
        }
    }

    struct Row: Encodable, Sendable {
        var name: String
        var display: String
        var role: String
        var words: String
        var departments: [String]
        var isClosed: Bool

        init(_ account: Account, in language: Language) {
            name = account.name
            display = account.display
            role = account.role.rawValue
            words = account.role.words.text(in: language)
            departments = account.departments
            isClosed = account.isClosed
        }
    }

    struct Answer: Encodable, Sendable {
        var accounts: [Row]
        /// That job files name.
        var departments: [String]
        var roles: [String: String]
    }

    struct TokenRow: Encodable, Sendable {
        /// Names it, and does not give it away.
        var id: String
        var label: String
        var begun: Date
        var ends: Date
        /// Shown once, when it is made.
        var secret: String?
    }

    private struct TokenBody: Decodable, Sendable {
        var label: String
        /// Days that it lasts, 1 to 366.
        var days: Int
    }

    private struct Body: Decodable, Sendable {
        var name: String?
        var display: String
        var role: String
        var departments: [String]
        /// Nil where it stays as it is.
        var password: String?
        var isClosed: Bool?
    }

    private struct PasswordBody: Decodable, Sendable {
        var present: String
        var new: String
    }

    private func list(for visitor: Visitor) throws -> Answer {
        Answer(
            accounts: try station.store.accounts().map { Row($0, in: visitor.language) },
            departments: Set(station.workflows().map(\.department)).sorted(),
            roles: Dictionary(
                uniqueKeysWithValues: Account.Role.allCases.map { ($0.rawValue, $0.words.text(in: visitor.language)) }))
    }

    private func add(_ body: Body, by visitor: Visitor) throws -> Row {
        let account = try account(named: body.name ?? "", body)
        guard let password = body.password else {
            throw Refusal.malformed(Wording(ja: "パスワードが必要です。", en: "a new account needs a password"))
        }
        if let fault = Password.fault(of: password) { throw Refusal.malformed(fault) }
        guard try station.store.add(account, password: password, actor: visitor.account.name) else {
            throw Refusal.malformed(
                Wording(ja: "「\(account.name)」はもう使われています。", en: "the name \(account.name) is taken"))
        }
        return Row(account, in: visitor.language)
    }

    private func change(_ name: String, _ body: Body, by visitor: Visitor) throws -> Row {
        var account = try account(named: name, body)
        account.isClosed = body.isClosed ?? false
        if name == visitor.account.name, account.isClosed || account.role != .it {
            throw Refusal.malformed(
                Wording(
                    ja: "自分の利用を止めたり、自分の役割を外したりはできません。", en: "nobody closes or demotes their own account"))
        }
        let now = station.store.now()
        guard try station.store.change(account, actor: visitor.account.name, now: now) else { throw Refusal.missing }
        if let password = body.password, !password.isEmpty {
            if let fault = Password.fault(of: password) { throw Refusal.malformed(fault) }
            _ = try station.store.setPassword(password, of: name, actor: visitor.account.name, now: now)
        }
        return Row(account, in: visitor.language)
    }

    private func tokens(of visitor: Visitor) throws -> [TokenRow] {
        try station.store.tokens(of: visitor.account.name, now: station.store.now()).map {
            TokenRow(id: String($0.digest.prefix(16)), label: $0.label, begun: $0.begun, ends: $0.ends)
        }
    }

    /// A token can't make others: who finds one does not keep it for ever.
    private func makeToken(_ body: TokenBody, _ visitor: Visitor) throws -> TokenRow {
        guard visitor.session.kind == .browser else { throw Refusal.role }
        let label = body.label.oneLine.trimmingCharacters(in: .whitespaces)
        guard !label.isEmpty, label.count <= 60, (1...366).contains(body.days) else {
            throw Refusal.malformed(
                Wording(
                    ja: "トークンには60文字までの名前と、1～366日の期限が要ります。",
                    en: "a token has a label of up to 60 characters, and lasts 1 to 366 days"))
        }
        let now = station.store.now()
        let seconds = Double(body.days) * 86400
        let secret = try station.store.beginSession(
            of: visitor.account.name, kind: .token, label: label, seconds: seconds, now: now)
        return TokenRow(
            id: String(SHA256.hex(secret.utf8).prefix(16)), label: label, begun: now,
            ends: now.addingTimeInterval(seconds), secret: secret)
    }

    private func endToken(_ id: String, _ visitor: Visitor) throws {
        let now = station.store.now()
        guard
            let token = try station.store.tokens(of: visitor.account.name, now: now)
                .first(where: { $0.digest.prefix(16) == id })
        else { throw Refusal.missing }
        try station.store.endSession(token, now: now)
    }

    private func changeOwn(_ body: PasswordBody, _ visitor: Visitor) throws {
        let store = station.store
        guard
            case .welcome = try store.signIn(
                name: visitor.account.name, password: body.present, now: store.now())
        else {
            throw Refusal.malformed(Wording(ja: "今のパスワードが違います。", en: "the present password is wrong"))
        }
        if let fault = Password.fault(of: body.new) { throw Refusal.malformed(fault) }
        _ = try store.setPassword(
            body.new, of: visitor.account.name, actor: visitor.account.name, now: store.now())
    }

    private func account(named name: String, _ body: Body) throws(Refusal) -> Account {
        guard Account.isName(name) else {
            throw .malformed(
                Wording(
                    ja: "利用者名は英小文字・数字・. - _ で40文字までです。",
                    en: "a name has up to 40 lower-case letters, digits, dots, hyphens and underscores"))
        }
        guard let role = Account.Role(rawValue: body.role) else {
            throw .malformed(Wording(ja: "役割を選んでください。", en: "choose a role"))
        }
        let display = body.display.oneLine.trimmingCharacters(in: .whitespaces)
        return Account(
            name: name, display: display.isEmpty ? name : String(display.prefix(40)), role: role,
            departments: body.departments, created: station.store.now())
    }
}
