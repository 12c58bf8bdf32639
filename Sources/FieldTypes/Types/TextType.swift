internal import Paperwork

/// Free text. Widths are folded; nothing is proved.
package struct TextType: WrittenType {
    package let name = "text"
    package let repertoire = Repertoire.anyJapanese
    package let canNameEra = true

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        NormalForm(value: .text(PlainText.normalized(text)))
    }

    /// Digits alone are read like a number's.
    package func calibrationKind(of text: String) -> String {
        text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-") } ? NumberType().name : name
    }
}
