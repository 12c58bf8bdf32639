import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// That nothing is written is a value, and is taken only from what was seen.
@Suite struct EmptinessTests {
    private static let desk = EmptyFormDesk()

    static let scanners = [
        TestScanner(),
        TestScanner(skew: 1.2, scale: 0.98, paper: 200),
        TestScanner(dpi: 300, skew: -0.8),
        TestScanner(skew: 0.6, isBitonal: true),
        TestScanner(skew: -2, quarterTurns: 2, noise: 12),
    ]

    @Test("An empty form's fields are all taken for empty, however it was scanned", arguments: scanners)
    func emptyForm(scanner: TestScanner) throws {
        for field in try Self.desk.identifiedFields(of: Self.desk.form.drawn(), scanner) {
            #expect(field.isTakenForEmpty, "\(field.name): \(field.doubts)")
        }
    }

    @Test("What is written is never taken for empty, whatever paper the blank was scanned from", arguments: 0..<4)
    func blanksPaper(kind: Int) throws {
        let papers: [@Sendable (Int, Int) -> Double] = [
            { _, _ in 200 }, { _, _ in 150 }, { x, _ in 245 - Double(x) / 8 }, { _, y in 170 + Double(y) / 14 },
        ]
        var blank = Self.desk.form.drawn().pixels
        for y in 0..<blank.height {
            for x in 0..<blank.width {
                blank[x, y] = UInt8(min(255, Double(blank[x, y]) * papers[kind](x, y) / 255))
            }
        }
        let desk = EmptyFormDesk(blank: blank)
        #expect(desk.library.zoneFaults().isEmpty)
        for field in try desk.identifiedFields(of: Self.desk.form.drawn(), TestScanner(skew: 1)) {
            #expect(field.isTakenForEmpty, "\(field.name): \(field.doubts)")
        }
        for field in try desk.identifiedFields(of: Self.desk.filled(), TestScanner(skew: 1)) {
            #expect(!field.isTakenForEmpty, "\(field.name)")
        }
    }

    @Test("A tinted box is paper to write on")
    func tint() throws {
        let tinted = { (sheet: inout Sheet) in sheet.fill(Zone(left: 29, top: 31, width: 60, height: 10), gray: 195) }
        var blank = Self.desk.form.drawn()
        tinted(&blank)
        let desk = EmptyFormDesk(blank: blank.pixels)
        #expect(desk.library.zoneFaults().isEmpty)
        #expect(try desk.field("name", of: blank).isTakenForEmpty)
        blank.line(from: Point(45, 33), to: Point(47, 37), width: 0.6)
        #expect(try !desk.field("name", of: blank).isTakenForEmpty)
    }

    /// What hides a zone or moves it, on a form that is empty otherwise: the field, and what is done to the sheet.
    static let hidings: [(String, String, @Sendable (inout Sheet) -> Void)] = [
        ("a black bar", "name", { $0.fill(Zone(left: 24, top: 26, width: 70, height: 17), gray: 25) }),
        ("pale writing", "note", { $0.scribble(left: 40, top: 44, gray: 205) }),
        ("very pale writing", "note", { $0.scribble(left: 40, top: 44, gray: 222) }),
        (
            "writing in dots", "note",
            { sheet in
                for index in 0..<24 {
                    sheet.disc(x: 40 + Double(index % 8) * 1.1, y: 45 + Double(index / 8) * 1.3, radius: 0.12)
                }
            }
        ),
        (
            "writing that slid down by half a line", "note",
            { $0.line(from: Point(50, 47.4), to: Point(51, 55.5), width: 0.6) }
        ),
        (
            "white writing on black", "note",
            { sheet in
                sheet.fill(Zone(left: 35, top: 43, width: 14, height: 7), gray: 20)
                sheet.line(from: Point(38, 44), to: Point(46, 49), width: 0.6, gray: 250)
            }
        ),
        ("a pale tick", "consent", { $0.tick(gray: 200) }),
        ("a covered checkbox", "consent", { $0.fill(Zone(left: 7, top: 113, width: 14, height: 14), gray: 20) }),
        ("a row of a table that is too pale", "items", { $0.scribble(left: 34, top: 99, gray: 205) }),
        ("a row of a table that can't be read", "items", { $0.scribble(left: 34, top: 99, gray: 20) }),
        (
            "a pale cross on an option", "era",
            { $0.line(from: Point(78.5, 87), to: Point(82.5, 91), width: 0.5, gray: 200) }
        ),
        ("a pale seal", "seal", { $0.scribble(left: 84, top: 44, gray: 205) }),
        ("a barcode that is too pale", "code", { $0.scribble(left: 46, top: 12, gray: 205) }),
    ]

