internal import JapaneseText
internal import Paperwork

/// The text of a barcode or QR code: all of it, or a reason why it is not believed.
///
/// QR codes mostly do not say how their bytes are written (JIS X 0510 means JIS X 0201 and Shift_JIS, programs mean UTF-8):
/// a text is taken where the bytes allow one alone.
struct CodeText {
    let text: String
    let doubt: Wording?

    init(_ bytes: [UInt8]) {
        let utf8 = TextEncoding.utf8.decode(bytes)
        let cp932 = TextEncoding.cp932.decode(bytes)
        switch (utf8, cp932) {
        case (let utf8?, let cp932?) where utf8 != cp932:
            text = Self.visible(utf8)
            doubt = Self.isClearlyUTF8(utf8) ? Self.controlled(utf8) : Self.ambiguous
        case (let known?, _), (nil, let known?):
            text = Self.visible(known)
            doubt = Self.controlled(known)
        case (nil, nil):
            text = ""
            doubt = Self.noText
        }
    }

    /// Whether there is a character of three bytes or more: that bytes of Shift_JIS make one by chance is as good as
    /// impossible, while two bytes may be a pair of half-width kana.
    private static func isClearlyUTF8(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value >= 0x800 }
            && !text.unicodeScalars.contains { (0x80..<0x800).contains($0.value) && !isCommon($0) }
    }

    /// Signs of two bytes that stand in Japanese texts.
    private static func isCommon(_ scalar: Unicode.Scalar) -> Bool { "¥×÷°±§¶´¨".unicodeScalars.contains(scalar) }

    private static func controlled(_ text: String) -> Wording? {
        text.unicodeScalars.contains(where: isControl) ? noText : nil
    }

    /// With a mark in the place of each control character, so that none goes any further.
    private static func visible(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { ControlCharacters.contains(scalar) }

    private static let noText = Wording(
        ja: "コードの中身に、文字でないものが含まれています。画像と控えを見て入力してください。",
        en: "The code holds something that is no text. Look at the picture and type the value in.")

    private static let ambiguous = Wording(
        ja: "コードの文字コードが決められません（UTF-8とShift_JISのどちらとしても読めます）。画像と控えを見て確かめてください。",
        en: "The code's encoding can't be told: it reads as UTF-8 and as Shift_JIS. Check the value against the paper.")
}
