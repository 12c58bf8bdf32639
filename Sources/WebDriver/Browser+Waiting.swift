package import Foundation

extension Browser {
    /// Looks again and again until `probe` gives a value.
    ///
    /// An element that is not there yet or was just replaced, or a script that fails on a page half loaded, means not yet.
    ///
    /// - Parameters:
    ///   - what: in words, for the failure.
    ///   - limit: the options' `pageTimeout` unless given. At least one look is taken.
    /// - Throws: `BrowserFailure`: `timeout` with the page's address in its detail; whatever else `probe` throws.
    package func wait<Value>(
        for what: String, within limit: Duration? = nil, _ probe: () async throws(BrowserFailure) -> Value?
    ) async throws(BrowserFailure) -> Value {
        let deadline = ContinuousClock.now + (limit ?? options.pageTimeout)
        var pause = Duration.milliseconds(5)
        var last: BrowserFailure?
        while true {
            do {
                if let value = try await probe() { return value }
                last = nil
            } catch  where Self.meansNotYet.contains(error.code) {
                last = error
            }
            guard ContinuousClock.now < deadline else { throw await inVain(what, last) }
            do { try await Task.sleep(for: pause) } catch { throw BrowserFailure(.cancelled, subject: what) }
            pause = min(pause * 1.5, .milliseconds(100))
        }
    }

    /// Waits until a script returns something that JavaScript holds for true.
    ///
    /// - Parameter script: an expression, or a function's body with `return`; its parameters are `arguments[0]` and so on.
    package func waitFor(
        _ script: String, _ arguments: any Encodable & Sendable..., within limit: Duration? = nil
    ) async throws(BrowserFailure) {
        let body = script.contains(/\breturn\b/) ? script : "return (\(script))"
        let call = ScriptCall(
            script: "return !!(function () { \(body)\n }).apply(null, arguments)", arguments: arguments)
        _ = try await wait(for: script, within: limit) { () async throws(BrowserFailure) -> Bool? in
            try await post("execute/sync", call, subject: script, as: Bool.self) ? true : nil
        }
    }

    /// Waits until the page has such an element and shows it.
    ///
    /// - Parameter text: what it must hold, where given.
    package func waitForElement(
        _ locator: Locator, containing text: String? = nil, within limit: Duration? = nil
    ) async throws(BrowserFailure) -> Element {
        let what = text.map { "\(locator) with '\($0)'" } ?? "\(locator)"
        return try await wait(for: what, within: limit) { () async throws(BrowserFailure) -> Element? in
            for element in try await findAll(locator) where try await element.isDisplayed {
                guard let text else { return element }
                if try await element.text.contains(text) { return element }
            }
            return nil
        }
    }

    /// Waits until the page has no such element, or shows none.
    package func waitForNo(_ locator: Locator, within limit: Duration? = nil) async throws(BrowserFailure) {
        _ = try await wait(for: "no \(locator)", within: limit) { () async throws(BrowserFailure) -> Bool? in
            for element in try await findAll(locator) where try await element.isDisplayed { return nil }
            return true
        }
    }

    /// Waits until a file of that name, which is not empty, has been downloaded whole.
    package func waitForDownload(
        _ name: String, within limit: Duration? = nil
    ) async throws(BrowserFailure) -> URL {
        let file = downloads.appending(path: name)
        return try await wait(for: "the download '\(name)'", within: limit) { () async throws(BrowserFailure) -> URL? in
            // The browser holds the name with an empty file, writes beside it, and renames at the end.
            let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
            return (size ?? 0) > 0 ? file : nil
        }
    }

    private static let meansNotYet: Set<BrowserFailure.Code> = [
        .noSuchElement, .staleElementReference, .javaScriptError, .noSuchFrame, .noSuchWindow, .noSuchAlert,
        .noSuchCookie,
    ]

    private func inVain(_ what: String, _ last: BrowserFailure?) async -> BrowserFailure {
        let place = (try? await url) ?? ""
        let detail = [place, last.map { "\($0.code.rawValue): \($0.detail)" } ?? ""].filter { !$0.isEmpty }
        return BrowserFailure(.timeout, subject: what, detail: detail.joined(separator: "; "))
    }
}
