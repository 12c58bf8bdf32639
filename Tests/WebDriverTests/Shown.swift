import Foundation
import Testing
import WebDriver

/// One browser for all tests that don't disturb it; they take turns.
enum Shown {
    private static let browser = Task { try await Browser.start() }

    /// The shared browser at a page of this body.
    static func page(_ body: String, title: String = "試験", script: String = "") async throws -> Browser {
        let browser = try await browser.value
        let html = """
            <!doctype html><html lang="ja"><meta charset="utf-8"><title>\(title)</title>
            <link rel="icon" href="data:,"><body>\(body)<script>\(script)</script></body></html>
            """
        let coded = Data(html.utf8).base64EncodedString()
        try await browser.open("data:text/html;charset=utf-8;base64,\(coded)")
        return browser
    }

    static func at(_ address: String) async throws -> Browser {
        let browser = try await browser.value
        try await browser.open(address)
        return browser
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
