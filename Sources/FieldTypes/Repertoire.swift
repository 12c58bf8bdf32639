/// The kinds of characters that a zone may hold.
package struct Repertoire: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let digits = Repertoire(rawValue: 1 << 0)
    /// `, . - / ( ) + ¥ 円 ▲ △`
    package static let signs = Repertoire(rawValue: 1 << 1)
    package static let latin = Repertoire(rawValue: 1 << 2)
    package static let katakana = Repertoire(rawValue: 1 << 3)
    package static let hiragana = Repertoire(rawValue: 1 << 4)
    package static let kanji = Repertoire(rawValue: 1 << 5)
    /// 年 月 日 and the eras' names, 明治 to 令和 and M T S H R; ・ between the numbers.
    package static let dateWords = Repertoire(rawValue: 1 << 6)
    /// 時 分 半 and the halves of the day, 午前 and 午後, AM and PM; `:` between the numbers.
    package static let timeWords = Repertoire(rawValue: 1 << 7)

    package static let anyJapanese: Repertoire = [.digits, .signs, .latin, .katakana, .hiragana, .kanji]
}
