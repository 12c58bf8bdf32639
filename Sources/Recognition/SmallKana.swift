/// Kana that are written small, and what is known of where they stand.
enum SmallKana {
    private static let pairs: [Character: Character] = [
        "ァ": "ア", "ィ": "イ", "ゥ": "ウ", "ェ": "エ", "ォ": "オ", "ッ": "ツ", "ャ": "ヤ", "ュ": "ユ", "ョ": "ヨ", "ヮ": "ワ",
        "ヵ": "カ", "ヶ": "ケ",
        "ぁ": "あ", "ぃ": "い", "ぅ": "う", "ぇ": "え", "ぉ": "お", "っ": "つ", "ゃ": "や", "ゅ": "ゆ", "ょ": "よ", "ゎ": "わ",
    ]
    private static let vowels = Set("ァィゥェォぁぃぅぇぉ")
    private static let glides = Set("ャュョゃゅょ")
    /// What a small vowel makes another sound of, as in ファ and ティ.
    private static let beforeVowels = Set("フヴウイクグスズツテデトドシジチふゔういくぐすずつてでとどしじち")
    /// The sounds in i, and the foreign テュ デュ フュ ヴュ.
    private static let beforeGlides = Set("キギシジチヂニヒビピミリテデフヴきぎしじちぢにひびぴみりてでふゔ")
    private static let doubling = Set("ッっ")
    /// What ッ doesn't double: vowels, the rows of ナ, マ, ヤ and ワ, and ン.
    private static let neverDoubled = Set(
        "アイウエオナニヌネノマミムメモヤユヨワヲンァィゥェォャュョー"
            + "あいうえおなにぬねのまみむめもやゆよわをんぁぃぅぇぉゃゅょ")
    /// What counts things and stands in places' names, between kanji and digits.
    private static let counters = Set("ヵヶ")

    static func isSmall(_ character: Character) -> Bool { pairs[character] != nil }

    /// The large one of which this is the small one; nil for others.
    static func large(of small: Character) -> Character? { pairs[small] }

    /// Whether Japanese writes no such kana beside each other, one or both of them small (現代仮名遣い, 内閣告示 1986;
    /// 外来語の表記, 内閣告示 1991).
    static func cannotStand(_ right: Character, after left: Character) -> Bool {
        vowels.contains(right) && !beforeVowels.contains(left) || glides.contains(right) && !beforeGlides.contains(left)
            || doubling.contains(left) && neverDoubled.contains(right)
            || counters.contains(left) && Script(of: right) == .katakana
            || counters.contains(right) && Script(of: left) == .katakana
    }
}
