/// Whole numbers in Japanese numerals, alone or mixed with digits.
package enum KanjiNumber {
    /// The value of 千二百三十四, 一二三四, 壱万弐千, 12万3千, 3億; nil where the text is not wholly such a number, or too large
    /// for an `Int`. Commas are not read here.
    package static func value(of text: some StringProtocol) -> Int? {
        var total = 0
        var section = 0
        var run: Int?
        guard !text.isEmpty else { return nil }
        for scalar in text.unicodeScalars {
            switch meaning(of: scalar) {
            case .digit(let digit):
                guard let longer = sum(of: digit, and: run ?? 0, times: 10) else { return nil }
                run = longer
            case .smallUnit(let unit):
                guard let sum = sum(of: section, and: run ?? 1, times: unit) else { return nil }
                section = sum
                run = nil
            case .largeUnit(let unit):
                let count = section + (run ?? 0)
                guard count > 0, let sum = sum(of: total, and: count, times: unit) else { return nil }
                total = sum
                section = 0
                run = nil
            case nil: return nil
            }
        }
        return sum(of: run ?? 0, and: total, times: 1).flatMap { sum(of: section, and: $0, times: 1) }
    }

    /// A number from 1 to 99 in Japanese numerals, as 丁目 are written: 二十三; other numbers in digits.
    static func text(_ number: Int) -> String {
        guard (1...99).contains(number) else { return String(number) }
        let digits = Array("〇一二三四五六七八九")
        let tens = number / 10 == 0 ? "" : number / 10 == 1 ? "十" : "\(digits[number / 10])十"
        return tens + (number % 10 == 0 ? "" : String(digits[number % 10]))
    }

    /// Whether it is a Japanese numeral: 一 to 九, 〇, 十百千 or 万億兆, legal forms (壱弐参) included.
    package static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x3007 && meaning(of: scalar) != nil
    }

    private enum Meaning {
        case digit(Int)
        case smallUnit(Int)
        case largeUnit(Int)
    }

    private static func meaning(of scalar: Unicode.Scalar) -> Meaning? {
        switch scalar {
        case "0"..."9": .digit(Int(scalar.value) - 0x30)
        case "〇", "零": .digit(0)
        case "一", "壱", "壹": .digit(1)
        case "二", "弐", "貳": .digit(2)
        case "三", "参", "參": .digit(3)
        case "四", "肆": .digit(4)
        case "五", "伍": .digit(5)
        case "六", "陸": .digit(6)
        case "七", "漆": .digit(7)
        case "八", "捌": .digit(8)
        case "九", "玖": .digit(9)
        case "十", "拾": .smallUnit(10)
        case "百", "佰": .smallUnit(100)
        case "千", "阡", "仟": .smallUnit(1000)
        case "万", "萬": .largeUnit(10_000)
        case "億": .largeUnit(100_000_000)
        case "兆": .largeUnit(1_000_000_000_000)
        default: nil
        }
    }

    /// `addend + value × factor`; nil where it is too large.
    private static func sum(of addend: Int, and value: Int, times factor: Int) -> Int? {
        let (product, overflows) = value.multipliedReportingOverflow(by: factor)
        let (sum, overflowsToo) = product.addingReportingOverflow(addend)
        return overflows || overflowsToo ? nil : sum
    }
}
