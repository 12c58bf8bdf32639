/// Chinese forms of characters, as a reader that also knows Chinese may see them, and the Japanese ones.
package enum HanForms {
    /// 岛 as 島, 别 as 別, 发 as 発: a character that no Japanese encoding holds in the form that Japan writes; nil for every
    /// other character. From the Unicode Han Database, as `Scripts/derive-chinese-forms` writes it.
    package static func japanese(_ character: Character) -> Character? { forms[character] }

    private static let forms: [Character: Character] = Resources.lines("chinese-forms.txt").reduce(into: [:]) {
        forms, line in
        guard line.count == 2, let seen = line.first, let written = line.last else { return }
        forms[seen] = written
    }

    /// The form that Japan writes today of one that differs from it by a stroke or two, as 徳 of 德; nil for every other
    /// character. Those of 常用漢字表 (内閣告示) whose old form is that near, and that Chinese fonts draw as the old one.
    package static func today(_ character: Character) -> Character? { nearForms[character] }

    private static let nearForms: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "德穗郞敎淸靑緖橫黃增瀨賴每步戶內吳說銳稅悅閱脫產彥顏卽旣錄綠緣溫揭渴强歲虛黑聽巢姬硏曆祿靜淨爭狀將收曾",
            "徳穂郎教清青緒横黄増瀬頼毎歩戸内呉説鋭税悦閲脱産彦顔即既録緑縁温掲渇強歳虚黒聴巣姫研暦禄静浄争状将収曽"
        ).filter { $0 != $1 })
}
