import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import SampleForms
import Testing

/// Whole blanks: a designed form with text of its own, and a scanned one that has to be put straight and read.
@Suite struct BlankSurveySheetsTests {
    @Test func mostFieldsOfADesignedApplicationAreFoundWithTheirTypes() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try FormDesign.onestop.writeBlank(to: file)
        let page = try PageSource(opening: file).page(1)
        let found = SurveyedField.numbered(
            try BlankSurvey.survey(
                page.bitmap.grayPixels(), paper: PaperSize(width: 210, height: 297), text: page.textLayer)
        ).map(\.definition)
        let right = FormDesign.onestop.fields.filter { field in
            guard let place = Zone.enclosing(field.zones) else { return false }
            return found.contains { Self.sameType($0.type, field.type) && Self.share(of: place, in: $0) > 0.6 }
        }
        #expect(right.count >= 12, "\(right.map(\.name))")
        #expect(found.count <= FormDesign.onestop.fields.count + 3, "\(found.map(\.name))")
        let names = Set(found.map(\.name))
        #expect(
            names.isSuperset(of: ["postal_code", "phone", "sex", "kana", "my_number", "birth_era", "birth"]), "\(names)"
        )
    }

    /// A date may be read with its era or without.
    private static func sameType(_ one: String, _ other: String) -> Bool {
        one == other || [one, other].allSatisfy { $0.hasSuffix("date") }
    }

    /// How much two places have in common, of all that either covers.
    private static func share(of zone: Zone, in field: FieldDefinition) -> Double {
        let zones: [Zone] =
            switch field.place {
            case .zone(let zone), .table(let zone, _, _): [zone]
            case .cells(let cells): cells
            case .options(let options): options.map(\.zone)
            case .find: []
            }
        guard let other = Zone.enclosing(zones) else { return 0 }
        let across = min(zone.right, other.right) - max(zone.left, other.left)
        let down = min(zone.bottom, other.bottom) - max(zone.top, other.top)
        guard across > 0, down > 0 else { return 0 }
        return across * down / (zone.width * zone.height + other.width * other.height - across * down)
    }

    @Test func aBlankThatWasScannedAskewIsPutStraightAndItsWordsAreRead() throws {
        let paper = PaperSize(width: 130, height: 90)
        let scan = Self.application(paper).turned(degrees: 1.5)
        let straight = try #require(BlankDeskew.straightened(scan, dpi: 200))
        #expect(BlankDeskew.straightened(straight, dpi: 200) == nil)
        let fields = SurveyedField.numbered(
            try BlankSurvey.survey(straight, paper: paper, reader: PrintedLineReader())
        ).map(\.definition)
        #expect(fields.map(\.name) == ["name", "address", "phone", "amount"])
        #expect(fields.map(\.type) == ["name", "address", "phone", "yen"])
        #expect(fields.map(\.label) == ["氏名", "住所", "電話番号", "請求金額"])
    }

    /// Rows of a label and a place, on paper that a scanner saw.
    private static func application(_ paper: PaperSize) -> GrayPixels {
        let canvas = Canvas(pixelWidth: 1024, pixelHeight: 709, dpi: 200)
        let lettering = Lettering("IPAexGothic", points: 10.5)
        canvas.text("助成金請求書", x: 45, baseline: 12, Lettering("IPAexGothic", points: 14))
        for (row, label) in ["氏名", "住所", "電話番号", "請求金額"].enumerated() {
            let top = 20 + 14 * Double(row)
            canvas.box(Zone(left: 10, top: top, width: 30, height: 14), thickness: 0.2)
            canvas.box(Zone(left: 40, top: top, width: 80, height: 14), thickness: 0.2)
            canvas.text(label, x: 14, baseline: top + 8.5, lettering)
        }
        canvas.text("円", x: 114, baseline: 70.5, lettering)
        return canvas.grayPixels()
    }
}

extension GrayPixels {
    fileprivate func turned(degrees: Double) -> GrayPixels {
        let (x, y) = (Double(width) / 2, Double(height) / 2)
        let map = Homography.translation(x: -x, y: -y).then(.rotation(degrees: -degrees)).then(.translation(x: x, y: y))
        return resampled(width: width, height: height, through: map)
    }
}
