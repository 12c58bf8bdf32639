/// Signs that a Japanese keyboard gives in full width where a definition file needs them in half width.
enum LookAlikeSigns {
    /// The sign that is meant, as it is to be typed; nil for any other character.
    static func plain(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFF01 + 0x21).map(String.init)
        default: others[scalar]
        }
    }

    private static let others: [Unicode.Scalar: String] = [
        "\u{3000}": " ", "\u{A0}": " ", "、": ",", "“": "\"", "”": "\"", "‘": "'", "’": "'", "−": "-", "‐": "-",
        "–": "-",
        "—": "-", "≦": "<=", "≧": ">=", "≤": "<=", "≥": ">=", "≠": "<>", "×": "*", "÷": "/",
    ]

    /// Blanks that look like those of an indentation.
    static func isWideBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{3000}" || scalar == "\u{A0}" }

    /// What people type at the beginning of a line instead of the `-` of a list's item.
    static func isWideHyphen(_ scalar: Unicode.Scalar) -> Bool { "－−‐–—ー".unicodeScalars.contains(scalar) }

    /// Quotes that YAML takes for letters.
    static func isCurlyQuote(_ scalar: Unicode.Scalar) -> Bool { "“”‘’＂＇".unicodeScalars.contains(scalar) }

    /// The first sign of a text that looks like a half-width one, in half width.
    static func first(in text: String) -> (sign: Unicode.Scalar, plain: String)? {
        for scalar in text.unicodeScalars {
            if let plain = plain(scalar) { return (scalar, plain) }
        }
        return nil
    }
}
