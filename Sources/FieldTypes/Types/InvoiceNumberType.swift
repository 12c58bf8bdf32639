import JapaneseText
internal import Paperwork

/// The number under which an issuer of qualified invoices is registered (適格請求書発行事業者登録番号): T and a corporate number,
/// or thirteen digits of the same make for a person (国税庁「登録番号の構成」); proved by its check digit.
package struct InvoiceNumberType: WrittenType {
    package let name = "invoice-number"
    package let repertoire: Repertoire = [.digits, .latin, .signs]
    package let comparison = ComparisonKind.number
    package let namesIssuer = true
    package let registerNames = ["登録番号", "適格請求書発行事業者"]
    package let calibrationGroup = CalibrationGroup.digits

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        let plain = Width.narrow(text).filter { !$0.isWhitespace && !"-.・:".contains($0) }
        // T is often read as 7 or 1, and then there is a digit too many.
        let behind = plain.first?.uppercased() == "T" ? plain.dropFirst() : plain.dropFirst(max(0, plain.count - 13))
        let digits = LookAlikes.digits(String(behind))
        guard plain.count == CorporateNumber.length + 1, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return .failing(
                plain, context, rule: "length", ja: "登録番号はTと13桁の数字です。番号を確認してください。",
                en: "a registered number is T and 13 digits. Check the number.")
        }
        guard CorporateNumber.isValid(digits) else {
            return .failing(
                "T" + digits, context, rule: "check-digit", ja: "登録番号の検査数字が合いません。番号を確認してください。",
                en: "its check digit is wrong. Check the number.")
        }
        return NormalForm(
            value: .text("T" + digits),
            proof: .holds(name: Wording(ja: "検査数字", en: "check digit"), chance: CorporateNumber.chance))
    }
}
