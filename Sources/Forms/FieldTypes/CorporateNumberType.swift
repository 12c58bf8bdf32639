import JapaneseText
import Paperwork
package import Recognition

/// A corporate number (法人番号), proved by its check digit.
package struct CorporateNumberType: WrittenType {
    package let name = "corporate-number"
    package let repertoire = Repertoire.digits

    func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        CheckDigitForm(
            length: CorporateNumber.length, isValid: CorporateNumber.isValid, chance: CorporateNumber.chance
        ).normalForm(of: text, in: context)
    }
}
