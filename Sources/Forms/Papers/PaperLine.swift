import FieldTypes
import JapaneseText

/// A line of a page, with its text folded for looking up labels.
struct PaperLine {
    typealias Glyph = PrintedText.Glyph

    let glyphs: [Glyph]
    /// Without signs and blanks, widths and letters that look alike folded.
    private let folded: [Character]
    /// For each folded character the place of its glyph.
    private let places: [Int]

    /// Where a label stands in a line.
    struct Label: Hashable {
        /// Of the line's glyphs.
        var range: Range<Int>
        /// Of the wordings that were looked for.
        var wording: Int
        /// 1 where it is as it was looked for, less where a character is another.
        var quality: Double
    }

    init(_ line: [Glyph]) {
        let glyphs = line.partedByGaps
        self.glyphs = glyphs
        var folded: [Character] = []
        var places: [Int] = []
        for (index, glyph) in glyphs.enumerated() {
            for character in Self.folded(glyph.text) {
                folded.append(character)
                places.append(index)
            }
        }
        (self.folded, self.places) = (folded, places)
    }

    var text: String {
        glyphs.reduce(into: "") { text, glyph in text += (glyph.startsWord && !text.isEmpty ? " " : "") + glyph.text }
    }

    /// Spacing, width, signs and letters of one shape don't count.
    static func folded(_ text: String) -> [Character] {
        Width.narrow(text).lowercased().compactMap { character in
            guard character.isLetter || character.isNumber || character == "%" else { return nil }
            return alike[character] ?? character
        }
    }

    private static let alike: [Character: Character] = [
        "0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "〇": "o", "ー": "一", "口": "ロ", "二": "ニ", "力": "カ",
        "夕": "タ", "卜": "ト", "工": "エ", "八": "ハ",
    ]

    /// Every place where one of the wordings stands, from left to right, but for places that lie in one of `except`.
    func labels(_ wordings: [String], except: [String] = []) -> [Label] {
        // What is only nearly such a wording may be the label itself.
        let taken = except.isEmpty ? [] : labels(except).filter { $0.quality == 1 }.map(\.range)
        var found: [Label] = []
        for (index, wording) in wordings.enumerated() {
            let wanted = Self.folded(wording)
            guard !wanted.isEmpty else { continue }
            for (range, quality) in matches(of: wanted) {
                let glyphs = places[range.lowerBound]..<places[range.upperBound - 1] + 1
                guard !taken.contains(where: { $0.overlaps(glyphs) }),
                    !found.contains(where: { $0.range.overlaps(glyphs) && $0.quality >= quality })
                else { continue }
                let whole = isWithinWord(until: range.upperBound) ? quality * Self.partOfWord : quality
                found.append(Label(range: glyphs, wording: index, quality: whole))
            }
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func matches(of wanted: [Character]) -> [(Range<Int>, Double)] {
        guard folded.count >= wanted.count - 1 else { return [] }
        var found: [(Range<Int>, Double)] = []
        for start in folded.indices where startsWord(at: start, wanted) {
            if start + wanted.count <= folded.count, folded[start..<start + wanted.count].elementsEqual(wanted) {
                found.append((start..<start + wanted.count, 1))
            }
        }
        // One character in five may be another one, from four on.
        guard wanted.count >= 4 else { return found }
        let limit = max(1, wanted.count / 5)
        for start in folded.indices where startsWord(at: start, wanted) {
            for length in [wanted.count, wanted.count - 1, wanted.count + 1] where start + length <= folded.count {
                let range = start..<start + length
                guard !found.contains(where: { $0.0.overlaps(range) }),
                    folded[start] == wanted[0] || folded[start + length - 1] == wanted[wanted.count - 1],
                    let distance = EditDistance.distance(
                        String(folded[range]), String(wanted), limit: limit)
                else { continue }
                found.append((range, 1 - 0.1 * Double(distance)))
                break
            }
        }
        return found
    }

    /// A Latin word is no part of another one: TOTAL does not stand in SUBTOTAL.
    private func startsWord(at place: Int, _ wanted: [Character]) -> Bool {
        guard place > 0, let first = wanted.first, first.isASCII, folded[place - 1].isASCII else { return true }
        guard !glyphs[places[place]].startsWord, places[place] == places[place - 1] + 1 else { return true }
        let (before, here) = (glyphs[places[place - 1]], glyphs[places[place]])
        return !(before.text.first?.isLetter ?? false) || here.left - before.right > 0.6 * here.height
    }

    /// What only begins a Latin word is worth less: CASH in CASHIER. A currency is no part of it: TOTALRM, CASHUSD.
    private func isWithinWord(until end: Int) -> Bool {
        guard folded.indices.contains(end), isInside(end - 1, end) else { return false }
        let tail = glyphs[places[end]...].prefix { glyph in
            glyph.text.allSatisfy { $0.isASCII && $0.isLetter } && (glyph == glyphs[places[end]] || !glyph.startsWord)
        }
        return !Self.currencies.contains(tail.map { $0.text.uppercased() }.joined())
    }

    /// Whether two folded characters are neighbouring letters of one Latin word.
    private func isInside(_ before: Int, _ here: Int) -> Bool {
        let (before, here) = (glyphs[places[before]], glyphs[places[here]])
        let areLetters = [before, here].allSatisfy { $0.text.allSatisfy { $0.isASCII && $0.isLetter } }
        return areLetters && !here.startsWord && here.left - before.right <= 0.6 * here.height
    }

    private static let partOfWord = 0.7
    private static let currencies: Set<String> = ["RM", "MYR", "USD", "EUR", "JPY", "YEN", "SGD", "GBP", "CNY", "KRW"]
}

extension Array where Element == PrintedText.Glyph {
    /// Heights of a character: what stands so far apart in a line is not one number, whether a blank was seen or not.
    private static let columnGap = 0.8

    /// The same with a blank where two numbers stand apart, as in the columns of a receipt.
    fileprivate var partedByGaps: [Element] {
        var parted = self
        for index in indices.dropFirst() where isGap(before: index) { parted[index].startsWord = true }
        return parted
    }

    /// Whether two numbers stand so far apart before that character that they are none together.
    func isGap(before index: Int) -> Bool {
        guard index > 0, self[index].isDigit, self[index - 1].isDigit else { return false }
        return self[index].left - self[index - 1].right > Self.columnGap * self[index].height
    }
}