    @Test("What hides a zone's writing keeps it from being taken for empty", arguments: hidings.indices)
    func hidden(index: Int) throws {
        let (name, field, change) = Self.hidings[index]
        var sheet = Self.desk.form.drawn()
        change(&sheet)
        #expect(try !Self.desk.field(field, of: sheet).isTakenForEmpty, "\(name)")
    }

    @Test("A zone beyond the scan's edge is not empty, whatever its type")
    func outside() throws {
        let sheet = Self.desk.form.drawn()
        let scan = try #require(TestScanner().scan(sheet))
        let pixels = scan.bitmap.grayPixels()
        let whole = TestScanner().toScan(sheet)
        let shifted = whole.then(.translation(x: -Double(pixels.width) * 0.9, y: 0))
        for field in try Self.desk.fields(of: scan, toScan: shifted) {
            #expect(!field.isTakenForEmpty, "\(field.name)")
        }
    }

    /// The barcode's and the options' zones have no print about them: they are known by the form's marks, see `lostMarks`.
    @Test("Zones that lie off their print are not empty", arguments: [(0, 3), (3, 1), (-5, 4)] as [(Double, Double)])
    func displaced(x: Double, y: Double) throws {
        let sheet = Self.desk.form.drawn()
        let scan = try #require(TestScanner().scan(sheet))
        let toScan = Homography.translation(x: x, y: y).then(TestScanner().toScan(sheet))
        for field in try Self.desk.fields(of: scan, toScan: toScan) where !["code", "era"].contains(field.name) {
            #expect(!field.isTakenForEmpty, "\(field.name)")
        }
    }

    @Test("Where the form's marks nearby were lost, a zone is not empty, though its own frame is there")
    func lostMarks() throws {
        let sheet = Self.desk.form.drawn()
        let scan = try #require(TestScanner().scan(sheet))
        for field in try Self.desk.fields(of: scan, toScan: TestScanner().toScan(sheet), lost: Array(0..<500)) {
            #expect(!field.isTakenForEmpty, "\(field.name)")
        }
    }

    @Test("A page of another version, whose rows moved, gives no empty fields where they moved")
    func otherVersion() throws {
        var sheet = Self.desk.form.drawn()
        let (from, by) = (Measure.pixels(mm: 27, dpi: TestForm.dpi), Measure.pixels(mm: 4, dpi: TestForm.dpi))
        let old = sheet.pixels
        for y in Int(from)..<Int(Measure.pixels(mm: 109, dpi: TestForm.dpi)) {
            for x in 0..<old.width { sheet.pixels[x, y] = y - Int(by) < Int(from) ? 255 : old[x, y - Int(by)] }
        }
        let scan = try #require(TestScanner().scan(sheet))
        guard case .form(let registration) = Self.desk.library.identify(scan) else { return }
        for field in try Self.desk.fields(of: scan, registration) where ["name", "note", "number"].contains(field.name)
        {
            #expect(!field.isTakenForEmpty, "\(field.name)")
        }
    }

