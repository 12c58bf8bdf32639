import JapaneseText
internal import Paperwork

/// A corporate number (法人番号), proved by its check digit.
package struct CorporateNumberType: WrittenType {
    package let name = "corporate-number"
    package let repertoire = Repertoire.digits
    package let characterCount: Int? = CorporateNumber.length
    package let comparison = ComparisonKind.number
    package let registerNames = ["法人番号"]
    package let calibrationGroup = CalibrationGroup.digits

    package init() {}

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        CheckDigitForm(
            length: CorporateNumber.length, isValid: CorporateNumber.isValid, chance: CorporateNumber.chance
        ).normalForm(of: text, in: context)
    }
}
