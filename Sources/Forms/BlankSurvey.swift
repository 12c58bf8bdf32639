package import Imaging
internal import Paperwork

/// Finds the places for writing on a blank form: boxes, combs, tables and checkboxes.
///
/// A place for writing is white paper that printed lines enclose on all sides. Enclosed paper with words on it is a
/// label, not a place for writing.
package enum BlankSurvey {
    /// The places for writing, in reading order: from the top, and from the left where they stand side by side.
    ///
    /// - parameters:
    ///   - page: The blank form's page, upright; best at 300 dpi.
    ///   - dpi: Dots per inch of `page`.
    ///   - text: The page's own text, in pixels of `page`; labels come from it.
    ///   - number: The form's page, from 1.
    package static func survey(
        _ page: GrayPixels, dpi: Double, text: TextLayer? = nil, page number: Int = 1
    ) -> [SurveyedShape] {
        let page = PaperGround(page, dpi: dpi).whitened(page)
        let cells = BlankSurveyCells(page, dpi: dpi).found()
        let innermost = cells.filter { cell in !cells.contains { cell.encloses($0) } }
        let groups = BlankSurveyGroups(innermost.filter { !$0.isLabel })
        let labels = text.map { BlankSurveyLabels($0, dpi: dpi, printed: innermost.filter(\.isLabel)) }
        let shapes = groups.shapes().map { shape in
            SurveyedShape(
                zone: shape.area.zone(page: number), kind: shape.kind(page: number), label: labels?.label(of: shape))
        }
        return inReadingOrder(shapes)
    }

    private static func inReadingOrder(_ shapes: [SurveyedShape]) -> [SurveyedShape] {
        var rest = shapes.sorted { $0.zone.top < $1.zone.top }
        var ordered: [SurveyedShape] = []
        while let first = rest.first {
            let middle = first.zone.top + min(first.zone.height, 12) / 2
            let line = rest.filter { $0.zone.top <= middle }
            ordered += line.sorted { $0.zone.left < $1.zone.left }
            rest.removeAll { $0.zone.top <= middle }
        }
        return ordered
    }
}

/// A rectangle in millimetres.
struct BlankSurveyArea: Hashable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
    var middle: Double { (top + bottom) / 2 }

    func zone(page: Int) -> Zone { Zone(page: page, left: left, top: top, width: width, height: height) }

    func union(_ other: BlankSurveyArea) -> BlankSurveyArea {
        BlankSurveyArea(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }

    func contains(_ other: BlankSurveyArea) -> Bool {
        other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom
    }

    /// Millimetres that both share from top to bottom; negative where one is below the other.
    func sharedHeight(_ other: BlankSurveyArea) -> Double { min(bottom, other.bottom) - max(top, other.top) }
    func sharedWidth(_ other: BlankSurveyArea) -> Double { min(right, other.right) - max(left, other.left) }
}
