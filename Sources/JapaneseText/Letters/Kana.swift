/// Kana brought to one script, and to one key for comparing.
package enum Kana {
    /// Hiragana and half-width kana as full-width katakana; everything else as `Width.narrow` leaves it.
    package static func katakana(_ text: String) -> String {
        shifted(Width.narrow(text)) { isHiraganaLetter($0) ? 0x60 : 0 }
    }

    /// Katakana and half-width kana as hiragana; ヷ to ヺ, which have no hiragana, stay.
    package static func hiragana(_ text: String) -> String {
        shifted(Width.narrow(text)) { (0x30A1...0x30F6).contains($0.value) || $0 == "ヽ" || $0 == "ヾ" ? -0x60 : 0 }
    }

    /// A key under which spellings of one name are equal: katakana, small letters large, ヂ as ジ, ヅ as ズ, ヲ as オ, ヰ
    /// as イ, ヱ as エ, ヴァ as バ; blanks, middle dots and hyphens dropped. For comparing only.
    package static func folded(_ text: String) -> String {
        var key: [Unicode.Scalar] = []
        var afterVu = false
        for scalar in katakana(text).unicodeScalars where !isSeparator(scalar) {
            if afterVu, let joined = afterVuLetters[scalar] {
                key.removeLast()
                key.append(joined)
                afterVu = false
            } else {
                key.append(folds[scalar] ?? scalar)
                afterVu = scalar == "ヴ"
            }
        }
        return String(key)
    }

    /// Hiragana or katakana letters, with the long-vowel and repetition marks.
    package static func isKana(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF: true
        default: false
        }
    }

    private static func isHiraganaLetter(_ scalar: Unicode.Scalar) -> Bool {
        (0x3041...0x3096).contains(scalar.value) || scalar == "ゝ" || scalar == "ゞ"
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "・" || scalar == "-" || scalar == "·"
    }

    private static func shifted(_ text: String, by offset: (Unicode.Scalar) -> Int) -> String {
        String(
            Width.narrow(text).unicodeScalars.map { scalar in
                Unicode.Scalar(UInt32(Int(scalar.value) + offset(scalar))) ?? scalar
            })
    }

    private static let folds: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
        uniqueKeysWithValues: zip(
            "ァィゥェォッャュョヮヵヶヂヅヲヴヰヱ".unicodeScalars, "アイウエオツヤユヨワカケジズオブイエ".unicodeScalars))
    private static let afterVuLetters: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
        uniqueKeysWithValues: zip("ァィェォ".unicodeScalars, "バビベボ".unicodeScalars))
}
