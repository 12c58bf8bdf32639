import JapaneseText
internal import Paperwork

/// A reading in kana (フリガナ): full-width katakana without blanks.
package struct KanaType: WrittenType {
    package let name = "kana"
    package let repertoire: Repertoire = [.katakana, .hiragana]
    package let comparison = ComparisonKind.kana

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        let kana = LookAlikes.kana(Titles.removed(from: text.filter { !$0.isWhitespace }))
        let foreign = kana.filter { !Self.isKana($0) }
        guard foreign.isEmpty else {
            return .failing(
                kana, context, rule: "characters", ja: "カタカナではない文字「\(foreign)」があります。フリガナを確認してください。",
                en: "“\(foreign)” is not kana. Check the reading of the name.")
        }
        return NormalForm(value: .text(kana))
    }

    private static func isKana(_ character: Character) -> Bool {
        character == "・" || character.unicodeScalars.allSatisfy(Kana.isKana)
    }
}
