package import Foundation
package import Paperwork
package import WebDriver

/// Writes a robot's script while a person works in a browser.
///
/// ```swift
/// let recorder = try await RobotRecorder(browser, title: "税務システム", fields: ["name": .text("髙橋")])
/// try await browser.open(address)
/// while try await recorder.take() { … }
/// ```
package final class RobotRecorder {
    private struct Step: Decodable, Hashable, Sendable {
        var kind: String
        var place: [String: PlaceValue]
        var text: String
        /// The page's path.
        var at: String
    }

    private enum PlaceValue: Decodable, Hashable, Sendable {
        case text(String)
        case number(Int)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            self =
                if let number = try? value.decode(Int.self) { .number(number) } else {
                    .text(try value.decode(String.self))
                }
        }
    }

    private struct Taken: Decodable, Sendable {
        var steps: [Step]
        var heading: String
        var address: String
    }

    private let browser: Browser
    private let name: String
    private let title: String
    private let address: URL
    private let fields: [String: FieldValue]
    private var steps: [Step] = []
    private var heading = ""

    /// - Parameters:
    ///   - name: the robot's id.
    ///   - fields: the document that the person works on: what they type of it becomes its fields.
    /// - Throws: `BrowserFailure`.
    package init(_ browser: Browser, name: String, title: String, address: URL, fields: [String: FieldValue])
        async throws
    {
        self.browser = browser
        self.name = name
        self.title = title
        self.address = address
        self.fields = fields
        try await browser.developerTools(
            "Page.addScriptToEvaluateOnNewDocument", ["source": .string(RecorderScripts.listen)])
        try await browser.open(address.absoluteString)
    }

    /// Takes what was done since the last call. False once the person has closed the window.
    package func take() async -> Bool {
        do throws(BrowserFailure) {
            let taken: Taken = try await browser.execute(RecorderScripts.take)
            steps += taken.steps
            heading = taken.heading
            return true
        } catch {
            return !error.isOfBrowser
        }
    }

    /// The steps that were taken so far.
    package var count: Int { steps.count }

    /// The script, as YAML: what was done until a password was sent is the login; the last click is what commits.
    package func script() -> String {
        let all = withoutRepeats
        let secret = all.lastIndex { $0.kind == "secret" }
        let login =
            secret.map { index in
                all[(index + 1)...].firstIndex { $0.kind == "click" }.map { $0 + 1 } ?? index + 1
            } ?? 0
        let last = all.indices.last { $0 >= login && ["click", "accept"].contains(all[$0].kind) }
        var lines = [
            "robot: \(name)", "title: \(Self.quoted(title))", "address: \(address.absoluteString)",
        ]
        if login > 0 {
            lines += ["credentials: \(name)", "", "login:", "  - open: /"]
            lines += all[..<login].map { line($0, isLogin: true, commits: false) }.joined()
        }
        lines += ["", "steps:"]
        if let first = all.dropFirst(login).first { lines.append("  - open: \(Self.quoted(first.at))") }
        for index in all.indices.dropFirst(login) {
            lines += line(all[index], isLogin: false, commits: index == last)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What was typed over is typed once.
    private var withoutRepeats: [Step] {
        steps.reduce(into: []) { result, step in
            if let before = result.last, before.place == step.place, before.kind == step.kind,
                ["type", "secret", "choose"].contains(step.kind)
            {
                result.removeLast()
            }
            result.append(step)
        }
    }

    private func line(_ step: Step, isLogin: Bool, commits: Bool) -> [String] {
        let place = Self.place(step.place)
        let text = Self.quoted(isLogin && step.kind == "type" ? "{secret.user}" : fielded(step.text))
        let line =
            switch step.kind {
            case "type": "  - type: {into: \(place), text: \(text)}"
            case "secret": "  - type: {into: \(place), text: \"{secret.password}\"}"
            case "choose": "  - choose: {from: \(place), option: \(text)}"
            case "upload": "  - upload: {into: \(place), file: \(text)}"
            case "accept", "dismiss": "  - \(step.kind)" + (step.kind == "accept" ? ": \(Self.quoted(step.text))" : "")
            default: "  - \(step.kind): \(place)"
            }
        guard commits else { return [line] }
        return [line, "    commits:", "      done: {text: \(Self.quoted(heading))}"]
    }

    /// The longest field whose value stands in the text, as a script asks for it.
    private func fielded(_ text: String) -> String {
        let known = fields.map { ($0.key, $0.value.plainText) }.filter { !$0.1.isEmpty }
            .sorted { ($0.1.count, $1.0) > ($1.1.count, $0.0) }
        if let whole = known.first(where: { $0.1 == text }) { return "{\(whole.0)}" }
        guard let part = known.first(where: { $0.1.count > 2 && text.contains($0.1) }) else { return text }
        return text.replacing(part.1, with: "{\(part.0)}")
    }

    private static func place(_ place: [String: PlaceValue]) -> String {
        let parts = place.sorted { $0.key < $1.key }.map { key, value in
            switch value {
            case .text(let text): "\(key): \(quoted(text))"
            case .number(let number): "\(key): \(number)"
            }
        }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    /// JSON's strings are YAML's too.
    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
