import JapaneseText
package import Paperwork

/// An amount of yen.
package struct YenType: WrittenType {
    package let name = "yen"
    package let repertoire: Repertoire = [.digits, .signs]
    package let notations = NumberNotations.amounts
    package let shape = ValueShape.wholeNumber
    package let comparison = ComparisonKind.category
    package let calibrationGroup = CalibrationGroup.digits

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        guard let amount = Amount(LookAlikes.digits(text)) else {
            return .failing(
                text, context, rule: "amount", ja: "金額として読めません。金額を確認してください。",
                en: "it can't be read as an amount. Check the amount.")
        }
        return .grouped(amount, context)
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        guard case .integer(let yen) = value else { return value.plainText }
        switch language {
        case .ja: return "\(Amount.grouped(yen))円"
        case .en: return yen < 0 ? "-¥\(Amount.grouped(yen).dropFirst())" : "¥\(Amount.grouped(yen))"
        }
    }
}
