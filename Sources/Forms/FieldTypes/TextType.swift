import Paperwork
package import Recognition

/// Free text. Widths are folded; nothing is proved.
package struct TextType: WrittenType {
    package let name = "text"
    package let repertoire = Repertoire.anyJapanese

    func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        NormalForm(value: .text(PlainText.normalized(text)))
    }
}
