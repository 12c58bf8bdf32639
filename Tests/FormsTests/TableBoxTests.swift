import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// A table's column of boxes to tick: each cell is a zone much larger than its box.
@Suite struct TableBoxTests {
    private static let form = TestForm(id: "roster", grid: 1, labels: 5)
    private static let zone = Zone(left: 30, top: 84, width: 60, height: 24)
    private static let template = FormTemplate(
        id: "roster", version: "1", paper: TestForm.paper, blank: URL(fileURLWithPath: "/"), pages: 1,
        fields: [
            FieldDefinition(
                name: "people", type: "table",
                place: .table(
                    zone, rows: 4,
                    columns: [
                        .init(name: "here", type: "checkbox", width: 30),
                        .init(name: "paid", type: "checkbox", width: 30),
                    ]
                ))
        ])

    private static func box(_ row: Int, _ column: Int) -> Zone {
        Zone(left: 43 + 30 * Double(column), top: 85.2 + 6 * Double(row), width: 3.6, height: 3.6)
    }

    private static func blank() -> Sheet {
        var sheet = Sheet(paper: TestForm.paper, dpi: TestForm.dpi)
        var random = Random(state: 3)
        for row in 0..<6 {
            sheet.letters(left: 12, top: 10 + 9 * Double(row), count: 10 + row, height: 3, random: &random)
        }
        for row in 0..<4 {
            for column in 0..<2 {
                sheet.box(Zone(left: 30 + 30 * Double(column), top: 84 + 6 * Double(row), width: 30, height: 6))
                sheet.box(box(row, column))
            }
        }
        for row in 0..<4 {
            sheet.letters(left: 12, top: 114 + 5 * Double(row), count: 14, height: 2.6, random: &random)
        }
        return sheet
    }

    private static func tick(_ zone: Zone, on sheet: inout Sheet) {
        sheet.line(
            from: Point(zone.left + 0.6, zone.top + 1.6), to: Point(zone.left + 1.6, zone.bottom - 0.5), width: 0.5)
        sheet.line(
            from: Point(zone.left + 1.6, zone.bottom - 0.5), to: Point(zone.right + 0.6, zone.top - 0.4), width: 0.5)
    }

    @Test(arguments: [0.0, 0.8])
    func eachRowsTicksAreRead(skew: Double) throws {
        let ticked: Set<[Int]> = [[0, 0], [0, 1], [1, 1], [3, 0]]
        var sheet = Self.blank()
        for place in ticked { Self.tick(Self.box(place[0], place[1]), on: &sheet) }
        let page = BlankFormPage(
            form: "roster", page: 1, paper: TestForm.paper, pixels: Self.blank().pixels, dpi: TestForm.dpi,
            written: [Self.zone])
        let library = FormLibrary(templates: [Self.template], pages: [page])
        let scan = try #require(TestScanner(skew: skew).scan(sheet))
        guard case .form(let registration) = library.identify(scan) else {
            Issue.record("the form was not found")
            return
        }
        let fields = try DocumentReader(library: library, recognisers: Recognisers(recognisers: []))
            .read(page: scan, registration: registration)
        let people = try #require(fields.first)
        #expect(
            people.value
                == .rows([
                    ["here": .flag(true), "paid": .flag(true)], ["here": .flag(false), "paid": .flag(true)],
                    ["here": .flag(true), "paid": .flag(false)],
                ]), "\(people.value)")
    }
}
