import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition

/// Reads sheets of one form whose fields, of every kind, may all be empty. Ink is read by nobody unless a test says by
/// whom.
struct EmptyFormDesk {
    let form = TestForm(id: "application", grid: 1, labels: 11)
    let library: FormLibrary
    private let recognisers: @Sendable () -> Recognisers

    static let fields: [FieldDefinition] = [
        optional("name", "text", .zone(TestForm.nameZone)),
        optional("note", "text", .zone(TestForm.noteZone)),
        optional("number", "number", .cells(TestForm.cells)),
        optional("consent", "checkbox", .zone(TestForm.checkboxZone)),
        optional(
            "items", "table",
            .table(
                Zone(left: 30, top: 84.5, width: 48, height: 23), rows: 2,
                columns: [
                    .init(name: "a", type: "number", width: 24), .init(name: "b", type: "number", width: 24),
                ])),
        optional(
            "era", "choice",
            .options([
                .init(name: "平成", zone: Zone(left: 68, top: 86, width: 5, height: 6)),
                .init(name: "令和", zone: Zone(left: 78, top: 86, width: 5, height: 6)),
            ])),
        optional("seal", "seal", .zone(Zone(left: 80, top: 43, width: 9, height: 9))),
        optional("code", "barcode", .zone(Zone(left: 44, top: 15, width: 40, height: 8))),
    ]

    /// - Parameter blank: the blank form, where it is not as the form is drawn.
    init(
        blank: GrayPixels? = nil, fields: [FieldDefinition] = fields, recognisers: [any Recogniser & Sendable] = []
    ) {
        let template = FormTemplate(
            id: "application", version: "1", paper: TestForm.paper, blank: URL(fileURLWithPath: "/"), pages: 1,
            fields: fields)
        let page = BlankFormPage(
            form: "application", page: 1, paper: TestForm.paper, pixels: blank ?? form.drawn().pixels,
            dpi: TestForm.dpi, written: [TestForm.nameZone, TestForm.noteZone] + TestForm.cells)
        library = FormLibrary(templates: [template], pages: [page])
        self.recognisers = { Recognisers(recognisers: recognisers) }
    }

    /// The form with something in every field but the barcode.
    func filled() -> Sheet {
        var sheet = form.drawn()
        sheet.scribble(left: 45, top: 32, gray: 20)
        sheet.scribble(left: 45, top: 44, gray: 20)
        sheet.scribble(left: 84, top: 44, gray: 20)
        sheet.scribble(left: 60, top: 16, gray: 20)
        for cell in TestForm.cells {
            sheet.line(from: Point(cell.left + 3, cell.top + 2), to: Point(cell.left + 3, cell.top + 6), width: 0.5)
        }
        sheet.scribble(left: 34, top: 99, gray: 20)
        sheet.tick(gray: 20)
        sheet.line(from: Point(78.5, 87), to: Point(82.5, 91), width: 0.6)
        sheet.line(from: Point(78.5, 91), to: Point(82.5, 87), width: 0.6)
        return sheet
    }

    func identifiedFields(of sheet: Sheet, _ scanner: TestScanner) throws -> [Field] {
        guard let scan = scanner.scan(sheet), case .form(let registration) = library.identify(scan) else {
            throw Trouble(.file, Wording(verbatim: "the form was not found"))
        }
        return try fields(of: scan, registration)
    }

    func field(_ name: String, of sheet: Sheet, text: TextLayer? = nil) throws -> Field {
        guard var scan = TestScanner(skew: text == nil ? 0.5 : 0).scan(sheet) else {
            throw Trouble(.file, Wording(verbatim: "no scan"))
        }
        scan.textLayer = text
        let toScan = TestScanner(skew: text == nil ? 0.5 : 0).toScan(sheet)
        guard let field = try fields(of: scan, toScan: toScan).first(where: { $0.name == name }) else {
            throw Trouble(.file, Wording(verbatim: "no field \(name)"))
        }
        return field
    }

    func fields(of scan: ScannedPage, toScan: Homography, lost: [Int]? = nil) throws -> [Field] {
        try fields(
            of: scan,
            FormAlignment(
                form: "application", formPage: 1, quarterTurns: 0, toScan: toScan, residual: 0, agreement: 1,
                lostLandmarks: lost))
    }

    func fields(of scan: ScannedPage, _ registration: FormAlignment) throws -> [Field] {
        try DocumentReader(library: library, recognisers: recognisers()).read(page: scan, registration: registration)
    }

    private static func optional(
        _ name: String, _ type: String, _ place: FieldDefinition.Place
    ) -> FieldDefinition {
        FieldDefinition(name: name, type: type, place: place, isOptional: true)
    }
}

/// Sees nothing anywhere, and is sure of it.
final class BlindReader: Recogniser, Sendable {
    let name = "blind"

    func canRead(_ request: ReadingRequest) -> Bool { true }

    func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        [Reading(text: "", confidence: Confidence(0.999), recogniser: name)]
    }
}

extension Field {
    /// Nothing is in it, and no reading says that this is in doubt.
    var isTakenForEmpty: Bool { (value.isEmpty || value == .flag(false)) && text.isEmpty && doubts.isEmpty }

    var doubts: [String] { readings.compactMap { $0.doubt?.en } }
}

extension Sheet {
    mutating func fill(_ zone: Zone, gray: UInt8) {
        let (left, right) = (Measure.pixels(mm: zone.left, dpi: dpi), Measure.pixels(mm: zone.right, dpi: dpi))
        for y in Int(Measure.pixels(mm: zone.top, dpi: dpi))..<Int(Measure.pixels(mm: zone.bottom, dpi: dpi)) {
            for x in Int(left)..<Int(right) { pixels[x, y] = min(pixels[x, y], gray) }
        }
    }

    /// Two letters' worth of strokes, 5 mm wide and high.
    mutating func scribble(left: Double, top: Double, gray: UInt8) {
        let strokes = [(0.0, 0.5, 4.5, 0.5), (2.2, 0, 1.8, 5), (0, 4.5, 4.8, 3), (4, 0.4, 4.4, 4.6)]
        for (x, y, toX, toY) in strokes {
            line(from: Point(left + x, top + y), to: Point(left + toX, top + toY), width: 0.45, gray: gray)
        }
    }

    /// In the form's checkbox.
    mutating func tick(gray: UInt8) {
        line(from: Point(12.5, 120), to: Point(13.5, 121.5), width: 0.5, gray: gray)
        line(from: Point(13.5, 121.5), to: Point(16, 118), width: 0.5, gray: gray)
    }
}
