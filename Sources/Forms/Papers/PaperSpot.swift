import FieldTypes
import Paperwork

/// A place on a paper where a value may stand, and by which way it was found.
struct PaperSpot {
    var glyphs: [PrintedText.Glyph]
    /// The text in the place, with its blanks; for a table a line per row and a tab between cells.
    var text: String
    /// By its place among the field's ways.
    var way: Int
    /// The label beside it, as it is printed.
    var label: [PrintedText.Glyph] = []
    /// Which of the way's wordings the label is.
    var wording = 0
    /// Between 0 and 1.
    var score: Double

    var zone: Zone? { glyphs.zone }
}

extension Array where Element == PrintedText.Glyph {
    /// The smallest rectangle that holds them, on the page of the first.
    var zone: Zone? {
        guard let first else { return nil }
        let own = filter { $0.page == first.page }
        let (left, top) = (own.map(\.left).min() ?? first.left, own.map(\.top).min() ?? first.top)
        return Zone(
            page: first.page, left: left, top: top, width: (own.map(\.right).max() ?? first.right) - left,
            height: (own.map(\.bottom).max() ?? first.bottom) - top)
    }

    /// As a person would write it down.
    var written: String { PaperLine(self).text }

    /// Runs that a blank or a gap parts; where `isFine`, also a sign of the line or a change between letters and digits.
    func words(isFine: Bool = false) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        for index in indices.dropFirst() {
            let gap = self[index].left - self[index - 1].right
            let (before, here) = (self[index - 1].text, self[index].text)
            let isSigned = [":", "：", "="].contains(before) && (index < 2 || !self[index - 2].isDigit)
            let isChange =
                isFine && (self[index].isDigit != self[index - 1].isDigit)
                && (before.allSatisfy(\.isLetter) || here.allSatisfy(\.isLetter) || before == ",")
            guard self[index].startsWord || gap > 0.6 * self[index].height || isSigned || isChange else { continue }
            words.append(start..<index)
            start = index
        }
        return isEmpty ? [] : words + [start..<count]
    }
}
