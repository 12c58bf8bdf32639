import JapaneseText
internal import Paperwork

/// An individual number (個人番号), proved by its check digit.
package struct MyNumberType: WrittenType {
    package let name = "my-number"
    package let repertoire = Repertoire.digits
    package let characterCount: Int? = MyNumber.length
    package let comparison = ComparisonKind.number
    package let registerNames = ["個人番号", "マイナンバー"]
    package let calibrationGroup = CalibrationGroup.digits

    package init() {}

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        CheckDigitForm(length: MyNumber.length, isValid: MyNumber.isValid, chance: MyNumber.chance)
            .normalForm(of: text, in: context)
    }
}
