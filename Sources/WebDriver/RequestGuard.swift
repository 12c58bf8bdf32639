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
    /// A tab of its own, in which a script runs while a message box is open in the other.
    private let tab = Mutex("")
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
        let socket = try result.get()
        let guarding = RequestGuard(socket, limit: browser.options.answerTimeout)
        let created = try await guarding.command("browsingContext.create", ["type": "tab", "background": true])
        guarding.tab.withLock { $0 = created["result"]?["context"]?.string ?? "" }
        return guarding
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
        try send(
            "script.callFunction",
            [
                "functionDeclaration": "(element) => { element.click() }", "awaitPromise": false,
                "userActivation": true, "target": ["context": .string(try Self.frame(of: element))],
                "arguments": [["sharedId": .string(element.reference)]],
            ])
    }

    /// The frame, or the window, that an element is in: the driver's names for elements begin with it.
    ///
    /// - Throws: `BrowserFailure`: `unexpectedAnswer`.
    package static func frame(of element: Element) throws(BrowserFailure) -> String {
        let parts = element.reference.split(separator: ".").map(String.init)
        guard parts.count > 2, parts[0] == "f" else {
            throw BrowserFailure(.unexpectedAnswer, subject: element.reference)
        }
        return parts[1]
    }

    /// What was asked of a page, and may be answered.
    package struct Question: Sendable {
        fileprivate var id: JSONValue
        fileprivate var since = ContinuousClock.now
    }

    /// Runs a script in a frame without waiting for its result, nor for a page that is on its way.
    ///
    /// - Parameters:
    ///   - script: the body of a function, whose parameter is `arguments[0]`; what it returns is read as JSON.
    ///   - frame: as `frame` gives it, or `Browser.window`.
    package func ask(_ script: String, _ argument: some Encodable, in frame: String) throws(BrowserFailure) -> Question
    {
        guard let data = try? JSONEncoder().encode(argument) else {
            throw BrowserFailure(.invalidArgument, subject: script)
        }
        let function =
            "() => JSON.stringify((function () { \(script)\n }).apply(null, [\(String(decoding: data, as: UTF8.self))]))"
        return Question(
            id: try send(
                "script.callFunction",
                [
                    "functionDeclaration": .string(function), "awaitPromise": false,
                    "target": ["context": .string(frame)],
                ]))
    }

    /// An answered question's result.
    package enum Answer<Value: Sendable>: Sendable {
        case waits
        /// The page was on its way, or the script failed.
        case none
        case value(Value)
    }

    package func answer<Value: Decodable & Sendable>(
        _ question: Question, as type: Value.Type = Value.self
    ) -> Answer<Value> {
        guard let answer = socket.take({ $0["id"] == question.id }) else {
            return ContinuousClock.now - question.since > limit ? .none : .waits
        }
        guard let text = answer["result"]?["result"]?["value"]?.string,
            let value = try? JSONDecoder().decode(type, from: Data(text.utf8))
        else { return .none }
        return .value(value)
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

    /// Lets a held request go, over a connection that nothing went over before.
    ///
    /// Where a connection that was used before ends without an answer, Chromium sends the request again by itself, a form's
    /// `POST` too (`HttpNetworkTransaction::ShouldResendRequest`): the server would see it twice. On a new one it does not.
    ///
    /// - Throws: `BrowserFailure`: then it is still held.
    package func releaseOnce(_ request: Request) async throws(BrowserFailure) {
        let closed = try await command(
            "script.callFunction",
            [
                "functionDeclaration": "() => { chrome.benchmarking.closeConnections(); return 'closed' }",
                "awaitPromise": false, "target": ["context": .string(tab.withLock { $0 })],
            ])
        guard closed["result"]?["result"]?["value"]?.string == "closed" else {
            throw BrowserFailure(.unexpectedAnswer, subject: "chrome.benchmarking.closeConnections")
        }
        try await release(request)
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
