internal import Foundation
internal import Imaging
internal import Paperwork

/// Where the digits of a line stand in groups, as the numbers of a date do under 年 月 日.
///
/// Digits of one number stand closer than those of two, in print and by hand; by how much depends on the typeface and the
/// hand. So the line's own gaps are compared with each other where they fall into narrow and wide ones.
enum DigitGaps {
    /// A character of a line, and what it is taken for.
    struct Glyph {
        var bounds: PixelRect
        var text: String
    }

    /// Without others to compare with, a gap of so many digit heights is as likely between numbers as within one: typefaces
    /// leave 0.1 to 0.3 within, and 0.5 and more for a blank.
    private static let usual = 0.42
    /// What a 1 leaves free beside it in typefaces whose digits are equally wide, in digit heights.
    private static let besideOne = 0.12
    /// Gaps fall into narrow and wide ones where the sorted gaps leave out so much, in digit heights.
    private static let leap = 0.3
    /// By how many digit heights a gap is wider where it is e times as likely between numbers.
    private static let softness = 0.05
    /// No gap is surer, and a less likely one is none.
    private static let most = 0.999
    private static let least = 0.03

    /// For each glyph but the last the chance, between 0 and 1, that a blank stands behind it; 0 where either neighbour is
    /// no digit.
    ///
    /// - Parameter glyphs: left to right.
    static func chances(behind glyphs: [Glyph]) -> [Double] {
        let heights = glyphs.filter(\.isDigit).map(\.bounds.height).sorted()
        guard glyphs.count > 1, let height = heights.isEmpty ? nil : heights[heights.count / 2], height > 0 else {
            return glyphs.dropLast().map { _ in 0 }
        }
        let gaps = zip(glyphs, glyphs.dropFirst()).map { left, right -> Double? in
            guard left.isDigit, right.isDigit else { return nil }
            let ones = [left, right].count { $0.text == "1" }
            return Double(right.bounds.x - left.bounds.maxX) / Double(height) - besideOne * Double(ones)
        }
        let bar = bar(of: gaps.compactMap(\.self).sorted())
        return gaps.map { gap in
            guard let gap else { return 0 }
            let chance = min(most, 1 / (1 + exp(-(gap - bar) / softness)))
            return chance < least ? 0 : chance
        }
    }

    /// The width that is as likely within a number as between two.
    private static func bar(of gaps: [Double]) -> Double {
        let leaps = zip(gaps, gaps.dropFirst()).filter { $1 > usual - 2 * softness }
        guard let widest = leaps.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }), widest.1 - widest.0 >= leap else {
            return usual
        }
        return (max(0, widest.0) + widest.1) / 2
    }

    /// What may stand in a gap that is likely so a blank.
    static func alternatives(_ chance: Double) -> [Lattice.Alternative] {
        [Lattice.Alternative(" ", chance), Lattice.Alternative("", 1 - chance)].sorted { $0.score > $1.score }
    }
}

extension DigitGaps.Glyph {
    fileprivate var isDigit: Bool { text.count == 1 && text.allSatisfy { $0.isASCII && $0.isNumber } }
}

extension Array {
    /// The same with what `blank` makes of the chance of a blank put behind each element where there may be one.
    ///
    /// - Parameter chances: for each element but the last.
    func parted(by chances: [Double], blank: (Double) -> Element) -> [Element] {
        indices.flatMap { index in
            let chance = index < chances.count ? chances[index] : 0
            return chance > 0 ? [self[index], blank(chance)] : [self[index]]
        }
    }
}
