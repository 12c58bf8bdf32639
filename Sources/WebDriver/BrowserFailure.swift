package import Paperwork

/// What a browser, or the driver that leads it, could not do.
package struct BrowserFailure: Error, Hashable, Sendable {
    /// An error code of W3C WebDriver (https://www.w3.org/TR/webdriver2/#errors), or one of this client's own.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package var rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package var code: Code
    /// What is wrong.
    package var message: Wording
    /// What to do.
    package var remedy: Wording?
    /// What it was about: a selector, a script, an address; empty where nothing was named.
    package var subject: String
    /// The driver's or the system's own words, one line; may be empty.
    package var detail: String

    /// - Parameter detail: as the driver gave it; its first line is kept.
    package init(_ code: Code, subject: String = "", detail: String = "") {
        self.code = code
        self.subject = subject
        let line = detail.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        self.detail = line.hasPrefix(code.rawValue + ": ") ? String(line.dropFirst(code.rawValue.count + 2)) : line
        (message, remedy) = Self.wording(code, subject: Self.shortened(subject))
    }

    /// A script or a `data:` address may fill a screen.
    private static func shortened(_ subject: String) -> String {
        subject.count > 200 ? subject.prefix(199) + "…" : subject
    }

    /// What is wrong, what the driver said, and on a second line what to do.
    package func text(in language: Language) -> String {
        let said = detail.isEmpty ? "" : " (\(detail))"
        let remedy = remedy.map { "\n  → \($0.text(in: language))" } ?? ""
        return message.text(in: language) + said + remedy
    }
}

extension BrowserFailure: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(text(in: .en))" }
}

extension BrowserFailure.Code {
    package static let elementClickIntercepted = Self(rawValue: "element click intercepted")
    package static let elementNotInteractable = Self(rawValue: "element not interactable")
    package static let insecureCertificate = Self(rawValue: "insecure certificate")
    package static let invalidArgument = Self(rawValue: "invalid argument")
    package static let invalidCookieDomain = Self(rawValue: "invalid cookie domain")
    package static let invalidElementState = Self(rawValue: "invalid element state")
    package static let invalidSelector = Self(rawValue: "invalid selector")
    /// The browser has gone, or was closed.
    package static let invalidSessionID = Self(rawValue: "invalid session id")
    package static let javaScriptError = Self(rawValue: "javascript error")
    package static let moveTargetOutOfBounds = Self(rawValue: "move target out of bounds")
    package static let noSuchAlert = Self(rawValue: "no such alert")
    package static let noSuchCookie = Self(rawValue: "no such cookie")
    package static let noSuchElement = Self(rawValue: "no such element")
    package static let noSuchFrame = Self(rawValue: "no such frame")
    package static let noSuchWindow = Self(rawValue: "no such window")
    package static let scriptTimeout = Self(rawValue: "script timeout")
    package static let sessionNotCreated = Self(rawValue: "session not created")
    package static let staleElementReference = Self(rawValue: "stale element reference")
    /// A page did not load in time, or what was waited for did not come.
    package static let timeout = Self(rawValue: "timeout")
    package static let unableToSetCookie = Self(rawValue: "unable to set cookie")
    package static let unexpectedAlertOpen = Self(rawValue: "unexpected alert open")
    package static let unknownError = Self(rawValue: "unknown error")

    // This client's own.

    /// The driver or the browser is not on this machine.
    package static let notInstalled = Self(rawValue: "not installed")
    /// The driver did not start, or has ended.
    package static let driverGone = Self(rawValue: "driver gone")
    /// The driver did not answer in time.
    package static let noAnswer = Self(rawValue: "no answer")
    /// The answer is not what was asked for.
    package static let unexpectedAnswer = Self(rawValue: "unexpected answer")
    /// The task that asked was cancelled.
    package static let cancelled = Self(rawValue: "cancelled")
}
