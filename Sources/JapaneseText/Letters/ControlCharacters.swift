/// Characters that steer a program or a screen and that no form or record means: they make a value other than it looks.
package enum ControlCharacters {
    /// The first one in `text`; nil where there is none. Tabs and line ends count as text.
    ///
    /// Control characters (C0, DEL, C1), the marks that turn the direction of writing (Unicode Standard Annex 9), the byte
    /// order mark within text, and the code points that are no characters.
    package static func first(in text: some StringProtocol) -> Unicode.Scalar? {
        guard mayContain(text.utf8) else { return nil }
        return text.unicodeScalars.first(where: contains)
    }

    package static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        case 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// As in `U+0000`.
    package static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// `text` with the name of each such character, in brackets, in its place: for messages.
    package static func shown(_ text: String) -> String {
        guard first(in: text) != nil else { return text }
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            if contains(scalar) { shown += "<\(name(of: scalar))>" } else { shown.unicodeScalars.append(scalar) }
        }
    }

    /// Whether a byte of UTF-8 stands there that begins or is such a character: most texts are passed at this look.
    private static func mayContain(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.contains { byte in
            switch byte {
            case 0x09, 0x0A, 0x0D: false
            case 0x00...0x1F, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF, 0xF0...0xF4: true
            default: false
            }
        }
    }
}
