/// Full-width and half-width forms of the same characters.
///
/// Only the width changes: ㈱ and ① stay as they are, because they were written so.
package enum Width {
    /// Latin letters, digits, signs and blanks half-width; kana full-width, with its sound marks composed.
    ///
    /// Every look-alike of a dash follows its neighbours: ー after kana that goes on as kana or ends there, `-` elsewhere
    /// (between digits, after kanji, before a digit). A long-vowel mark that stands after kana stays.
    package static func narrow(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: mayChange) else { return text }
        let composed = SoundMarks.compose(text.unicodeScalars.map(fullWidthKana))
        return String(Dashes.settled(composed.map(narrowed)))
    }

    /// Everything full-width: Latin letters, digits, signs and blanks too.
    package static func wide(_ text: String) -> String {
        String(narrow(text).unicodeScalars.map(widened))
    }

    /// Whether narrowing may change a text with such a scalar; most names have none.
    private static func mayChange(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x30FC, 0x3000, 0x301C, 0x3099...0x309C, 0xA0, 0xAD, 0x2000...0x22FF, 0x2500...0x2501, 0x2796,
            0xFE58...0xFE63, 0xFF00...0xFFEF:
            true
        default: false
        }
    }

    /// The order of the half-width block, U+FF61 to U+FF9F, in full-width characters.
    private static let fullWidthBlock = Array(
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜".unicodeScalars)

    private static func fullWidthKana(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0xFF61...0xFF9F).contains(scalar.value) ? fullWidthBlock[Int(scalar.value - 0xFF61)] : scalar
    }

    private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000, 0xA0, 0x2002...0x200A, 0x202F, 0x205F: " "
        case 0x301C, 0x223C, 0x223E: "~"
        case 0xFFE0: "¢"
        case 0xFFE1: "£"
        case 0xFFE2: "¬"
        case 0xFFE3, 0x203E: "¯"
        case 0xFFE5: "¥"
        case 0x2018, 0x2019: "'"
        case 0x201C, 0x201D: "\""
        default: scalar
        }
    }

    private static func widened(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x21...0x7E: Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
        case 0x20: "\u{3000}"
        case 0xA2: "￠"
        case 0xA3: "￡"
        case 0xA5: "￥"
        case 0xAC: "￢"
        case 0xAF: "￣"
        default: scalar
        }
    }
}
