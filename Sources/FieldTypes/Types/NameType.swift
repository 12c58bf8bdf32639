internal import Paperwork

/// A person's name as written: variants of characters stay, widths are folded, blanks removed, and 様, 殿 and ㊞ behind it.
package struct NameType: WrittenType {
    package let name = "name"
    package let repertoire: Repertoire = [.kanji, .hiragana, .katakana, .latin]
    package let comparison = ComparisonKind.name

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        let name = Titles.removed(from: LookAlikes.mixed(PlainText.withoutBlanks(text)))
        guard !name.contains(where: { $0.isNumber && $0.isASCII }) else {
            return .failing(
                name, context, rule: "characters", ja: "氏名に数字があります。氏名を確認してください。",
                en: "a name has no digits. Check the name.")
        }
        return NormalForm(value: .text(name))
    }
}
