import Foundation
import Testing
import WebDriver

/// One browser for all tests that don't disturb it; they take turns. Where it has stopped answering, the next test gets
/// another.
actor Shown {
    private static let shared = Shown()
    private var browser: Browser?

    /// The shared browser at a page of this body.
    static func page(_ body: String, title: String = "試験", script: String = "") async throws -> Browser {
        let html = """
            <!doctype html><html lang="ja"><meta charset="utf-8"><title>\(title)</title>
            <link rel="icon" href="data:,"><body>\(body)<script>\(script)</script></body></html>
            """
        return try await at("data:text/html;charset=utf-8;base64,\(Data(html.utf8).base64EncodedString())")
    }

    static func at(_ address: String) async throws -> Browser { try await shared.opened(address) }

    private func opened(_ address: String) async throws -> Browser {
        if let browser {
            do {
                try await browser.open(address)
                return browser
            } catch {
                self.browser = nil
                await browser.close()
            }
        }
        let fresh = try await Browser.start()
        browser = fresh
        try await fresh.open(address)
        return fresh
    }
}

/// The failure that something ends in.
func failure(
    _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> BrowserFailure {
    do {
        try await body()
    } catch let failure as BrowserFailure {
        return failure
    }
    Issue.record("it did not fail", sourceLocation: sourceLocation)
    throw CancellationError()
}
