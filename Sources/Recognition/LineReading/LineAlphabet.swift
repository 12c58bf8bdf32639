internal import FieldTypes
internal import JapaneseText

/// What each class of the line network means where only certain characters can stand.
struct LineAlphabet: Sendable {
    /// The characters that can be read, and the space.
    let texts: [String]
    /// For each class the place of its character in `texts`: the same for classes that can't be told apart here, as O and
    /// 0 where only digits stand; −1 where it can't stand.
    let places: [Int32]

    /// The place of the space in `texts`.
    static let space: Int32 = 0

    init(_ dictionary: LineDictionary, repertoire: Repertoire) {
        var texts = [" "]
        var known: [Character: Int32] = [:]
        var places = [Int32](repeating: -1, count: dictionary.classes)
        places[dictionary.space] = Self.space
        let shapes = Shapes(repertoire)
        for (index, character) in dictionary.narrowed.enumerated() {
            guard let character, let read = shapes.read(character) else { continue }
            if let place = known[read] {
                places[index + 1] = place
            } else {
                known[read] = Int32(texts.count)
                places[index + 1] = Int32(texts.count)
                texts.append(String(read))
            }
        }
        (self.texts, self.places) = (texts, places)
    }

    /// What a character is taken for.
    private struct Shapes {
        private let repertoire: Repertoire
        /// Whether no letters can stand, so that what looks like a digit is one.
        private let isNumeric: Bool
        /// Whether kana can stand and no kanji.
        private let isKana: Bool

        init(_ repertoire: Repertoire) {
            self.repertoire = repertoire
            isNumeric = repertoire.isSubset(of: [.digits, .signs, .dateWords, .timeWords])
            isKana = repertoire.contains(.katakana) && repertoire.isDisjoint(with: [.kanji, .hiragana])
        }

        /// Nil where nothing of its shape can stand.
        func read(_ seen: Character) -> Character? {
            let written = HanForms.japanese(seen) ?? seen
            if allows(written) { return written }
            if isNumeric {
                let number = LookAlikes.digit(for: written) ?? Self.signs[written] ?? written
                return allows(number) ? number : nil
            }
            guard isKana, let kana = Self.katakana(written), allows(kana) else { return nil }
            return kana
        }

        private func allows(_ character: Character) -> Bool {
            Self.soundMarks.contains(character) ? repertoire.contains(.katakana) : repertoire.allows(character)
        }

        private static func katakana(_ character: Character) -> Character? {
            LookAlikes.katakana(for: character) ?? Kana.katakana(String(character)).first
        }

        private static let soundMarks: Set<Character> = ["゛", "゜"]
        /// Signs that look like those of numbers and dates.
        private static let signs: [Character: Character] = [
            "、": ",", "。": ".", "·": "・", "•": "・", "∙": "・", "∶": ":", "：": ":", "▵": "△", "∆": "△", "Δ": "△",
            "丶": ",",
            "ー": "-", "一": "-", "∕": "/", "⁄": "/",
        ]
    }
}
