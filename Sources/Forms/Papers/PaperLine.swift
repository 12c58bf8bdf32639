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

    init(_ glyphs: [Glyph]) {
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
                found.append(Label(range: glyphs, wording: index, quality: quality))
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
}
