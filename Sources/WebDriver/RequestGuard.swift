internal import Dispatch
internal import Foundation
internal import Synchronization

/// Holds what a browser is about to send, until it is told to let it go: `network.addIntercept` of WebDriver BiDi
/// (https://www.w3.org/TR/webdriver-bidi/).
///
/// ```swift
/// let held = try await RequestGuard.start(browser)
/// try await held.arm()
/// try held.click(button)
/// // … `next()` gives the request: nothing has left the browser yet.
/// ```
package final class RequestGuard: Sendable {
    /// Something that happened to a request.
    package enum Event: Sendable, Hashable {
        /// It waits for `release`.
        case held(Request)
        /// The server answered it.
        case answered(id: String, status: Int)
        /// It got no answer: the connection failed, or was closed.
        case failed(id: String, reason: String)
    }

    /// A request that is held.
    package struct Request: Sendable, Hashable {
        /// The browser's name for it; what it is redirected to has the same.
        package var id: String
        package var method: String
        package var address: String
    }

    private let socket: EventSocket
    private let limit: Duration
    private let counter = Mutex(0)
    private let intercept = Mutex<String?>(nil)

    private static let events: JSONValue = [
        "network.beforeRequestSent", "network.responseCompleted", "network.fetchError",
    ]

    private init(_ socket: EventSocket, limit: Duration) {
        self.socket = socket
        self.limit = limit
    }

    deinit { socket.end() }

    /// Listens to a browser that was started with `isGuarded`.
    ///
    /// - Throws: `BrowserFailure`: `driverGone`; `unexpectedAnswer` where the browser has no such events.
    package static func start(_ browser: Browser) async throws(BrowserFailure) -> RequestGuard {
        guard let address = browser.events else { throw BrowserFailure(.unexpectedAnswer, subject: "webSocketUrl") }
        let queue = DispatchQueue(label: "tema.webdriver.events")
        let result = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(
                    returning: Result { () throws(BrowserFailure) in try EventSocket(address) })
            }
        }
        return RequestGuard(try result.get(), limit: browser.options.answerTimeout)
    }

    /// Holds every request from now on.
    package func arm() async throws(BrowserFailure) {
        socket.forget()
        try await command("session.subscribe", ["events": Self.events])
        let answer = try await command("network.addIntercept", ["phases": ["beforeRequestSent"]])
        guard let id = answer["result"]?["intercept"]?.string else {
            throw BrowserFailure(.unexpectedAnswer, subject: "network.addIntercept")
        }
        intercept.withLock { $0 = id }
    }

    /// Holds none any more; what is held still stays so until it is released.
    package func disarm() async throws(BrowserFailure) {
        let id = intercept.withLock { held in
            defer { held = nil }
            return held
        }
        guard let id else { return }
        try await command("network.removeIntercept", ["intercept": .string(id)])
        try await command("session.unsubscribe", ["events": Self.events])
    }

    /// The next that has happened; nil where nothing has.
    ///
    /// - Throws: `BrowserFailure`: `driverGone` once nothing more can come.
    package func next() throws(BrowserFailure) -> Event? {
        while let value = socket.take({ $0["method"] != nil }) {
            if let event = Self.event(value) { return event }
        }
        if socket.isClosed { throw BrowserFailure(.driverGone, subject: "WebDriver BiDi") }
        return nil
    }

    /// Clicks an element without waiting for anything: a driver that waits for a page does not hear that a held request
    /// may go.
    package func click(_ element: Element) throws(BrowserFailure) {
        // The driver's names for elements begin with the frame that they are in.
        let parts = element.reference.split(separator: ".").map(String.init)
        guard parts.count > 2, parts[0] == "f" else {
            throw BrowserFailure(.unexpectedAnswer, subject: element.reference)
        }
        try send(
            "script.callFunction",
            [
                "functionDeclaration": "(element) => { element.click() }", "awaitPromise": false,
                "userActivation": true, "target": ["context": .string(parts[1])],
                "arguments": [["sharedId": .string(element.reference)]],
            ])
    }

    /// Answers the message box of a window with OK, without waiting for what follows.
    ///
    /// - Parameter window: as `Browser.window` gives it.
    package func acceptPrompt(in window: String) throws(BrowserFailure) {
        try send("browsingContext.handleUserPrompt", ["context": .string(window), "accept": true])
    }

    /// Lets a held request go.
    package func release(_ request: Request) async throws(BrowserFailure) {
        try await command("network.continueRequest", ["request": .string(request.id)])
    }

    /// Ends a held request, as if the connection had failed: it never leaves the browser.
    package func drop(_ request: Request) async throws(BrowserFailure) {
        try await command("network.failRequest", ["request": .string(request.id)])
    }

    private static func event(_ value: JSONValue) -> Event? {
        guard let about = value["params"], let request = about["request"], let id = request["request"]?.string else {
            return nil
        }
        switch value["method"]?.string {
        case "network.beforeRequestSent":
            guard about["isBlocked"] == .bool(true) else { return nil }
            return .held(
                Request(
                    id: id, method: request["method"]?.string ?? "", address: request["url"]?.string ?? ""))
        case "network.responseCompleted":
            guard case .number(let status)? = about["response"]?["status"] else { return nil }
            return .answered(id: id, status: Int(status))
        case "network.fetchError":
            return .failed(id: id, reason: about["errorText"]?.string ?? "")
        default: return nil
        }
    }

    @discardableResult
    private func send(_ method: String, _ parameters: [String: JSONValue]) throws(BrowserFailure) -> JSONValue {
        let number = counter.withLock { count in
            count += 1
            return count
        }
        let id = JSONValue.number(Double(number))
        try socket.send(["id": id, "method": .string(method), "params": .object(parameters)])
        return id
    }

    @discardableResult
    private func command(
        _ method: String, _ parameters: [String: JSONValue]
    ) async throws(BrowserFailure) -> JSONValue {
        let id = try send(method, parameters)
        let deadline = ContinuousClock.now + limit
        while true {
            if let answer = socket.take({ $0["id"] == id }) {
                guard answer["type"]?.string != "error" else {
                    throw BrowserFailure(
                        .init(rawValue: answer["error"]?.string ?? "unknown error"), subject: method,
                        detail: answer["message"]?.string ?? "")
                }
                return answer
            }
            if socket.isClosed { throw BrowserFailure(.driverGone, subject: method) }
            guard ContinuousClock.now < deadline else { throw BrowserFailure(.noAnswer, subject: method) }
            do { try await Task.sleep(for: .milliseconds(1)) } catch {
                throw BrowserFailure(.cancelled, subject: method)
            }
        }
    }
}
