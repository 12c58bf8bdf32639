import JapaneseText

/// Free text in its normal form.
enum PlainText {
    /// Widths folded, trimmed, inner runs of blanks as one blank, and none between two Japanese characters.
    static func normalized(_ text: String) -> String {
        var normalized = ""
        for word in Width.narrow(text).split(whereSeparator: \.isWhitespace) {
            if let last = normalized.last, let first = word.first, !(isJapanese(last) && isJapanese(first)) {
                normalized.append(" ")
            }
            normalized += word
        }
        return normalized
    }

    static func withoutBlanks(_ text: String) -> String {
        Width.narrow(text).filter { !$0.isWhitespace }
    }

    private static func isJapanese(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return Kana.isKana(scalar) || scalar.properties.isIdeographic || (0x3000...0x303F).contains(scalar.value)
    }
}
