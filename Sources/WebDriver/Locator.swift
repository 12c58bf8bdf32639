/// How an element is found on a page. A string literal is a CSS selector.
package struct Locator: Hashable, Sendable, Encodable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The strategy's name in W3C WebDriver.
    package var using: String
    package var value: String

    package static func css(_ selector: String) -> Locator { Locator(using: "css selector", value: selector) }

    package static func xpath(_ expression: String) -> Locator { Locator(using: "xpath", value: expression) }

    /// A link by its whole text as shown.
    package static func link(_ text: String) -> Locator { Locator(using: "link text", value: text) }

    package init(stringLiteral selector: String) { self = .css(selector) }

    private init(using: String, value: String) {
        self.using = using
        self.value = value
    }

    package var description: String { "'\(value)'" }
}
