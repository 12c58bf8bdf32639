internal import Foundation
internal import Paperwork
internal import WebDriver
internal import Workflows

/// What a person's eyes and hands do on a page.
struct PageHand {
    let browser: Browser
    let patience: Duration
    /// What the page shows once the system has forgotten the session.
    var signedOut: RobotPlace?

    /// What the driver's script is given for a place.
    struct Spec: Encodable, Sendable {
        var kind: String
        var value: String
        var name: String?
        var part: Int?
    }

    /// One look at a page.
    struct Look: Decodable, Sendable {
        var shown: [Bool]
        var ready: Bool
        var address: String
        var status: Int
    }

    /// What was looked for is not there, or there more than once.
    struct Missing: Error {
        var place: String
        /// How often it is there.
        var count: Int
        /// As the script writes it; nil where no change of that alone would help.
        var wanted: String?
    }

    func spec(_ place: RobotPlace, _ values: RecordValues) throws -> Spec {
        Spec(
            kind: place.kind.rawValue, value: try values.text(place.value),
            name: try place.name.map { try values.text($0) }, part: place.part)
    }

    /// The one element that a place means, once it is there.
    ///
    /// - Throws: `Missing` where there is none in time, or more than one.
    func element(_ place: RobotPlace, _ values: RecordValues) async throws -> Element {
        let found = try await elements(place, values)
        guard found.count == 1 else {
            throw Missing(place: place.words, count: found.count, wanted: place.value.source)
        }
        return found[0]
    }

    /// All elements that a place means, once there is one.
    func elements(_ place: RobotPlace, _ values: RecordValues) async throws -> [Element] {
        let spec = try spec(place, values)
        let deadline = ContinuousClock.now + patience
        for look in 1... {
            if let found = try await present(spec), !found.isEmpty { return found }
            // A page that could not be had never gets what is waited for.
            let isLost = look % 20 == 0 ? try await isErrorPage : false
            if let signedOut, let gone = try await present(try self.spec(signedOut, values)), !gone.isEmpty {
                throw SignedOut()
            }
            guard !isLost, ContinuousClock.now < deadline else {
                throw Missing(place: place.words, count: 0, wanted: place.value.source)
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return []
    }

    /// The browser shows that it could not reach the system.
    private var isErrorPage: Bool {
        get async throws {
            do throws(BrowserFailure) {
                return try await browser.execute(
                    "return location.href.startsWith('chrome-error:') && document.readyState === 'complete'")
            } catch {
                guard !error.isOfBrowser else { throw error }
                return false
            }
        }
    }

    /// What is there now; nil while a page is being replaced.
    private func present(_ spec: Spec) async throws -> [Element]? {
        do throws(BrowserFailure) {
            return try await browser.execute(PageScripts.find, spec, as: [Element].self)
        } catch {
            let passing: [BrowserFailure.Code] = [.javaScriptError, .staleElementReference, .noSuchFrame]
            guard passing.contains(error.code) else { throw error }
            return nil
        }
    }

    /// Which of the places the page shows now.
    func look(_ places: [RobotPlace], _ values: RecordValues) async throws -> Look {
        try await browser.execute(PageScripts.look, try places.map { try spec($0, values) })
    }

    func read(_ place: RobotPlace, _ values: RecordValues) async throws -> String {
        let found = try await elements(place, values)
        // A text that is read may stand in several elements that say the same.
        var texts: [String] = []
        for element in found { texts.append(try await browser.execute(PageScripts.value, element)) }
        guard Set(texts).count == 1 else { throw Missing(place: place.words, count: found.count) }
        return texts[0].trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Types, and looks whether the page took it as it was typed.
    ///
    /// - Returns: what the page has instead, where it has something else.
    func type(_ text: String, isSecret: Bool, into place: RobotPlace, _ values: RecordValues) async throws -> String? {
        let element = try await element(place, values)
        let kind = try await element.attribute("type") ?? ""
        if isSecret { try await browser.execute(PageScripts.mask, element) }
        if ["date", "month", "time", "color", "range"].contains(kind) {
            try await browser.execute(PageScripts.set, element, text)
        } else {
            try await element.clear()
            if !text.isEmpty { try await element.type(text) }
        }
        let taken: String = try await browser.execute(PageScripts.value, element)
        return taken.normal == text.normal ? nil : taken
    }

    func choose(_ option: String, from place: RobotPlace, _ values: RecordValues) async throws {
        let elements = try await elements(place, values)
        let options: [Element] = try await browser.execute(PageScripts.option, elements, option)
        guard options.count == 1 else { throw Missing(place: "\(place.words) → 「\(option)」", count: options.count) }
        try await options[0].click()
    }

    func tick(_ place: RobotPlace, isOn: Bool, _ values: RecordValues) async throws {
        let element = try await element(place, values)
        if try await element.isSelected != isOn { try await element.click() }
    }

    /// The page as PNG; nil where none can be taken.
    func picture() async -> Data? { try? await browser.screenshot() }
}

extension RobotPlace {
    /// As messages name it.
    var words: String {
        let name = name.map { " \($0.source)" } ?? ""
        return kind == .any ? "「\(value.source)」" : "\(kind.rawValue)「\(value.source)」\(name)"
    }
}

extension String {
    /// Line ends as one, and nothing around.
    var normal: String {
        replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
