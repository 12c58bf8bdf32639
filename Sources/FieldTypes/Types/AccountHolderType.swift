import JapaneseText
internal import Paperwork

/// The holder of a bank account as transfers name it: half-width katakana, capitals, digits and `( ) - . /`, at most 30
/// (全国銀行協会「全銀フォーマット」 総合振込).
package struct AccountHolderType: WrittenType {
    package let name = "account-holder"
    package let repertoire: Repertoire = [.katakana, .latin, .digits, .signs]
    package let comparison = ComparisonKind.kana
    package let registerNames = ["口座名義", "名義人"]

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        let words = LookAlikes.kana(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let holder = String(words.map { Self.large[$0] ?? $0 }).unicodeScalars
            .reduce(into: "") { $0 += Self.narrow[$1] ?? String($1) }.uppercased()
        guard !holder.isEmpty, holder.unicodeScalars.count <= 30,
            holder.unicodeScalars.allSatisfy({
                (0xFF71...0xFF9F).contains($0.value) || $0.value == 0xFF66 || Self.signs.contains($0)
            })
        else {
            return .failing(
                text, context, rule: "characters", ja: "口座名義に使えない文字があるか、30文字を超えます。名義を確認してください。",
                en: "an account holder is written in kana, capitals and digits, 30 at most. Check it.")
        }
        return NormalForm(value: .text(holder))
    }

    private static let signs = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()-./ ".unicodeScalars)
    /// Transfers know no small kana and no long-vowel mark.
    private static let large: [Character: Character] = [
        "ァ": "ア", "ィ": "イ", "ゥ": "ウ", "ェ": "エ", "ォ": "オ", "ャ": "ヤ", "ュ": "ユ", "ョ": "ヨ", "ッ": "ツ", "ー": "-",
        "（": "(", "）": ")",
    ]
    private static let wide = Array("ヲアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン")
    private static let halves = Array("ｦｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ")
    private static let voiced = zip("カキクケコサシスセソタチツテトハヒフヘホウ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ")
    private static let ringed = zip("ハヒフヘホ", "パピプペポ")
    private static let narrow: [Unicode.Scalar: String] = {
        var narrow = Dictionary(uniqueKeysWithValues: zip(wide, halves).map { ($0.unicodeScalars.first!, String($1)) })
        for (pairs, mark) in [(Array(voiced), "ﾞ"), (Array(ringed), "ﾟ")] {
            for (plain, marked) in pairs {
                narrow[marked.unicodeScalars.first!] = narrow[plain.unicodeScalars.first!].map { $0 + mark }
            }
        }
        return narrow
    }()
}
