/// Whole numbers in Japanese numerals, alone or mixed with digits.
package enum KanjiNumber {
    /// The value of 千二百三十四, 一二三四, 壱万弐千, 12万3千, 3億; nil where the text is not wholly such a number, or too large
    /// for an `Int`. Commas are not read here.
    package static func value(of text: some StringProtocol) -> Int? {
        var total = 0
        var section = 0
        var run: Int?
        guard !text.isEmpty else { return nil }
        for character in text {
            if let digit = digit(character) {
                guard let longer = joined(run ?? 0, times: 10, plus: digit) else { return nil }
                run = longer
            } else if let unit = smallUnits[character] {
                guard let sum = joined(run ?? 1, times: unit, plus: section) else { return nil }
                section = sum
                run = nil
            } else if let unit = largeUnits[character] {
                let count = section + (run ?? 0)
                guard count > 0, let sum = joined(count, times: unit, plus: total) else { return nil }
                total = sum
                section = 0
                run = nil
            } else {
                return nil
            }
        }
        return joined(total + section, times: 1, plus: run ?? 0)
    }

    /// A number from 1 to 99 in Japanese numerals, as 丁目 are written: 二十三.
    static func text(_ number: Int) -> String {
        let digits = Array("〇一二三四五六七八九")
        guard (1...99).contains(number) else { return String(number) }
        let tens = number / 10 == 0 ? "" : number / 10 == 1 ? "十" : "\(digits[number / 10])十"
        return tens + (number % 10 == 0 ? "" : String(digits[number % 10]))
    }

    /// Whether the character is a Japanese numeral: digit, 十百千 or 万億兆, legal forms (壱弐参) included.
    package static func isNumeral(_ character: Character) -> Bool {
        !character.isASCII
            && (digit(character) != nil || smallUnits[character] != nil || largeUnits[character] != nil)
    }

    private static func joined(_ value: Int, times factor: Int, plus addend: Int) -> Int? {
        let (product, overflows) = value.multipliedReportingOverflow(by: factor)
        let (sum, overflowsToo) = product.addingReportingOverflow(addend)
        return overflows || overflowsToo ? nil : sum
    }

    private static func digit(_ character: Character) -> Int? {
        if character.isASCII { return character.wholeNumberValue }
        return kanjiDigits[character]
    }

    private static let kanjiDigits: [Character: Int] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
        "壱": 1, "壹": 1, "弐": 2, "貳": 2, "参": 3, "參": 3, "肆": 4, "伍": 5, "陸": 6, "漆": 7, "捌": 8, "玖": 9,
    ]
    private static let smallUnits: [Character: Int] = [
        "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "阡": 1000, "仟": 1000,
    ]
    private static let largeUnits: [Character: Int] = [
        "万": 10_000, "萬": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000,
    ]
}
