internal import Imaging

/// The printed words near a place for writing.
struct BlankSurveyLabels {
    fileprivate struct Glyph {
        var text: String
        var area: BlankSurveyArea
    }

    private let glyphs: [Glyph]
    private let printed: [BlankSurveyArea]

    /// Millimetres within which words belong to a place.
    private static let reach = 8.0
    /// Millimetres between two characters of one label at most.
    private static let widestBlank = 4.0

    init(_ text: TextLayer, dpi: Double, printed: [BlankSurveyCells.Cell]) {
        glyphs = text.glyphs.filter { !$0.text.allSatisfy(\.isWhitespace) }.map { glyph in
            Glyph(
                text: glyph.text,
                area: BlankSurveyArea(
                    left: Measure.mm(pixels: glyph.left, dpi: dpi), top: Measure.mm(pixels: glyph.top, dpi: dpi),
                    right: Measure.mm(pixels: glyph.right, dpi: dpi),
                    bottom: Measure.mm(pixels: glyph.bottom, dpi: dpi)))
        }
        self.printed = printed.map(\.area)
    }

    /// A checkbox has its words to the right; everything else in the printed cell to the left or above, or else in the
    /// line to the left, or else in the line above.
    func label(of shape: BlankSurveyGroups.Shape) -> String? {
        if case .checkbox = shape.kind, let words = words(rightOf: shape.area) { return words }
        return words(inCellBeside: shape.area) ?? words(leftOf: shape.area) ?? words(above: shape.area)
    }

    private func words(inCellBeside area: BlankSurveyArea) -> String? {
        let left = printed.filter {
            $0.right <= area.left && area.left - $0.right <= 3 && $0.sharedHeight(area) >= 0.6 * area.height
        }
        let above = printed.filter {
            $0.bottom <= area.top && area.top - $0.bottom <= 3 && $0.sharedWidth(area) >= 0.6 * area.width
        }
        guard let cell = left.max(by: { $0.right < $1.right }) ?? above.max(by: { $0.bottom < $1.bottom }) else {
            return nil
        }
        return joined(glyphs.filter { cell.contains($0.centre) })
    }

    private func words(leftOf area: BlankSurveyArea) -> String? {
        let line = glyphs.filter { $0.isBeside(area) && $0.area.right <= area.left + 0.5 }
            .sorted { $0.area.right > $1.area.right }
        return joined(
            run(line, startingWithin: Self.reach, of: area.left) { edge, glyph in
                edge - glyph.right
            } next: {
                $0.left
            })
    }

    private func words(rightOf area: BlankSurveyArea) -> String? {
        let line = glyphs.filter { $0.isBeside(area) && $0.area.left >= area.right - 0.5 }
            .sorted { $0.area.left < $1.area.left }
        return joined(
            run(line, startingWithin: Self.widestBlank, of: area.right) { edge, glyph in
                glyph.left - edge
            } next: {
                $0.right
            })
    }

    private func words(above area: BlankSurveyArea) -> String? {
        let column = glyphs.filter {
            $0.area.bottom <= area.top + 0.5 && area.top - $0.area.bottom <= Self.reach && $0.area.sharedWidth(area) > 0
        }
        guard let lowest = column.max(by: { $0.area.bottom < $1.area.bottom }) else { return nil }
        return joined(column.filter { $0.area.sharedHeight(lowest.area) > 0 })
    }

    /// Glyphs from an edge on until a blank is too wide.
    private func run(
        _ line: [Glyph], startingWithin reach: Double, of start: Double,
        gap: (Double, BlankSurveyArea) -> Double, next: (BlankSurveyArea) -> Double
    ) -> [Glyph] {
        var found: [Glyph] = []
        var edge = start
        for glyph in line {
            guard gap(edge, glyph.area) <= (found.isEmpty ? reach : Self.widestBlank) else { break }
            found.append(glyph)
            edge = next(glyph.area)
        }
        return found
    }

    /// In reading order; nil where there are none.
    private func joined(_ glyphs: [Glyph]) -> String? {
        let ordered = glyphs.sorted { one, other in
            one.area.sharedHeight(other.area) > 0.3 * min(one.area.height, other.area.height)
                ? one.area.left < other.area.left : one.area.top < other.area.top
        }
        return ordered.isEmpty ? nil : ordered.map(\.text).joined()
    }
}

extension BlankSurveyLabels.Glyph {
    fileprivate var centre: BlankSurveyArea {
        let x = (area.left + area.right) / 2
        return BlankSurveyArea(left: x, top: area.middle, right: x, bottom: area.middle)
    }

    fileprivate func isBeside(_ shape: BlankSurveyArea) -> Bool {
        area.middle > shape.top - 0.5 && area.middle < shape.bottom + 0.5
    }
}
