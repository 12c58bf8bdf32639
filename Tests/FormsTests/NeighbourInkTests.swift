import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import SampleForms
import Testing

/// Writing that reaches in from the entry beside, and writing that runs otherwise than its field.
@Suite struct NeighbourInkTests {
    private static let paper = PaperSize(width: 140, height: 110)
    private static let family = "IPAexGothic"

    private static func blank(_ zone: Zone, _ draw: (Canvas) -> Void = { _ in }) -> GrayPixels {
        let canvas = Canvas(pixelWidth: 1654, pixelHeight: 1299, dpi: 300)
        canvas.box(zone.grown(by: 1), thickness: 0.2)
        for (index, word) in ["届出書", "氏名", "金額"].enumerated() {
            canvas.text(word, x: 12, baseline: [20, 30, 86][index], Lettering(family, points: 12))
        }
        draw(canvas)
        return canvas.grayPixels()
    }

    private static func field(
        _ type: String, in zone: Zone, lines: Int = 1, _ draw: (Canvas) -> Void
    ) throws -> Field {
        try field(type, in: zone, lines: lines, of: blank(zone, draw))
    }

    private static func field(
        _ type: String, in zone: Zone, lines: Int = 1, of picture: GrayPixels
    ) throws -> Field {
        let page = BlankFormPage(
            form: "notice", page: 1, paper: paper, pixels: blank(zone), dpi: 300, written: [zone])
        let definition = FieldDefinition(
            name: "value", type: type, place: .zone(zone), writing: .print, isOptional: true, lines: lines)
        let template = FormTemplate(
            id: "notice", version: "1", paper: paper, blank: URL(filePath: "/"), pages: 1, fields: [definition])
        let reader = DocumentReader(
            library: FormLibrary(templates: [template], pages: [page]),
            recognisers: Recognisers(recognisers: readers))
        let registration = FormAlignment(
            form: "notice", formPage: 1, quarterTurns: 0, toScan: page.toPixels, residual: 0, agreement: 1)
        let scan = ScannedPage(bitmap: Bitmap(picture), dpi: 300, number: 1)
        return try #require(try reader.read(page: scan, registration: registration).first)
    }

    private static var readers: [any Recogniser] {
        [PrintRecogniser()] + (LineRecogniser().map { [$0 as any Recogniser] } ?? [])
    }

    private static let row = Zone(left: 20, top: 40, width: 100, height: 10)

    private static func amount(_ draw: (Canvas) -> Void) throws -> Field {
        try field("yen", in: row) { canvas in
            canvas.text("25,086", x: 50, baseline: 47, Lettering(family, points: 14))
            draw(canvas)
        }
    }

    /// A long stroke of the row below.
    @Test(arguments: [47.5, 48.5]) func aNeighboursStrokeIsTheNeighbours(top: Double) throws {
        let field = try Self.amount { $0.line(fromX: 90, y: 66, toX: 88, y: top, thickness: 0.6) }
        #expect(field.value == .integer(25_086))
        #expect(field.readings.first?.doubt == nil)
    }

    @Test func aStrokeThatReachesDeepIsForAPerson() throws {
        let field = try Self.amount { $0.line(fromX: 90, y: 70, toX: 88, y: 41, thickness: 0.8) }
        #expect(field.readings.first?.doubt != nil, "\(field.text)")
    }

    private static let high = Zone(left: 20, top: 40, width: 100, height: 30)

    @Test(arguments: ["山田太郎", "25086"]) func writingFromTopToBottomIsForAPerson(text: String) throws {
        let field = try Self.field(text == "25086" ? "number" : "name", in: Self.high) { canvas in
            for (index, character) in text.enumerated() {
                canvas.text(
                    String(character), x: 60, baseline: 46 + Double(index) * 5.4, Lettering(Self.family, points: 12))
            }
        }
        #expect(field.readings.first?.doubt?.en.contains("top to bottom") == true, "\(field.text)")
    }

    @Test func twoLinesInAFieldOfOneAreForAPerson() throws {
        let field = try Self.field("yen", in: Self.high) { canvas in
            canvas.text("1,250,860", x: 50, baseline: 50, Lettering(Self.family, points: 14))
            canvas.text("9,000,000", x: 50, baseline: 60, Lettering(Self.family, points: 14))
        }
        #expect(field.readings.first?.doubt != nil, "\(field.text)")
    }

    /// Characters of several strokes are no lines.
    @Test(arguments: ["三二一", "呂", "言昌"]) func nothingElseIsTakenForOtherLines(text: String) throws {
        let field = try Self.field("name", in: Self.high) {
            $0.text(text, x: 60, baseline: 58, Lettering(Self.family, points: 20))
        }
        #expect(field.readings.first?.doubt == nil, "\(field.text)")
        let address = try Self.field("text", in: Self.high, lines: 3) { canvas in
            for (index, line) in ["山下町十一番", "一号", "見本荘"].enumerated() {
                canvas.text(line, x: 40, baseline: 47 + Double(index) * 8, Lettering(Self.family, points: 12))
            }
        }
        #expect(address.readings.first?.doubt == nil)
    }

    /// A number that is pasted in the wrong way up: the right one, or a person, or so unsure that it passes nowhere.
    @Test(arguments: ["80691", "25,086", "9,118,609"]) func aNumberUpsideDownIsNeverAnother(text: String) throws {
        let picture = Self.blank(Self.high) {
            $0.text(text, x: 50, baseline: 57, Lettering("IPAexGothic", points: 14))
        }
        let inside = PixelRect(x: 248, y: 485, width: 1157, height: 330)
        var turned = picture
        turned.paste(
            Bitmap(picture.cut(inside)).turned(quarterTurns: 2).grayPixels(), x: inside.x, y: inside.y)
        let field = try Self.field("yen", in: Self.high, of: turned)
        #expect(
            field.value.plainText == text.filter(\.isNumber) || field.readings.first?.doubt != nil
                || (field.readings.first?.confidence.value ?? 0) < 0.5, "\(field.text)")
    }
}
