extension Browser {
    private static let nothing: [String: JSONValue] = [:]

    /// Goes to an address and waits until its page has loaded.
    ///
    /// - Throws: `BrowserFailure`: `timeout`, `insecureCertificate`, `unknownError` where no server answers.
    package func open(_ address: String) async throws(BrowserFailure) {
        try await post("url", ["url": JSONValue.string(address)], subject: address)
    }

    /// The address that it is at.
    package var url: String { get async throws(BrowserFailure) { try await get("url") } }

    package var title: String { get async throws(BrowserFailure) { try await get("title") } }

    /// The page as it stands, as HTML.
    package var source: String { get async throws(BrowserFailure) { try await get("source") } }

    package func back() async throws(BrowserFailure) { try await post("back", Self.nothing) }

    package func forward() async throws(BrowserFailure) { try await post("forward", Self.nothing) }

    package func refresh() async throws(BrowserFailure) { try await post("refresh", Self.nothing) }

    /// The first element of the page.
    ///
    /// - Throws: `BrowserFailure`: `noSuchElement`, `invalidSelector`.
    package func find(_ locator: Locator) async throws(BrowserFailure) -> Element {
        let found = try await post("element", locator, subject: "\(locator)", as: ElementReference.self)
        return Element(found, in: self, subject: "\(locator)")
    }

    /// All elements of the page; none where there are none.
    ///
    /// - Throws: `BrowserFailure`: `invalidSelector`.
    package func findAll(_ locator: Locator) async throws(BrowserFailure) -> [Element] {
        let found = try await post("elements", locator, subject: "\(locator)", as: [ElementReference].self)
        return found.map { Element($0, in: self, subject: "\(locator)") }
    }

    /// The element that keys go to.
    package var focused: Element {
        get async throws(BrowserFailure) {
            Element(try await get("element/active"), in: self, subject: "the focused element")
        }
    }

    // MARK: Message boxes

    /// What an open message box (`alert`, `confirm`, `prompt`) says.
    ///
    /// - Throws: `BrowserFailure`: `noSuchAlert`.
    package var alertText: String { get async throws(BrowserFailure) { try await get("alert/text") } }

    /// Answers a message box with OK.
    ///
    /// - Parameter text: what is typed into a `prompt` before.
    package func acceptAlert(typing text: String? = nil) async throws(BrowserFailure) {
        if let text { try await post("alert/text", ["text": JSONValue.string(text)]) }
        try await post("alert/accept", Self.nothing)
    }

    /// Answers a message box with Cancel.
    package func dismissAlert() async throws(BrowserFailure) { try await post("alert/dismiss", Self.nothing) }
}
