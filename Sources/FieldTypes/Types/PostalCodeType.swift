import JapaneseText
package import Paperwork

/// A postal code. Kagoshima's are proved by Japan Post's table.
package struct PostalCodeType: WrittenType {
    package let name = "postal-code"
    package let repertoire: Repertoire = [.digits, .signs]
    package let characterCount: Int? = 7
    package let comparison = ComparisonKind.postalCode
    package let registerNames = ["郵便番号", "〒"]
    package let calibrationGroup = CalibrationGroup.digits

    package init() {}

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        guard let code = PostalCode(LookAlikes.digits(text)) else {
            return .failing(
                text, context, rule: "postal-code", ja: "郵便番号は7桁です。番号を確認してください。",
                en: "a postal code has seven digits. Check it.")
        }
        guard let isListed = code.isListed else { return NormalForm(value: .text(code.digits)) }
        guard isListed else {
            var form = NormalForm.failing(
                text, context, rule: "postal-code", ja: "\(code.printed)は鹿児島県の郵便番号にありません。番号を確認してください。",
                en: "\(code.printed) is no postal code of Kagoshima Prefecture. Check it.")
            form.value = .text(code.digits)
            return form
        }
        let name = Wording(ja: "郵便番号簿", en: "postal code list")
        return NormalForm(value: .text(code.digits), proof: .holds(name: name, chance: PostalCode.chanceOfListed))
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        PostalCode(value.plainText)?.printed ?? value.plainText
    }
}
