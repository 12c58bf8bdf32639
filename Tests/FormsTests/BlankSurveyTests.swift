import Forms
import Imaging
import Paperwork
import Testing

@Suite struct BlankSurveyTests {
    @Test func boxesAreFoundWithTheirInside() throws {
        var form = DrawnForm(width: 90, height: 60)
        form.frame(20, 10, 60, 12)
        let shapes = form.survey()
        let shape = try #require(shapes.first)
        #expect(shapes.count == 1 && shape.kind == .box)
        #expect(shape.zone.isNear(left: 20.2, top: 10.2, width: 59.6, height: 11.6))
    }

    @Test(arguments: [true, false])
    func combsAreOneShapeWithTheirCells(_ dashed: Bool) throws {
        var form = DrawnForm(width: 90, height: 40)
        form.frame(15, 12, 56, 9)
        for cell in 1..<8 { form.vertical(15 + Double(cell) * 7, from: 12, to: 21, dashed: dashed) }
        let shape = try #require(form.survey().first)
        guard case .comb(let cells) = shape.kind else {
            Issue.record("\(shape.kind) is no comb")
            return
        }
        #expect(cells.count == 8)
        #expect(cells.map(\.left) == cells.map(\.left).sorted())
        for (index, cell) in cells.enumerated() {
            #expect(cell.isNear(left: 15.2 + Double(index) * 7, top: 12.2, width: 6.7, height: 8.7))
        }
        #expect(shape.zone.isNear(left: 15.2, top: 12.2, width: 55.7, height: 8.7))
    }

    @Test func aCombInTwoGroupsIsOneComb() throws {
        var form = DrawnForm(width: 90, height: 40)
        for cell in 0..<7 { form.frame(10 + Double(cell) * 6 + (cell > 2 ? 4 : 0), 10, 6, 8) }
        let shapes = form.survey()
        guard shapes.count == 1, case .comb(let cells) = shapes[0].kind else {
            Issue.record("\(shapes)")
            return
        }
        #expect(cells.count == 7)
    }

    @Test func tablesAreOneShapeWithoutTheirPrintedHeading() throws {
        var form = DrawnForm(width: 110, height: 70)
        for row in 0..<5 {
            form.frame(10, 10 + Double(row) * 9, 30, 9)
            form.frame(40, 10 + Double(row) * 9, 20, 9)
            form.frame(60, 10 + Double(row) * 9, 40, 9)
        }
        for left in [15.0, 43, 65] { form.words(left, 12, count: 5) }
        let shapes = form.survey()
        guard shapes.count == 1, case .table(let rows, let columns) = shapes[0].kind else {
            Issue.record("\(shapes)")
            return
        }
        #expect(rows == 4)
        #expect(zip(columns, [30, 20, 40]).allSatisfy { abs($0 - $1) < 0.5 } && columns.count == 3)
        #expect(shapes[0].zone.isNear(left: 10.2, top: 19.2, width: 89.6, height: 35.6))
    }

    @Test func smallSquaresApartAreCheckboxes() {
        var form = DrawnForm(width: 90, height: 40)
        for left in [10.0, 35, 60] { form.frame(left, 15, 4, 4) }
        #expect(form.survey().map(\.kind) == [.checkbox, .checkbox, .checkbox])
    }

    @Test func printedCellsAreLabelsAndUnitsAreNot() throws {
        var form = DrawnForm(width: 110, height: 60)
        form.frame(10, 10, 30, 12)
        form.words(14, 14, count: 6)
        form.frame(40, 10, 60, 12)
        form.words(95, 14, count: 1)
        let shapes = form.survey()
        #expect(shapes.count == 1)
        #expect(try #require(shapes.first).zone.left > 40)
    }

    @Test func aFrameAroundOtherPlacesIsNone() {
        var form = DrawnForm(width: 100, height: 80)
        form.frame(5, 5, 90, 70)
        form.frame(20, 20, 50, 10)
        #expect(form.survey().map { $0.zone.left.rounded() } == [20])
    }

    @Test func printedLettersAndAnEmptyPageHaveNoPlaces() {
        var form = DrawnForm(width: 60, height: 40)
        #expect(form.survey().isEmpty)
        form.frame(10, 10, 2.2, 2.2)
        form.words(10, 20, count: 8)
        #expect(form.survey().isEmpty)
    }

