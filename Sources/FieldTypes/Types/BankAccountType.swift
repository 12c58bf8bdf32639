import JapaneseText
internal import Paperwork

/// A bank account: its number in seven digits, or with bank and branch in fourteen.
package struct BankAccountType: WrittenType {
    package let name = "bank-account"
    package let repertoire: Repertoire = [.digits, .signs]
    package let comparison = ComparisonKind.number
    package let registerDigits: Int? = 7
    package let registerNames = ["口座番号"]
    package let calibrationGroup = CalibrationGroup.digits

    package init() {}

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        guard let account = BankAccount(LookAlikes.digits(text)) else {
            return .failing(
                text, context, rule: "length", ja: "口座番号は7桁以内の数字です。番号を確認してください。",
                en: "an account number has seven digits at most. Check it.")
        }
        return NormalForm(value: .text(account.digits))
    }
}
