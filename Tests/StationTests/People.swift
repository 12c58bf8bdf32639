import Foundation
import FoundationNetworking
import Paperwork
import SQLAccess
import Slips
import StationRuns
import Storage
import Testing
import WebDriver

/// The fictional people of a station's tests, one of each role, and one of another department.
struct People {
    static let password = "correct horse battery"

    let station: ServedStation

    /// Gives them their accounts.
    init(_ station: ServedStation) throws {
        self.station = station
        let store = try station.store
        for (name, role, departments) in [
            ("clerk", Account.Role.clerk, ["福祉課"]), ("second", .clerk, []), ("other", .clerk, ["税務課"]), ("it", .it, []),
            ("manager", .manager, []), ("auditor", .auditor, []),
        ] {
            _ = try store.add(
                Account(name: name, display: "試し \(name)", role: role, departments: departments, created: Date()),
                password: Self.password, actor: nil)
        }
    }

    /// Signs in with the keyboard.
    func signIn(_ name: String, _ browser: Browser) async throws {
        try await browser.open(try station.address + "/")
        try await browser.find("input[name=name]").type(name)
        try await browser.find("input[name=password]").type(Self.password + Key.enter)
        _ = try await browser.waitForElement(".bar nav")
    }

    /// Signs in without a browser.
    func client(_ name: String) async throws -> StationClient { try await Self.client(station, name) }

    static func client(_ station: ServedStation, _ name: String) async throws -> StationClient {
        let client = StationClient(address: try station.address)
        let answer = try await client.form(
            "/sign-in", "name=\(name)&password=\(password.replacing(" ", with: "+"))")
        let cookie = try #require(answer.header("Set-Cookie"))
        var signedIn = client
        signedIn.cookie = String(cookie.prefix { $0 != ";" })
        let page = try await signedIn.get("/batches").text
        signedIn.proof = page.firstMatch(of: /name="proof" content="([0-9a-f]{64})"/).map { String($0.1) }
        return signedIn
    }
}

extension ServedStation {
    /// Its store, whichever engine has it.
    var store: Store {
        get throws {
            switch engine {
            case .sqlite: try Store.open(sqliteAt: data.appending(path: "tema.sqlite"))
            case .postgresql(let address): try Store.open(postgresql: address)
            }
        }
    }

    /// Where its store lies, past the store's own rules.
    var database: SQLDatabase {
        get throws {
            switch engine {
            case .sqlite: try SQLDatabase.open(sqliteAt: data.appending(path: "tema.sqlite"))
            case .postgresql(let address): try SQLDatabase.open(postgresql: address)
            }
        }
    }

    private enum Engine {
        case sqlite
        case postgresql(String)
    }

    private var engine: Engine {
        let site = (try? String(contentsOf: folder.file("tema.yml"), encoding: .utf8)) ?? ""
        return site.firstMatch(of: /store: (postgresql:\S+)/).map { .postgresql(String($0.1)) } ?? .sqlite
    }

    /// The rows of its first export, without their heading and quotes; none where there is none yet.
    func exported() throws -> [String] {
        let outbox = data.appending(path: "outbox")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: outbox.path)) ?? []
        guard let file = files.first(where: { $0.hasSuffix(".csv") }) else { return [] }
        return try String(contentsOf: outbox.appending(path: file), encoding: .utf8).split(whereSeparator: \.isNewline)
            .dropFirst().map { String($0).replacing("\"", with: "") }
    }
}

/// Asks a station without a browser.
struct StationClient: Sendable {
    struct Answer: Sendable {
        var status: Int
        var text: String
        var headers: [String: String]

        func header(_ name: String) -> String? { headers[name.lowercased()] }

        /// A value of the JSON object, by its keys; nil where there is none.
        func json(_ path: String...) throws -> Any? {
            var value: Any? = try JSONSerialization.jsonObject(with: Data(text.utf8))
            for key in path { value = (value as? [String: Any])?[key] }
            return value
        }
    }

    let address: String
    var cookie: String?
    var proof: String?
    var token: String?
    /// Sent as `Idempotency-Key`.
    var key: String?

    init(address: String) { self.address = address }

    func get(_ path: String) async throws -> Answer { try await send("GET", path) }

    func post(_ path: String, _ json: [String: any Sendable] = [:]) async throws -> Answer {
        try await send(
            "POST", path, body: try JSONSerialization.data(withJSONObject: json), type: "application/json")
    }

    func post(_ path: String, bytes: Data) async throws -> Answer {
        try await send("POST", path, body: bytes, type: "application/octet-stream")
    }

    func form(_ path: String, _ body: String, origin: String? = nil) async throws -> Answer {
        try await send(
            "POST", path, body: Data(body.utf8), type: "application/x-www-form-urlencoded", origin: origin)
    }

    private func send(
        _ method: String, _ path: String, body: Data? = nil, type: String? = nil, origin: String? = nil
    ) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: address + path)))
        request.httpMethod = method
        request.httpBody = body
        request.httpShouldHandleCookies = false
        if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        if let cookie { request.setValue(cookie, forHTTPHeaderField: "Cookie") }
        if let proof { request.setValue(proof, forHTTPHeaderField: "X-Tema-Proof") }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let key { request.setValue(key, forHTTPHeaderField: "Idempotency-Key") }
        if let origin { request.setValue(origin, forHTTPHeaderField: "Origin") }
        let session = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return Answer(
            status: answer.statusCode, text: String(decoding: data, as: UTF8.self),
            headers: Dictionary(
                answer.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }, uniquingKeysWith: { $1 }))
    }
}

/// A redirection is an answer too.
private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
}
