package import Foundation

/// Texts that are read in place of files while an operation runs: a change is checked as a whole before it is written.
package enum DraftTexts {
    /// By the path, without links, of the file that each stands in for.
    @TaskLocal static var current: [String: Data] = [:]

    /// The text that stands in for the file at `url`, if any.
    static func text(at url: URL) -> Data? {
        current.isEmpty ? nil : current[url.resolvingSymlinksInPath().path]
    }

    /// Runs `body` as if the file at `url` held `text`.
    package static func reading<Value>(_ text: String, at url: URL, _ body: () throws -> Value) rethrows -> Value {
        var texts = current
        texts[url.resolvingSymlinksInPath().path] = Data(text.utf8)
        return try $current.withValue(texts, operation: body)
    }
}
