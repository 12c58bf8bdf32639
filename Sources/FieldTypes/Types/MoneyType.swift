import JapaneseText
internal import Paperwork

/// An amount of money of any country, with two decimals at most: 1,234.50, RM 9.00, USD 1,000, ¥1,234.
///
/// The normal form has a point and two decimals where any are written, and no sign of the currency. A comma where a decimal
/// point would stand is a doubt: which of both it is can't be known.
package struct MoneyType: WrittenType {
    package let name = "money"
    package let repertoire: Repertoire = [.digits, .signs, .latin]
    package let shape = ValueShape.number
    package let comparison = ComparisonKind.category
    package let calibrationGroup = CalibrationGroup.digits

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        var rest = Substring(Width.narrow(text).filter { !$0.isWhitespace })
        let sign = CurrencyType.take(from: &rest)
        var isNegative = rest.first.map { "-△▲(".contains($0) } ?? false
        if isNegative { rest.removeFirst() }
        _ = CurrencyType.take(from: &rest)
        if rest.last.map({ ")-".contains($0) }) == true {
            // 1,234- ends an amount in yen, and is below nothing elsewhere.
            isNegative = isNegative || rest.last == ")" || sign != "JPY"
            rest.removeLast()
        }
        let digits = LookAlikes.digits(String(rest))
        guard let amount = Self.amount(digits, isNegative: isNegative) else {
            if Self.hasDecimalComma(digits) {
                return .failing(
                    text, context, rule: "comma", ja: "小数点の位置にコンマがあります。金額を確認してください。",
                    en: "a comma stands where a decimal point would. Check the amount.")
            }
            return .failing(
                text, context, rule: "amount", ja: "金額として読めません。金額を確認してください。",
                en: "it can't be read as an amount. Check the amount.")
        }
        return NormalForm(value: amount)
    }

    /// Digits with thousands parted by commas, or not parted, and no or two decimals.
    private static func amount(_ text: String, isNegative: Bool) -> FieldValue? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), halves.count == 1 || halves[1].count == 2,
            halves.last?.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "," }) == true
        else { return nil }
        let groups = halves[0].split(separator: ",", omittingEmptySubsequences: false)
        let isPlain: Bool = groups.joined().allSatisfy { $0.isASCII && $0.isNumber }
        guard isPlain,
            groups.count == 1
                ? (1...12).contains(groups[0].count)
                : (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy({ $0.count == 3 }),
            halves.count == 1 || halves[1].allSatisfy(\.isNumber), let whole = Int(groups.joined())
        else { return nil }
        guard halves.count == 2 else { return .integer(isNegative ? -whole : whole) }
        return .text((isNegative ? "-" : "") + "\(whole).\(halves[1])")
    }

    private static func hasDecimalComma(_ text: String) -> Bool {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        return parts.count > 1 && parts.last?.count != 3
            && text.allSatisfy { $0.isASCII && $0.isNumber || ",.".contains($0) }
    }
}
