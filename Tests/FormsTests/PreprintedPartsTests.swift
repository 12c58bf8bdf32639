import FieldTypes
import Forms
import Foundation
import Imaging
import JapaneseText
import Paperwork
import Recognition
import Testing

/// Dates and times on a form that prints what stands between their numbers: 令和 年 月 日, 時 分.
@Suite struct PreprintedPartsTests {
    private static let paper = PaperSize(width: 105, height: 100)
    private static let zones = (0..<4).map { Zone(left: 30, top: 12 + 20 * Double($0), width: 70, height: 11) }
    private static let template = FormTemplate(
        id: "slip", version: "1", paper: paper, blank: URL(fileURLWithPath: "/"), pages: 1,
        fields: [
            FieldDefinition(name: "received", type: "date", place: .zone(zones[0]), era: .printed(.reiwa)),
            FieldDefinition(name: "time", type: "time", place: .zone(zones[1])),
            FieldDefinition(name: "birth", type: "era-date", place: .zone(zones[2])),
            FieldDefinition(name: "start", type: "time", place: .zone(zones[3])),
        ])

    /// The form, filled with a line's words at their places in millimetres from the zone's left.
    private static func page(
        _ lines: [[(text: String, left: Double)]], font: String, points: Double
    ) throws -> ScannedPage {
        let file = FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        let canvas = try Canvas(pdf: file, width: paper.width, height: paper.height)
        let print = Lettering("IPAexGothic", points: 9)
        for (zone, label) in zip(zones, ["受付日", "時刻", "生年月日", "開始"]) {
            canvas.box(zone, thickness: 0.25)
            canvas.text(label, x: 8, baseline: zone.top + 7, print)
        }
        for (text, left) in [("令和", 2.0), ("年", 26), ("月", 42), ("日", 58)] {
            canvas.text(text, x: zones[0].left + left, baseline: zones[0].top + 7.2, print)
        }
        for (text, left) in [("時", 26.0), ("分", 46)] {
            canvas.text(text, x: zones[1].left + left, baseline: zones[1].top + 7.2, print)
        }
        for (zone, line) in zip(zones, lines) {
            for (text, left) in line {
                canvas.text(
                    text, x: zone.left + left, baseline: zone.top + 8, Lettering(font, points: points))
            }
        }
        try canvas.finish(writing: file)
        return try PageSource(opening: file).page(1)
    }

    private static func read(
        _ lines: [[(text: String, left: Double)]], font: String, points: Double, writing: Writing, hasText: Bool
    ) throws -> [FieldValue] {
        var template = template
        for index in template.fields.indices { template.fields[index].writing = writing }
        let blank = try page([], font: font, points: points)
        var filled = try page(lines, font: font, points: points)
        if !hasText { filled.textLayer = nil }
        let form = BlankFormPage(
            form: "slip", page: 1, paper: paper, pixels: blank.bitmap.grayPixels(), dpi: blank.dpi, written: zones,
            text: blank.textLayer)
        let registration = FormAlignment(
            form: "slip", formPage: 1, quarterTurns: 0,
            toScan: .scaling(x: filled.dpi / 25.4, y: filled.dpi / 25.4), residual: 0, agreement: 1)
        return try DocumentReader(
            library: FormLibrary(templates: [template], pages: [form]),
            recognisers: Recognisers(recognisers: [HandRecogniser(), PrintRecogniser()])
        ).read(page: filled, registration: registration).map(\.value)
    }

    private static let lines = [
        [("6", 17.0), ("4", 35), ("15", 49)], [("13", 14), ("05", 34)], [("S60", 4), ("3", 24), ("12", 34)],
        [("13:05", 6)],
    ]
    private static let values = ["2024-04-15", "13:05", "1985-03-12", "13:05"].map(FieldValue.text)

    @Test(arguments: ["IPAexGothic", "IPAexMincho", "Noto Serif CJK JP", "DejaVu Sans"], [true, false])
    func printIsParted(font: String, hasText: Bool) throws {
        #expect(
            try Self.read(Self.lines, font: font, points: 12, writing: .print, hasText: hasText) == Self.values)
    }

    @Test(arguments: ["Klee One", "kiloji", "Yusei Magic"])
    func handwritingIsParted(font: String) throws {
        #expect(try Self.read(Self.lines, font: font, points: 20, writing: .hand, hasText: false) == Self.values)
    }
}
