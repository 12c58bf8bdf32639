/// Keys that aren't characters, as W3C WebDriver writes them (https://www.w3.org/TR/webdriver2/#keyboard-actions).
package enum Key {
    package static let backspace = "\u{E003}"
    package static let tab = "\u{E004}"
    /// The main Enter key.
    package static let enter = "\u{E007}"
    package static let shift = "\u{E008}"
    package static let control = "\u{E009}"
    package static let alt = "\u{E00A}"
    package static let pause = "\u{E00B}"
    package static let escape = "\u{E00C}"
    package static let space = " "
    package static let pageUp = "\u{E00E}"
    package static let pageDown = "\u{E00F}"
    package static let end = "\u{E010}"
    package static let home = "\u{E011}"
    package static let left = "\u{E012}"
    package static let up = "\u{E013}"
    package static let right = "\u{E014}"
    package static let down = "\u{E015}"
    package static let insert = "\u{E016}"
    package static let delete = "\u{E017}"
    package static let meta = "\u{E03D}"

    /// F1 to F12.
    package static func function(_ number: Int) -> String {
        precondition((1...12).contains(number), "a keyboard has F1 to F12")
        return privateUse(0xE030 + UInt32(number))
    }

    /// Of the number pad, 0 to 9.
    package static func pad(_ digit: Int) -> String {
        precondition((0...9).contains(digit), "a number pad has 0 to 9")
        return privateUse(0xE01A + UInt32(digit))
    }

    private static func privateUse(_ code: UInt32) -> String { UnicodeScalar(code).map { String($0) } ?? "" }
}
