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

    static func isSmall(_ character: Character) -> Bool { pairs[character] != nil }

    /// The large one of which this is the small one; nil for others.
    static func large(of small: Character) -> Character? { pairs[small] }

    /// Whether Japanese has no syllable of this kana and that small one.
    static func cannotStand(_ small: Character, after left: Character) -> Bool {
        vowels.contains(small) && !beforeVowels.contains(left) || glides.contains(small) && !beforeGlides.contains(left)
    }
}
