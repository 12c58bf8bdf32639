/// An element of a page. Once the page has let it go, what is asked of it fails with `staleElementReference`.
///
/// It may be an argument and a result of a script.
package struct Element: Sendable {
    let browser: Browser
    /// The driver's name for it.
    package let reference: String
    /// How it was found, for the words of failures.
    let subject: String

    init(_ reference: ElementReference, in browser: Browser, subject: String) {
        self.browser = browser
        self.reference = reference.id
        self.subject = subject
    }

    /// Scrolls it into view and clicks its middle.
    ///
    /// - Throws: `BrowserFailure`: `elementClickIntercepted` where something lies over it, `elementNotInteractable` where
    ///   it is not shown.
    package func click() async throws(BrowserFailure) { try await post("click") }

    /// Empties a field.
    package func clear() async throws(BrowserFailure) { try await post("clear") }

    /// Puts the cursor in it and types, each character as a key; `Key` has those that aren't characters. On a file field
    /// use `upload`.
    package func type(_ text: String) async throws(BrowserFailure) { try await post("value", ["text": .string(text)]) }

    /// Chooses files in a file field (`<input type=file>`).
    ///
    /// - Parameter paths: of files on this machine.
    package func upload(_ paths: String...) async throws(BrowserFailure) {
        try await type(paths.joined(separator: "\n"))
    }

    /// Its text as shown.
    package var text: String { get async throws(BrowserFailure) { try await get("text") } }

    /// As in `input`, in lower case.
    package var tagName: String { get async throws(BrowserFailure) { try await get("name") } }

    /// An attribute as the page's source has it; nil where it has none.
    package func attribute(_ name: String) async throws(BrowserFailure) -> String? {
        try await get("attribute/\(name)")
    }

    /// A property of its object in the page, as in `value`.
    package func property<Value: Decodable>(
        _ name: String, as type: Value.Type = Value.self
    ) async throws(BrowserFailure) -> Value { try await get("property/\(name)") }

    /// The computed value of a CSS property, as in `rgba(0, 0, 0, 1)`.
    package func style(_ name: String) async throws(BrowserFailure) -> String { try await get("css/\(name)") }

    /// Whether a person could see it.
    package var isDisplayed: Bool { get async throws(BrowserFailure) { try await get("displayed") } }

    package var isEnabled: Bool { get async throws(BrowserFailure) { try await get("enabled") } }

    /// Of a checkbox, a radio button or an option.
    package var isSelected: Bool { get async throws(BrowserFailure) { try await get("selected") } }

    /// Where it is on the page, in CSS px.
    package var rect: PageRect { get async throws(BrowserFailure) { try await get("rect") } }

    /// The first that lies within it.
    ///
    /// - Throws: `BrowserFailure`: `noSuchElement`.
    package func find(_ locator: Locator) async throws(BrowserFailure) -> Element {
        let found = try await browser.post(
            "element/\(reference)/element", locator, subject: "\(locator)", as: ElementReference.self)
        return Element(found, in: browser, subject: "\(locator)")
    }

    /// All that lie within it; none where there are none.
    package func findAll(_ locator: Locator) async throws(BrowserFailure) -> [Element] {
        let found = try await browser.post(
            "element/\(reference)/elements", locator, subject: "\(locator)", as: [ElementReference].self)
        return found.map { Element($0, in: browser, subject: "\(locator)") }
    }

    func get<Value: Decodable>(_ path: String) async throws(BrowserFailure) -> Value {
        try await browser.get("element/\(reference)/\(path)", subject: subject)
    }

    private func post(_ path: String, _ body: [String: JSONValue] = [:]) async throws(BrowserFailure) {
        try await browser.post("element/\(reference)/\(path)", body, subject: subject)
    }
}

extension Element: Codable {
    package init(from decoder: any Decoder) throws {
        let reference = try ElementReference(from: decoder)
        guard let browser = decoder.userInfo[DriverClient.browserKey] as? Browser else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "an element comes from a browser only"))
        }
        self.init(reference, in: browser, subject: "an element of a script")
    }

    package func encode(to encoder: any Encoder) throws { try ElementReference(id: reference).encode(to: encoder) }
}

/// An element as the protocol writes it.
struct ElementReference: Codable {
    var id: String

    /// The web element identifier of W3C WebDriver.
    enum CodingKeys: String, CodingKey {
        case id = "element-6066-11e4-a52e-4f735466cecf"
    }
}