    @Test(
        "Where a scan in black and white has lost parts of the fine print, nothing is taken for empty",
        arguments: [
            (true, true), (false, true), (true, false),
        ])
    func worn(isBitonal: Bool, losesPrint: Bool) throws {
        var sheet = Self.desk.form.drawn()
        if losesPrint {
            // Of each two millimetres of the labels and of the small print at the foot one is gone.
            let perMM = Measure.pixels(mm: 1, dpi: TestForm.dpi)
            for (left, right, top, bottom) in [(11.0, 27.5, 31.0, 107.0), (17, 95, 111, 135)] {
                for y in Int(top * perMM)..<Int(bottom * perMM) {
                    for x in Int(left * perMM)..<Int(right * perMM) where x / Int(perMM) % 2 == 0 {
                        let isLabel = sheet.pixels.bytes[y * sheet.pixels.width + x] < 128
                        if isLabel { sheet.pixels[x, y] = 255 }
                    }
                }
            }
        }
        let scanner = TestScanner(isBitonal: isBitonal)
        let fields = try Self.desk.fields(of: #require(scanner.scan(sheet)), toScan: scanner.toScan(sheet))
        let isWorn = isBitonal && losesPrint
        for field in fields where ["name", "note", "number", "consent"].contains(field.name) {
            #expect(field.isTakenForEmpty == !isWorn, "\(field.name): \(field.doubts)")
            #expect(field.doubts.contains { $0.contains("fine print") } == isWorn, "\(field.name): \(field.doubts)")
        }
    }

    @Test(
        "Specks on a scan in black and white alone are what is left of pale writing; in grey they are dust",
        arguments: [
            true, false,
        ])
    func specks(isBitonal: Bool) throws {
        var sheet = Self.desk.form.drawn()
        for left in [45.0, 48] {
            sheet.line(from: Point(left, 34), to: Point(left + 0.1, 34), width: 0.2, gray: 20)
        }
        let scanner = TestScanner(isBitonal: isBitonal)
        let fields = try Self.desk.fields(of: #require(scanner.scan(sheet)), toScan: scanner.toScan(sheet))
        #expect(fields.first { $0.name == "name" }?.isTakenForEmpty == !isBitonal)
        #expect(fields.first { $0.name == "note" }?.isTakenForEmpty == true)
    }

    @Test(
        "Where fields that must be filled in show nothing, others are not taken for empty either",
        arguments: [
            ([], false, false), ([], true, false), (["name"], true, false), (["name", "number"], true, true),
            (["name"], false, true), (["name", "number"], false, true),
        ])
    func lostWriting(filled: [String], isBitonal: Bool, isEmpty: Bool) throws {
        let desk = EmptyFormDesk(
            fields: [
                FieldDefinition(name: "name", type: "text", place: .zone(TestForm.nameZone)),
                FieldDefinition(name: "number", type: "number", place: .cells(TestForm.cells)),
                FieldDefinition(name: "note", type: "text", place: .zone(TestForm.noteZone), isOptional: true),
            ])
        var sheet = desk.form.drawn()
        if filled.contains("name") { sheet.scribble(left: 45, top: 32, gray: 20) }
        if filled.contains("number") {
            for cell in TestForm.cells {
                sheet.line(from: Point(cell.left + 3, cell.top + 2), to: Point(cell.left + 3, cell.top + 6), width: 0.5)
            }
        }
        let scanner = TestScanner(isBitonal: isBitonal)
        let fields = try desk.fields(of: #require(scanner.scan(sheet)), toScan: scanner.toScan(sheet))
        #expect(fields.first { $0.name == "note" }?.isTakenForEmpty == isEmpty)
    }

    @Test("A comb with a box that is too pale is not read without it")
    func paleBox() throws {
        var sheet = Self.desk.form.drawn()
        for (index, cell) in TestForm.cells.enumerated() {
            sheet.line(
                from: Point(cell.left + 3, cell.top + 1.5), to: Point(cell.left + 3.4, cell.top + 6.5), width: 0.5,
                gray: index == 2 ? 205 : 20)
        }
        let number = try Self.desk.field("number", of: sheet)
        #expect(number.readings.first?.doubt != nil)
    }

    @Test("Ink in which a recogniser sees nothing is not empty")
    func blindReader() throws {
        let desk = EmptyFormDesk(recognisers: [BlindReader()])
        let name = try desk.field("name", of: Self.desk.filled())
        #expect(name.readings.first?.text == "")
        #expect(!name.isTakenForEmpty)
    }

    @Test("Characters of the page's own text that can't be seen are no value, and the field is not empty")
    func unseenText() throws {
        let perMM = TestForm.dpi / 25.4
        let glyph = TextLayer.Glyph(text: "七", left: 44 * perMM, top: 33 * perMM, right: 48 * perMM, bottom: 37 * perMM)
        let name = try Self.desk.field("name", of: Self.desk.form.drawn(), text: TextLayer(glyphs: [glyph]))
        #expect(name.value == .none)
        #expect(!name.isTakenForEmpty)
    }

    @Test("A row less than a quarter of a millimetre high can't show anything, and is a mistake of the template")
    func tooSmall() throws {
        let zone = Zone(left: 30, top: 31, width: 60, height: 0.2)
        let desk = EmptyFormDesk(fields: [
            FieldDefinition(name: "flat", type: "text", place: .zone(zone), isOptional: true)
        ])
        #expect(try !desk.field("flat", of: Self.desk.form.drawn()).isTakenForEmpty)
        #expect(desk.library.zoneFaults().map(\.field) == ["flat"])
        #expect(desk.library.zoneFaults().first?.kind == .tooSmall)
    }
}
