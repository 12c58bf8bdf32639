package import Foundation

/// A browser without a window on any screen, with a profile of its own, led over W3C WebDriver
/// (https://www.w3.org/TR/webdriver2/).
///
/// It does one thing at a time. Every call ends: with its answer, or with a `BrowserFailure` after the times in its
/// options. The browser, its driver and their folder go when it is closed or released, or when this process ends, however
/// it ends.
///
/// ```swift
/// try await Browser.with { browser in
///     try await browser.open("http://127.0.0.1:8080/")
///     try await browser.find("#name").type("髙橋" + Key.enter)
///     try await browser.waitForElement("table .done")
/// }
/// ```
package final class Browser: Sendable {
    package let options: BrowserOptions
    private let client: DriverClient
    private let session: String
    /// Where its events are heard, as in `ws://127.0.0.1:9515/session/…`; nil where it is not guarded.
    let events: String?

    /// Starts a driver and a browser with an empty page.
    ///
    /// - Throws: `BrowserFailure`: `notInstalled`, `sessionNotCreated`, `driverGone`, `noAnswer`.
    package static func start(_ options: BrowserOptions = BrowserOptions()) async throws(BrowserFailure) -> Browser {
        let path = try DriverProcess.path(of: options.browser)
        let client = try await DriverClient.start(options)
        do {
            let request = SessionRequest(options: options, browser: path, folder: client.process.folder)
            let created = try await client.ask(
                "POST", "/session", request.body, subject: options.browser,
                within: options.answerTimeout * 2, browser: nil, as: SessionRequest.Created.self)
            let browser = Browser(
                client, session: created.sessionId, events: created.capabilities?.webSocketUrl, options: options)
            try await browser.open("about:blank")
            try await browser.fitWindow(to: options.viewport)
            try await browser.setTimeouts()
            return browser
        } catch {
            await client.end()
            throw error
        }
    }

    /// Starts a browser, hands it to `body`, and closes it however that ends.
    package static func with<Value: Sendable>(
        _ options: BrowserOptions = BrowserOptions(), _ body: (Browser) async throws -> Value
    ) async throws -> Value {
        let browser = try await start(options)
        do {
            let value = try await body(browser)
            await browser.close()
            return value
        } catch {
            await browser.close()
            throw error
        }
    }

    private init(_ client: DriverClient, session: String, events: String?, options: BrowserOptions) {
        self.client = client
        self.session = session
        self.events = events
        self.options = options
    }

    private func setTimeouts() async throws(BrowserFailure) {
        let milliseconds = { (duration: Duration) in JSONValue.number((duration / .milliseconds(1)).rounded(.up)) }
        try await post(
            "timeouts",
            [
                "implicit": 0, "pageLoad": milliseconds(options.pageTimeout),
                "script": milliseconds(options.scriptTimeout),
            ])
    }

    /// Deletes the session and ends driver and browser; their folder is removed. What is asked later fails, and what was
    /// asked and has no answer yet.
    package func close() async {
        if !client.isAsked {
            _ = try? await client.ask(
                "DELETE", "/session/\(session)", nil as JSONValue?, subject: "", within: .seconds(5), browser: nil,
                as: JSONValue.self)
        }
        await client.end()
    }

    /// Where its downloads go.
    package var downloads: URL { client.process.folder.appending(path: SessionRequest.downloads) }

    /// Asks for a value.
    func get<Value: Decodable>(
        _ path: String, subject: String = "", as type: Value.Type = Value.self
    ) async throws(BrowserFailure) -> Value {
        try await ask("GET", path, nil as JSONValue?, subject: subject, as: type)
    }

    /// Asks for something to be done, and for its result.
    @discardableResult
    func post<Value: Decodable>(
        _ path: String, _ body: some Encodable & Sendable, subject: String = "", as type: Value.Type = JSONValue.self
    ) async throws(BrowserFailure) -> Value {
        try await ask("POST", path, body, subject: subject, as: type)
    }

    func delete(_ path: String, subject: String = "") async throws(BrowserFailure) {
        _ = try await ask("DELETE", path, nil as JSONValue?, subject: subject, as: JSONValue.self)
    }

    private func ask<Value: Decodable>(
        _ method: String, _ path: String, _ body: (some Encodable & Sendable)?, subject: String, as type: Value.Type
    ) async throws(BrowserFailure) -> Value {
        try await client.ask(
            method, "/session/\(session)/\(path)", body, subject: subject,
            within: options.answerTimeout + max(options.pageTimeout, options.scriptTimeout), browser: self, as: type)
    }
}
