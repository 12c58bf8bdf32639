internal import FieldTypes

extension Repertoire {
    /// Whether no more than digits, signs and the words of dates and times can stand there.
    var isNumeric: Bool { isDisjoint(with: [.latin, .katakana, .hiragana, .kanji]) }

    /// Whether a character belongs to it; the voicing marks of half-width kana belong to the katakana.
    func allows(_ character: Character) -> Bool {
        switch Script(of: character) {
        case .digit: contains(.digits)
        case .latin: contains(.latin) || isWord(character)
        case .katakana: contains(.katakana) || isWord(character)
        case .hiragana: contains(.hiragana)
        case .kanji: contains(.kanji) || isWord(character)
        case .sign:
            if Self.commonSigns.contains(character) { contains(.signs) || contains(.kanji) } else { contains(.kanji) }
        }
    }

    /// Whether it belongs to the words of a date or a time.
    private func isWord(_ character: Character) -> Bool {
        contains(.dateWords) && Self.ofDates.contains(character)
            || contains(.timeWords) && Self.ofTimes.contains(character)
    }

    private static let ofDates = Set(dateCharacters)
    private static let ofTimes = Set(timeCharacters)
    private static let commonSigns: Set<Character> = Set(",.-/()+¥円▲△")
}

/// The kind of writing that a character belongs to.
enum Script {
    case digit, latin, katakana, hiragana, kanji, sign

    init(of character: Character) {
        guard let scalar = character.unicodeScalars.first?.value else {
            self = .sign
            return
        }
        switch scalar {
        case 0x30...0x39: self = .digit
        case 0x41...0x5A, 0x61...0x7A, 0x26, 0x27, 0x3A, 0x40, 0x5F: self = .latin
        case 0x30A1...0x30FA, 0x30FC, 0x30FB, 0x309B, 0x309C: self = .katakana
        case 0x3041...0x3096: self = .hiragana
        case 0x5186, 0x25B2, 0x25B3: self = .sign
        case 0x3005...0x3007, 0x3400...0x9FFF, 0xF900...0xFAFF: self = .kanji
        default: self = .sign
        }
    }
}
