import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

@Suite struct DocumentReaderTests {
    /// Sees `7` in each box that has ink, and once in a zone without boxes.
    private final class SevenReader: Recogniser {
        let name = "sevens"

        func canRead(_ request: ReadingRequest) -> Bool { true }

        func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
            let pixels = crop.bitmap.grayPixels()
            let boxes =
                crop.cells.isEmpty
                ? [PixelRect(x: 0, y: 0, width: pixels.width, height: pixels.height)] : crop.cells
            let text = boxes.map { pixels.inkShare(in: $0, threshold: 128) > 0 ? "7" : "" }
            return [
                Reading(
                    text: text.joined(), confidence: Confidence(0.9),
                    lattice: Lattice(positions: text.map { [Lattice.Alternative($0, 0.9)] }), recogniser: name)
            ]
        }
    }

    /// Sees a 甲 wherever one can stand, and else a `K`.
    private final class EitherReader: Recogniser {
        let name = "either"

        func canRead(_ request: ReadingRequest) -> Bool { true }

        func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
            let text = request.repertoire.contains(.kanji) ? "甲" : request.repertoire.contains(.latin) ? "K" : ""
            return [Reading(text: text, confidence: Confidence(0.9), recogniser: name)]
        }
    }

    private static let form = TestForm(id: "application", grid: 1, labels: 11)
    private static let dateCells = [31.0, 54, 61].map { Zone(left: $0, top: 86, width: 6, height: 8) }
    private static let template = FormTemplate(
        id: "application", version: "1", paper: TestForm.paper, blank: URL(fileURLWithPath: "/"), pages: 1,
        fields: [
            FieldDefinition(name: "day", type: "era-date", place: .cells(dateCells), era: .field("era")),
            FieldDefinition(name: "name", type: "text", place: .zone(TestForm.nameZone)),
            FieldDefinition(name: "note", type: "text", place: .zone(TestForm.noteZone), isOptional: true),
            FieldDefinition(name: "number", type: "number", place: .cells(TestForm.cells)),
            FieldDefinition(name: "consent", type: "checkbox", place: .zone(TestForm.checkboxZone)),
            FieldDefinition(
                name: "items", type: "table",
                place: .table(
                    Zone(left: 30, top: 60, width: 48, height: 48), rows: 3,
                    columns: [
                        .init(name: "a", type: "number", width: 24), .init(name: "b", type: "number", width: 24),
                    ])),
            FieldDefinition(
                name: "era", type: "choice",
                place: .options([
                    .init(name: "平成", zone: Zone(left: 68, top: 86, width: 5, height: 6)),
                    .init(name: "令和", zone: Zone(left: 78, top: 86, width: 5, height: 6)),
                ])),
        ])
    private static let library = FormLibrary(templates: [template], pages: [form.page()])

    /// The same form where everything may be empty.
    private static let optional = FormLibrary(
        templates: [
            FormTemplate(
                id: template.id, version: "1", paper: template.paper, blank: template.blank, pages: 1,
                fields: template.fields.map { field in
                    var field = field
                    field.isOptional = true
                    return field
                })
        ], pages: [form.page()])

    private static func read(
        _ sheet: Sheet, text: TextLayer? = nil, beneath: Sheet? = nil, by library: FormLibrary = library
    ) throws -> [Field] {
        var scan = try #require(TestScanner(skew: text == nil && beneath == nil ? 1 : 0).scan(sheet))
        guard case .form(let registration) = library.identify(scan) else {
            throw Trouble(.file, Wording(verbatim: "the form was not found"))
        }
        scan.textLayer = text
        if let beneath = try beneath.map({ try #require(TestScanner(skew: 0).scan($0)) }) {
            let zone = TestForm.nameZone
            scan.overlay = PageOverlay(
                beneath: beneath.bitmap, areas: [pixels(zone)], undrawn: [pixels(TestForm.noteZone)])
        }
        return try DocumentReader(library: library, recognisers: Recognisers(recognisers: [SevenReader()]))
            .read(page: scan, registration: registration)
    }

    private static func pixels(_ zone: Zone) -> PixelRect {
        let perMM = TestScanner().dpi / 25.4
        return PixelRect(
            x: Int(zone.left * perMM), y: Int(zone.top * perMM), width: Int(zone.width * perMM),
            height: Int(zone.height * perMM))
    }

    private static func filled() -> Sheet {
        var sheet = form.drawn()
        sheet.line(from: Point(45, 33), to: Point(47, 37), width: 0.6)
        for cell in TestForm.cells.prefix(3) {
            sheet.line(from: Point(cell.left + 3, cell.top + 2), to: Point(cell.left + 3, cell.top + 6), width: 0.5)
        }
        for cell in dateCells {
            sheet.line(from: Point(cell.left + 3, 87.5), to: Point(cell.left + 3, 92), width: 0.5)
        }
        sheet.line(from: Point(12.5, 120), to: Point(13.5, 121.5), width: 0.5)
        sheet.line(from: Point(13.5, 121.5), to: Point(16, 118), width: 0.5)
        sheet.line(from: Point(78.5, 87), to: Point(82.5, 91), width: 0.6)
        sheet.line(from: Point(78.5, 91), to: Point(82.5, 87), width: 0.6)
        return sheet
    }

    @Test("A page's fields are read in the template's order, each by its medium")
    func readsAll() throws {
        let fields = try Self.read(Self.filled())
        #expect(fields.map(\.name) == Self.template.fields.map(\.name))
        let values = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
        #expect(values["name"] == .text("7"))
        #expect(values["number"] == .integer(777))
        #expect(values["consent"] == .flag(true))
        #expect(values["era"] == .text("令和"))
    }

    @Test(
        "Where a template says so, nothing but Latin letters, digits and signs is looked for",
        arguments: [
            (nil, "甲"), (FieldDefinition.Letters.latin, "K"),
        ])
    func letters(letters: FieldDefinition.Letters?, text: String) throws {
        var template = Self.template
        template.fields = [
            FieldDefinition(name: "code", type: "text", place: .zone(TestForm.nameZone), letters: letters)
        ]
        let library = FormLibrary(templates: [template], pages: [Self.form.page()])
        let scan = try #require(TestScanner(skew: 1).scan(Self.filled()))
        guard case .form(let registration) = library.identify(scan) else {
            Issue.record("the form was not found")
            return
        }
        let fields = try DocumentReader(library: library, recognisers: Recognisers(recognisers: [EitherReader()]))
            .read(page: scan, registration: registration)
        #expect(fields.map(\.value) == [.text(text)])
    }

    @Test("A date in parts is read with the era that another field names, though that comes later")
    func eraDate() throws {
        let day = try #require(try Self.read(Self.filled()).first { $0.name == "day" })
        #expect(day.value == .text("2025-07-07"))
    }

    @Test("A table's rows are read until none is filled; empty rows are left out")
    func table() throws {
        let items = try #require(try Self.read(Self.filled()).first { $0.name == "items" })
        guard case .rows(let rows) = items.value else {
            Issue.record("no rows: \(items.value)")
            return
        }
        #expect(rows.count == 2)
        #expect(items.readings.count == 4)
    }

    @Test("An empty form gives fields without a value, and no doubt about it")
    func empty() throws {
        for field in try Self.read(Self.form.drawn(), by: Self.optional) where field.type != "checkbox" {
            #expect(field.value.isEmpty, "\(field.name)")
            #expect(field.readings.allSatisfy { $0.doubt == nil })
        }
    }

    @Test("A born-digital page's own text is a reading of its own, before what is recognised")
    func textLayer() throws {
        let perMM = TestScanner().dpi / 25.4
        let glyphs = "見本".enumerated().map { index, character in
            TextLayer.Glyph(
                text: String(character), left: (44 + Double(index) * 4) * perMM, top: 33 * perMM,
                right: (48 + Double(index) * 4) * perMM, bottom: 37 * perMM)
        }
        let name = try #require(
            try Self.read(Self.filled(), text: TextLayer(glyphs: glyphs)).first { $0.name == "name" })
        #expect(name.readings.map(\.recogniser) == ["text-layer", "sevens"])
        #expect(name.value == .text("見本"))
    }

    @Test("Characters that are not what is seen leave the field to what is recognised, and to a person")
    func unseenText() throws {
        let perMM = TestScanner().dpi / 25.4
        let glyphs = ["1", "6"].map { text in
            TextLayer.Glyph(
                text: text, left: 44 * perMM, top: 33 * perMM, right: 48 * perMM, bottom: 37 * perMM, isSure: false)
        }
        let name = try #require(
            try Self.read(Self.filled(), text: TextLayer(glyphs: glyphs)).first { $0.name == "name" })
        #expect(name.readings.map(\.recogniser) == ["sevens"])
        #expect(name.value == .text("7"))
        #expect(name.readings.first?.doubt != nil)
    }

    @Test("A comment over what is written leaves the field to a person; one over an empty zone is but writing")
    func comments() throws {
        for (beneath, isDoubtful) in [(Self.filled(), true), (Self.form.drawn(), false)] {
            let fields = try Self.read(Self.filled(), beneath: beneath)
            let name = try #require(fields.first { $0.name == "name" })
            #expect(name.value == .text("7"))
            #expect((name.readings.first?.doubt != nil) == isDoubtful)
            let number = try #require(fields.first { $0.name == "number" })
            #expect(number.readings.first?.doubt == nil)
        }
    }

    @Test("A form field's value that is not drawn leaves the empty zone to a person")
    func undrawnValue() throws {
        let note = try #require(
            try Self.read(Self.filled(), beneath: Self.form.drawn()).first { $0.name == "note" })
        #expect(note.value.isEmpty)
        #expect(note.readings.first?.doubt != nil)
    }
}
