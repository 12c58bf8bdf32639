import JapaneseText

/// Characters that recognisers take for others of the same shape, settled by what a field may hold.
package enum LookAlikes {
    /// The digit of a letter's or a sign's shape, as 0 for O; nil where it looks like none.
    package static func digit(for character: Character) -> Character? { digitShapes[character] }

    /// The katakana of a kanji's or a sign's shape, as カ for 力; nil where it looks like none.
    package static func katakana(for character: Character) -> Character? { kanaShapes[character] }

    /// For fields of digits: O as 0, l as 1. Characters that look like no digit stay.
    static func digits(_ text: String) -> String {
        String(Width.narrow(text).map { digitShapes[$0] ?? $0 })
    }

    /// For dates: as for digits, but the first letter may be an era's, and eras' names are mended. Blanks stay between
    /// digits, where they part year, month and day.
    static func date(_ text: String) -> String {
        let narrow = Width.narrow(text).split(whereSeparator: \.isWhitespace).reduce(into: "") { joined, word in
            if digitBeside(joined.last), digitBeside(word.first) { joined.append(" ") }
            joined += word
        }
        let mended = eraShapes.reduce(narrow) { $0.replacing($1.seen, with: $1.meant) }
        guard let first = mended.first, "MTSHRmtshr".contains(first) else { return digits(mended) }
        return String(first) + digits(String(mended.dropFirst()))
    }

    /// For kana fields: 力 as カ, ニ for the numeral 二, 一 as ー.
    static func kana(_ text: String) -> String {
        String(Kana.katakana(text).map { kanaShapes[$0] ?? $0 })
    }

    /// For fields where kanji and kana mix: 川ロ市 as 川口市, ニ丁目 as 二丁目, コ一ポ as コーポ, 12一3 as 12-3, 1O2 as 102. A
    /// character changes only where both its neighbours speak for the other shape.
    static func mixed(_ text: String) -> String {
        var characters = Array(Width.narrow(text))
        for index in characters.indices {
            let before = index > 0 ? characters[index - 1] : nil
            let after = index + 1 < characters.count ? characters[index + 1] : nil
            characters[index] = settled(characters[index], between: before, and: after)
        }
        return String(characters)
    }

    private static func settled(_ character: Character, between before: Character?, and after: Character?) -> Character
    {
        if isDigit(before), isDigit(after), "一ー".contains(character) { return "-" }
        if isDigit(before), isDigit(after) || after == "-", let digit = digitShapes[character] { return digit }
        if let kanji = kanjiShapes[character], before.map(isKanji) ?? true, after.map(isKanji) ?? false { return kanji }
        if character == "ー" || character == "-", before.map(isKanji) ?? true, after == "丁" || after == "番" {
            return "一"
        }
        if let kana = kanaShapes[character], before.map(isKatakana) ?? false, after.map(isKatakana) ?? false {
            return kana
        }
        return character
    }

    private static let digitShapes: [Character: Character] = [
        "O": "0", "o": "0", "〇": "0", "○": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
        "丨": "1",
        "Z": "2", "z": "2", "S": "5", "s": "5", "b": "6", "G": "6", "B": "8", "q": "9", "g": "9",
    ]
    private static let eraShapes = [
        (seen: "今和", meant: "令和"), (seen: "合和", meant: "令和"), (seen: "平戌", meant: "平成"), (seen: "平戍", meant: "平成"),
        (seen: "昭禾口", meant: "昭和"), (seen: "大疋", meant: "大正"),
    ]
    /// Kanji that look like katakana.
    private static let kanaShapes: [Character: Character] = [
        "力": "カ", "刀": "カ", "二": "ニ", "口": "ロ", "卜": "ト", "八": "ハ", "工": "エ", "夕": "タ", "三": "ミ", "千": "チ", "才": "オ",
        "一": "ー", "厶": "ム", "又": "ヌ", "木": "ホ", "乂": "メ", "〆": "メ", "亻": "イ", "-": "ー",
    ]
    /// Katakana that look like kanji; ケ and ノ, which stand between kanji in their own right, are left out.
    private static let kanjiShapes: [Character: Character] = [
        "カ": "力", "ニ": "二", "ロ": "口", "ト": "卜", "ハ": "八", "エ": "工", "タ": "夕", "ミ": "三", "チ": "千",
    ]

    private static func digitBeside(_ character: Character?) -> Bool {
        isDigit(character) || character.map { digitShapes.keys.contains($0) } ?? false
    }

    private static func isDigit(_ character: Character?) -> Bool {
        character.map { $0.isASCII && $0.isNumber } ?? false
    }

    private static func isKanji(_ character: Character) -> Bool {
        character.unicodeScalars.first?.properties.isIdeographic ?? false
    }

    private static func isKatakana(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { (0x30A1...0x30FC).contains($0.value) } ?? false
    }
}
