import JapaneseText
package import Paperwork
package import Recognition

/// An amount of yen.
package struct YenType: WrittenType {
    package let name = "yen"
    package let repertoire: Repertoire = [.digits, .signs]

    func normalForm(of text: String, in context: FieldContext) -> NormalForm {
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
