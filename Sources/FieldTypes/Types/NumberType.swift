import JapaneseText
package import Paperwork

/// A number: whole, or with a decimal point.
package struct NumberType: WrittenType {
    package let name = "number"
    package let repertoire: Repertoire = [.digits, .signs]
    package let notations = NumberNotations.numbers
    package let shape = ValueShape.number
    package let calibrationGroup = CalibrationGroup.digits

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        let written = LookAlikes.digits(text).filter { !$0.isWhitespace }
        if let decimal = Self.decimal(written) { return NormalForm(value: decimal) }
        guard !written.contains("."), let amount = Amount(written) else {
            return .failing(
                text, context, rule: "number", ja: "数として読めません。数字を確認してください。",
                en: "it can't be read as a number. Check the digits.")
        }
        return .grouped(amount, context)
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        if case .integer(let number) = value { Amount.grouped(number) } else { value.plainText }
    }

    /// 12.50 as 12.5 and 12.0 as 12.
    private static func decimal(_ written: String) -> FieldValue? {
        let parts = written.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let whole = Amount(String(parts[0])), whole.isWellGrouped, !parts[1].isEmpty,
            parts[1].allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        let fraction = String(parts[1].reversed().drop { $0 == "0" }.reversed())
        if fraction.isEmpty { return .integer(whole.yen) }
        let isNegative = written.first.map("-△▲".contains) ?? false
        return .text((isNegative ? "-" : "") + String(whole.yen.magnitude) + "." + fraction)
    }
}

extension NormalForm {
    /// A whole number, which fails where its commas are not at every third digit.
    static func grouped(_ amount: Amount, _ context: FieldContext) -> NormalForm {
        var form = NormalForm(value: .integer(amount.yen))
        if !amount.isWellGrouped {
            form.proof =
                failing(
                    "", context, rule: "thousands", ja: "桁区切りの位置が合いません。数字の抜けや重なりがないか確認してください。",
                    en: "the commas are not at every third digit. Check for a lost or doubled digit."
                ).proof
        }
        return form
    }
}
