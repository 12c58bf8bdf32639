import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// Blanks whose words have to be read from the picture.
@Suite struct BlankSurveyPictureTests {
    private static let paper = PaperSize(width: 130, height: 90)
    private static let lettering = Lettering("IPAexGothic", points: 11)

    private static func canvas() -> Canvas { Canvas(pixelWidth: 1024, pixelHeight: 709, dpi: 200) }

    private static func fields(of canvas: Canvas) throws -> [FieldDefinition] {
        SurveyedField.numbered(
            try BlankSurvey.survey(canvas.grayPixels(), paper: paper, reader: PrintedLineReader())
        ).map(\.definition)
    }

    @Test func labelsInWhiteOnBlackAreReadRowByRow() throws {
        let canvas = Self.canvas()
        canvas.area(Zone(left: 10, top: 12, width: 110, height: 8), ink: Ink(gray: 0.1))
        canvas.text("申込者", x: 55, baseline: 17.5, Self.lettering, ink: Ink(gray: 1))
        for (row, label) in ["氏名", "住所", "電話番号"].enumerated() {
            let top = 20 + 12 * Double(row)
            canvas.area(Zone(left: 10, top: top, width: 30, height: 12), ink: Ink(gray: 0.1))
            canvas.box(Zone(left: 40, top: top, width: 80, height: 12), thickness: 0.2)
            canvas.text(label, x: 14, baseline: top + 7.5, Self.lettering, ink: Ink(gray: 1))
        }
        let fields = try Self.fields(of: canvas)
        #expect(fields.map(\.label) == ["氏名", "住所", "電話番号"], "\(fields)")
        #expect(fields.map(\.type) == ["name", "address", "phone"])
    }

    /// Dotted lines are led through no fill: they part the lines of one text.
    @Test func aLabelInWhiteOnBlackNamesAllLinesBesideIt() throws {
        let canvas = Self.canvas()
        for (top, height, label) in [(12.0, 12.0, "氏名"), (24, 30, "理由"), (54, 12, "住所")] {
            canvas.area(Zone(left: 10, top: top, width: 30, height: height), ink: Ink(gray: 0.1))
            canvas.box(Zone(left: 40, top: top, width: 80, height: height), thickness: 0.2)
            canvas.text(label, x: 14, baseline: top + height / 2 + 1.5, Self.lettering, ink: Ink(gray: 1))
        }
        for y in [34.0, 44] { canvas.line(fromX: 41, y: y, toX: 119, y: y, thickness: 0.2, dash: [0.5, 0.6]) }
        let fields = try Self.fields(of: canvas)
        #expect(fields.map(\.label) == ["氏名", "理由", "住所"], "\(fields)")
    }

    @Test func wordsThatRunDownwardsAreReadAndCircled() throws {
        let canvas = Self.canvas()
        canvas.box(Zone(left: 10, top: 12, width: 12, height: 40), thickness: 0.2)
        for (column, words) in ["世帯主", "の状況"].enumerated() {
            for (row, character) in words.enumerated() {
                canvas.text(
                    String(character), x: 17 - 5.8 * Double(column), baseline: 24 + 4.8 * Double(row), Self.lettering)
            }
        }
        canvas.box(Zone(left: 22, top: 12, width: 30, height: 40), thickness: 0.2)
        canvas.text("氏名", x: 26, baseline: 33, Self.lettering)
        canvas.box(Zone(left: 52, top: 12, width: 50, height: 40), thickness: 0.2)
        canvas.box(Zone(left: 102, top: 12, width: 10, height: 40), thickness: 0.2)
        for (row, character) in "男・女".enumerated() {
            canvas.text(String(character), x: 105, baseline: 24 + 8 * Double(row), Self.lettering)
        }
        let fields = try Self.fields(of: canvas)
        #expect(fields.map(\.type) == ["name", "circled"])
        guard case .options(let options) = fields.last?.place else {
            Issue.record("\(fields)")
            return
        }
        #expect(options.map(\.name) == ["男", "女"])
    }

    @Test(arguments: [(0.35, 0.45), (0.5, 0.6), (0.8, 0.6)])
    func dottedLinesPartRows(_ dash: Double, _ gap: Double) throws {
        let canvas = Self.canvas()
        canvas.box(Zone(left: 10, top: 12, width: 110, height: 44), thickness: 0.3)
        for row in 0..<4 {
            let top = 12 + 11 * Double(row)
            canvas.line(fromX: 10, y: top, toX: 120, y: top, thickness: 0.2, dash: [dash, gap])
            canvas.text(["氏名", "住所", "電話番号", "金額"][row], x: 14, baseline: top + 7, Self.lettering)
        }
        canvas.line(fromX: 40, y: 12, toX: 40, y: 56, thickness: 0.2, dash: [dash, gap])
        let fields = try Self.fields(of: canvas)
        #expect(fields.map(\.type) == ["name", "address", "phone", "yen"])
    }
}