    @Test func shapesComeInReadingOrder() {
        var form = DrawnForm(width: 120, height: 80)
        form.frame(70, 10.5, 40, 10)
        form.frame(10, 11, 40, 10)
        form.frame(10, 50, 40, 10)
        form.frame(70, 30, 40, 10)
        let places = form.survey().map { [$0.zone.left.rounded(), $0.zone.top.rounded()] }
        #expect(places == [[10, 11], [70, 11], [70, 30], [10, 50]])
    }

    @Test func theNearestPrintedWordsAreTheLabel() {
        var form = DrawnForm(width: 120, height: 90)
        form.frame(10, 10, 25, 10)
        form.words(12, 13, count: 5)
        form.frame(35, 10, 70, 10)
        form.frame(50, 30, 40, 10)
        form.frame(10, 60, 40, 10)
        form.frame(80, 62, 4, 4)
        let text = DrawnForm.text([
            ("氏名", 14, 13), ("電話番号", 30, 33), ("住所", 12, 54), ("同意する", 86, 62), ("遠い", 2, 2),
        ])
        #expect(form.survey(text).map(\.label) == ["氏名", "電話番号", "住所", "同意する"])
    }
}

/// A blank form drawn in pixels at 200 dpi; all measures in millimetres.
struct DrawnForm {
    private static let dpi = 200.0
    private var pixels: GrayPixels

    init(width: Double, height: Double) {
        pixels = GrayPixels(width: Self.pixel(width), height: Self.pixel(height))
    }

    func survey(_ text: TextLayer? = nil) -> [SurveyedShape] { BlankSurvey.survey(pixels, dpi: Self.dpi, text: text) }

    /// Lines of 0.25 mm whose middles are the frame.
    mutating func frame(_ left: Double, _ top: Double, _ width: Double, _ height: Double) {
        for x in [left, left + width] { vertical(x, from: top, to: top + height) }
        for y in [top, top + height] { ink(left - 0.12, y - 0.12, width + 0.24, 0.24) }
    }

    mutating func vertical(_ x: Double, from top: Double, to bottom: Double, dashed: Bool = false) {
        let step = dashed ? 1.2 : bottom - top
        for y in stride(from: top, to: bottom, by: step) {
            ink(x - 0.12, y, 0.24, dashed ? min(0.7, bottom - y) : step)
        }
    }

    /// Strokes as close as those of printed words, 3 mm high.
    mutating func words(_ left: Double, _ top: Double, count: Int) {
        for index in 0..<count {
            ink(left + Double(index) * 3, top, 2.4, 0.4)
            ink(left + Double(index) * 3 + 1, top, 0.4, 3)
            ink(left + Double(index) * 3, top + 2.5, 2.4, 0.4)
        }
    }

    /// Characters of 3.5 mm side by side.
    static func text(_ words: [(String, left: Double, top: Double)]) -> TextLayer {
        TextLayer(
            glyphs: words.flatMap { word, left, top in
                word.enumerated().map { index, character in
                    let start = left + 3.5 * Double(index)
                    return TextLayer.Glyph(
                        text: String(character), left: Measure.pixels(mm: start, dpi: dpi),
                        top: Measure.pixels(mm: top, dpi: dpi), right: Measure.pixels(mm: start + 3.5, dpi: dpi),
                        bottom: Measure.pixels(mm: top + 3.5, dpi: dpi))
                }
            })
    }

    private mutating func ink(_ left: Double, _ top: Double, _ width: Double, _ height: Double) {
        for y in Self.pixel(top)..<Self.pixel(top + height) {
            for x in Self.pixel(left)..<Self.pixel(left + width) { pixels[x, y] = 20 }
        }
    }

    private static func pixel(_ mm: Double) -> Int { Int(Measure.pixels(mm: mm, dpi: dpi).rounded()) }
}

extension Zone {
    fileprivate func isNear(left: Double, top: Double, width: Double, height: Double) -> Bool {
        zip([self.left, self.top, self.width, self.height], [left, top, width, height])
            .allSatisfy { abs($0 - $1) < 0.35 }
    }
}
