package import Foundation

/// Texts that are read in place of files while an operation runs: a change is checked as a whole before it is written.
package enum DraftTexts {
    /// By the standardized path of the file that each stands in for.
    @TaskLocal static var current: [String: Data] = [:]

    /// Runs `body` as if the file at `url` held `text`.
    package static func reading<Value>(_ text: String, at url: URL, _ body: () throws -> Value) rethrows -> Value {
        var texts = current
        texts[url.standardizedFileURL.path] = Data(text.utf8)
        return try $current.withValue(texts, operation: body)
    }
}
