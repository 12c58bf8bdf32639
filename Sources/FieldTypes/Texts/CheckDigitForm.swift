import JapaneseText
import Paperwork

/// Numbers of a fixed length that carry a check digit.
struct CheckDigitForm {
    var length: Int
    var isValid: (String) -> Bool
    var chance: Double

    func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        let digits = LookAlikes.digits(text).filter { !$0.isWhitespace && !"-.・".contains($0) }
        guard digits.count == length, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return .failing(
                digits, context, rule: "length", ja: "\(length)桁の数字ではありません（\(digits.count)文字）。番号を確認してください。",
                en: "it has \(digits.count.counted("character")) instead of \(length) digits. Check the number.")
        }
        guard isValid(digits) else {
            return .failing(
                digits, context, rule: "check-digit", ja: "検査数字が合いません。番号を確認してください。",
                en: "its check digit is wrong. Check the number.")
        }
        return NormalForm(
            value: .text(digits), proof: .holds(name: Wording(ja: "検査数字", en: "check digit"), chance: chance))
    }
}
