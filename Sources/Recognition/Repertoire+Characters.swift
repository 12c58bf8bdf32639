internal import FieldTypes

extension Repertoire {
    private static let digitCharacters = "0123456789"
    private static let signCharacters = ",.-/()+¥円▲△"
    private static let latinCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@_:&'"
    static let dateCharacters = "年月日明治大正昭和平成令元MTSHR・"
    static let timeCharacters = "時分半午前後AMP:"
    private static let katakanaCharacters =
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
        + "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォャュョッヮヵヶー・"

    /// The characters to look for, for a recogniser that takes a list of them; nil where the list would be too long to
    /// name (hiragana and kanji).
    var characters: String? {
        guard isDisjoint(with: [.hiragana, .kanji]) else { return nil }
        let parts: [(Repertoire, String)] = [
            (.digits, Self.digitCharacters), (.signs, Self.signCharacters), (.latin, Self.latinCharacters),
            (.katakana, Self.katakanaCharacters), (.dateWords, Self.dateCharacters), (.timeWords, Self.timeCharacters),
        ]
        return parts.filter { contains($0.0) }.map(\.1).joined()
    }
}
