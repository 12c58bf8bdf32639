/// A line of the browser's console: what scripts print, their uncaught errors, and what could not be loaded or was refused.
package struct ConsoleEntry: Hashable, Sendable, Decodable {
    /// `SEVERE` for errors, `WARNING`, `INFO`, `DEBUG`.
    package var level: String
    package var message: String
    /// `javascript`, `network`, `console-api`, `security` …
    package var source: String?
    /// In milliseconds since 1970.
    package var timestamp: Double

    package var isError: Bool { level == "SEVERE" }
}

extension Browser {
    /// What has come to the console since this was last asked.
    package func newConsoleEntries() async throws(BrowserFailure) -> [ConsoleEntry] {
        try await post("se/log", ["type": JSONValue.string("browser")], as: [ConsoleEntry].self)
    }
}
