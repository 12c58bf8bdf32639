import JapaneseText
import Paperwork
package import Recognition

/// An individual number (個人番号), proved by its check digit.
package struct MyNumberType: WrittenType {
    package let name = "my-number"
    package let repertoire = Repertoire.digits

    func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        CheckDigitForm(length: MyNumber.length, isValid: MyNumber.isValid, chance: MyNumber.chance)
            .normalForm(of: text, in: context)
    }
}
