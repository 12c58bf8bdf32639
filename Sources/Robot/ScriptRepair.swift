package import Foundation
package import Paperwork

/// A change of a script that may mend it where a page has changed: proposed, and made only when a person accepts it.
package struct ScriptRepair: Sendable, Hashable, Codable {
    /// The script's path.
    package var script: String
    /// The step's line; what is to be changed stands there or soon after.
    package var line: Int
    package var wanted: String
    package var proposed: String

    package init(script: String, line: Int, wanted: String, proposed: String) {
        self.script = script
        self.line = line
        self.wanted = wanted
        self.proposed = proposed
    }

    /// Lines that a step takes at most.
    private static let reach = 6

    /// The line that it changes, as it is and as it would be; nil where the script is another by now.
    package var change: (before: String, after: String)? { changed().map { ($0.before, $0.after) } }

    /// Makes the change.
    ///
    /// - Throws: `Trouble` of kind `file` where the script is another by now, or can't be written.
    package func apply() throws {
        guard let changed = changed() else {
            throw Trouble(
                .file,
                Wording(
                    ja: "手順書がもう変わっていて、「\(wanted)」が\(line)行目にありません。",
                    en: "the script is another by now: '\(wanted)' is not on line \(line)"),
                remedy: Wording(ja: "手順書を直してください。", en: "mend the script by hand"))
        }
        try Data(changed.text.utf8).write(to: URL(filePath: script), options: .atomic)
    }

    private func changed() -> (before: String, after: String, text: String)? {
        guard let text = try? String(contentsOf: URL(filePath: script), encoding: .utf8) else { return nil }
        var lines = text.components(separatedBy: "\n")
        let range = max(0, line - 1)..<min(lines.count, line - 1 + Self.reach)
        guard !range.isEmpty, let index = range.first(where: { lines[$0].contains(wanted) }) else { return nil }
        let before = lines[index]
        // What YAML might take for something else stands in quotes.
        let isPlain = proposed.allSatisfy { $0.isLetter || $0.isNumber || "（）()・ー".contains($0) }
        let isQuoted = before.contains("\"\(wanted)\"") || before.contains("'\(wanted)'")
        let replacement = isPlain || isQuoted ? proposed : "'\(proposed.replacing("'", with: "''"))'"
        lines[index] = before.replacing(wanted, with: replacement, maxReplacements: 1)
        return (before, lines[index], lines.joined(separator: "\n"))
    }
}
