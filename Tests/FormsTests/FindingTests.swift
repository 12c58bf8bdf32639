import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// Values on papers without zones, found by the page's own text.
@Suite struct FindingTests {
    private static let form = TestForm(id: "invoice", grid: 1, labels: 11)
    /// Lines of text with the place of their first character in millimetres; 4 mm a character.
    private static let lines: [(String, Double, Double)] = [
        ("請求番号：A12", 10, 20), ("合計", 60, 30), ("5,400", 60, 40),
        ("品名", 10, 60), ("金額", 50, 60), ("紙", 12, 66), ("120", 50, 66), ("筆", 12, 72), ("80", 50, 72),
        ("以上", 10, 120),
    ]

    /// - Parameter drawing: something else on the page.
    private static func read(
        _ place: FieldDefinition.Finding.Way, type: String, hasText: Bool = true, isOptional: Bool = false,
        isSure: Bool = true, drawing: (inout Sheet) -> Void = { _ in }
    ) throws -> Field {
        var sheet = isOptional ? Sheet(paper: TestForm.paper, dpi: TestForm.dpi) : form.drawn()
        drawing(&sheet)
        let template = FormTemplate(
            id: "invoice", version: "1", paper: TestForm.paper, blank: URL(fileURLWithPath: "/"), pages: 1,
            fields: [FieldDefinition(name: "value", type: type, place: .find([.init(place)]), isOptional: isOptional)])
        let library = FormLibrary(templates: [template], pages: [form.page()])
        let perMM = TestForm.dpi / 25.4
        let glyphs = lines.flatMap { text, left, top in
            text.enumerated().map { index, character in
                let x = left + Double(index) * 4
                return TextLayer.Glyph(
                    text: String(character), left: x * perMM, top: top * perMM, right: (x + 4) * perMM,
                    bottom: (top + 4) * perMM, isSure: isSure || index > 0)
            }
        }
        let page = ScannedPage(
            bitmap: Bitmap(sheet.pixels), dpi: TestForm.dpi, number: 1,
            textLayer: hasText ? TextLayer(glyphs: glyphs) : nil)
        let registration = FormAlignment(
            form: "invoice", formPage: 1, quarterTurns: 0, toScan: .scaling(x: perMM, y: perMM), residual: 0,
            agreement: 1)
        let fields = try DocumentReader(library: library, recognisers: Recognisers(recognisers: []))
            .read(page: page, registration: registration)
        return try #require(fields.first)
    }

    static let findings: [(FieldDefinition.Finding.Way, String, FieldValue)] = [
        (.rightOf(["請求番号"]), "text", .text("A12")),
        (.below(["合計"]), "yen", .integer(5400)),
        (.pattern("番号[:：]?([A-Z][0-9]+)"), "text", .text("A12")),
        (.rightOf(["備考"]), "text", .none),
        (
            .table(
                .init(
                    heading: ["品名", "金額"],
                    columns: [
                        .init(name: "item", type: "text", width: 40), .init(name: "price", type: "yen", width: 30),
                    ])),
            "table",
            .rows([["item": .text("紙"), "price": .integer(120)], ["item": .text("筆"), "price": .integer(80)]])
        ),
    ]

    @Test("A value is found by its label, by a pattern or under a heading", arguments: findings.indices)
    func finds(index: Int) throws {
        let (place, type, value) = Self.findings[index]
        #expect(try Self.read(place, type: type).value == value)
    }

    @Test("An optional value whose label is certainly not on the page is empty")
    func certainlyAbsent() throws {
        let field = try Self.read(.rightOf(["備考欄"]), type: "text", isOptional: true)
        #expect(field.value == .none)
        #expect(field.readings.first?.doubt == nil)
        #expect(field.readings.first?.confidence == .certain)
    }

    @Test("Where the label may be there all the same, or the value may not be missing, a person looks")
    func doubtfullyAbsent() throws {
        func doubt(
            _ place: FieldDefinition.Finding.Way, isOptional: Bool = true, isSure: Bool = true,
            drawing: (inout Sheet) -> Void = { _ in }
        ) throws -> Wording? {
            try Self.read(place, type: "text", isOptional: isOptional, isSure: isSure, drawing: drawing)
                .readings.first?.doubt
        }
        #expect(try doubt(.rightOf(["備考欄"]), isOptional: false) != nil)
        #expect(try doubt(.rightOf(["求書"]), isOptional: true) != nil, "one character from words that are there")
        #expect(try doubt(.rightOf(["備考欄"]), isSure: false) != nil, "characters that are not what is seen")
        #expect(try doubt(.pattern("備考([0-9]+)")) != nil)
        #expect(
            try doubt(.rightOf(["備考欄"])) { $0.line(from: Point(80, 80), to: Point(83, 84), width: 0.5) } != nil)
    }

    @Test("On a scanned picture a value that has to be found is left to a person")
    func scanned() throws {
        let field = try Self.read(.rightOf(["請求番号"]), type: "text", hasText: false)
        #expect(field.readings.first?.doubt != nil)
        #expect(field.value.isEmpty)
    }
}
