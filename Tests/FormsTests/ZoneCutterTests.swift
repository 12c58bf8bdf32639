import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

@Suite struct ZoneCutterTests {
    private static let form = TestForm(id: "application", grid: 1, labels: 11)
    private static let library = FormLibrary(templates: [], pages: [form.page()])

    static let scanners = [
        TestScanner(skew: 1.7, scale: 0.98),
        TestScanner(skew: -2.5, shift: Point(3, -2), quarterTurns: 2),
        TestScanner(skew: 0.6, scale: 1.02, isBitonal: true),
    ]

    private static func cutter(_ sheet: Sheet, _ scanner: TestScanner) throws -> ZoneCutter {
        let scan = try #require(scanner.scan(sheet))
        guard case .form(let registration) = library.identify(scan) else {
            throw Trouble(.file, Wording(verbatim: "the form was not found"))
        }
        return ZoneCutter(page: scan, registration: registration, blank: library.pages[0])
    }

    /// How many pieces of ink there are, pale ones too.
    private static func marks(_ picture: Bitmap) -> Int {
        picture.binarized(threshold: 220).connectedComponents().count
    }

    private static func ink(_ crop: Crop) -> Int { crop.bitmap.grayPixels().bytes.count { $0 < 170 } }

    @Test("Zones of an empty form come out empty", arguments: scanners)
    func emptyZones(scanner: TestScanner) throws {
        let cutter = try Self.cutter(Self.form.drawn(), scanner)
        #expect(Self.ink(cutter.writing(in: TestForm.nameZone)) == 0)
        #expect(Self.ink(cutter.writing(in: TestForm.noteZone)) == 0)
        let comb = try #require(Zone.enclosing(TestForm.cells))
        #expect(Self.ink(cutter.writing(in: comb, cells: TestForm.cells)) == 0)
    }

    @Test("A stroke that crosses a rule stays whole, and the rule goes", arguments: scanners)
    func crossing(scanner: TestScanner) throws {
        var sheet = Self.form.drawn()
        sheet.line(from: Point(44, 34), to: Point(46, 43.2), width: 0.6)
        let cutter = try Self.cutter(sheet, scanner)
        let zone = TestForm.nameZone.grown(by: 0)
        let crop = cutter.writing(in: Zone(left: zone.left, top: zone.top, width: zone.width, height: 12))
        let pieces = crop.bitmap.connectedComponents().filter { $0.count > 12 }
        #expect(pieces.count == 1)
        let height = Measure.mm(pixels: Double(pieces.first?.box.height ?? 0), dpi: crop.dpi)
        #expect(abs(height - 9.6) < 0.8, "\(height) mm")
        #expect(Measure.mm(pixels: Double(pieces.first?.box.width ?? 999), dpi: crop.dpi) < 3.5)
    }

    @Test("A stroke that leaves its zone is kept; a neighbour's that only reaches in is cut")
    func neighbours() throws {
        var sheet = Self.form.drawn()
        sheet.line(from: Point(50, 45), to: Point(50, 51.8), width: 0.6)
        sheet.line(from: Point(70, 35), to: Point(70, 43.4), width: 0.6)
        let cutter = try Self.cutter(sheet, TestScanner(skew: 0.8))
        let crop = cutter.writing(in: TestForm.noteZone)
        let pieces = crop.bitmap.connectedComponents().filter { $0.count > 12 }
        #expect(pieces.count == 1)
        let left = Measure.mm(pixels: Double(pieces.first?.box.x ?? 0), dpi: crop.dpi)
        #expect(abs(left - (50 - 30 + 1.5 - 0.3)) < 0.5, "at \(left) mm")
    }

    @Test("A lone speck is dust; a point beside a digit is not")
    func specks() throws {
        var sheet = Self.form.drawn()
        sheet.disc(x: 70, y: 36, radius: 0.25)
        sheet.line(from: Point(44, 33), to: Point(44, 36.5), width: 0.5)
        sheet.disc(x: 45, y: 36.3, radius: 0.25)
        let crop = try Self.cutter(sheet, TestScanner()).writing(in: TestForm.noteZone.grown(by: 0))
        #expect(Self.ink(crop) == 0)
        let pieces = try Self.cutter(sheet, TestScanner()).writing(in: TestForm.nameZone).bitmap.connectedComponents()
        #expect(pieces.count == 2)
    }

    @Test("A point of letter-spaced digits stays, and a voicing mark above its character's edge")
    func letterSpaced() throws {
        var sheet = Self.form.drawn()
        for left in [40.0, 47] { sheet.line(from: Point(left, 33), to: Point(left, 36.5), width: 0.5) }
        sheet.disc(x: 43.5, y: 36.3, radius: 0.25)
        let digits = try Self.cutter(sheet, TestScanner()).writing(in: TestForm.nameZone).bitmap
        #expect(Self.marks(digits) == 3)

        var pale = Self.form.drawn()
        for left in [40.0, 47] { pale.line(from: Point(left, 33), to: Point(left, 36.5), width: 0.5) }
        pale.disc(x: 43.5, y: 36.4, radius: 0.12, gray: 150)
        let thin = try Self.cutter(pale, TestScanner()).writing(in: TestForm.nameZone).bitmap
        #expect(Self.marks(thin) == 3)

        var kana = Self.form.drawn()
        kana.line(from: Point(40, 34), to: Point(43, 34), width: 0.5)
        kana.line(from: Point(43, 34), to: Point(41, 37), width: 0.5)
        kana.line(from: Point(43.7, 33.3), to: Point(43.7, 33.5), width: 0.3, gray: 175)
        let pieces = try Self.cutter(kana, TestScanner()).writing(in: TestForm.nameZone).bitmap
        #expect(Self.marks(pieces) == 2)
    }

    @Test("A comb's boxes are where its characters are")
    func comb() throws {
        var sheet = Self.form.drawn()
        for cell in TestForm.cells {
            sheet.line(from: Point(cell.left + 3, cell.top + 2), to: Point(cell.left + 3, cell.top + 6), width: 0.5)
        }
        let zone = try #require(Zone.enclosing(TestForm.cells))
        let crop = try Self.cutter(sheet, TestScanner(skew: -1.5, scale: 1.03))
            .writing(in: zone, cells: TestForm.cells)
        let strokes = crop.bitmap.connectedComponents().map(\.box).sorted { $0.x < $1.x }
        #expect(strokes.count == crop.cells.count)
        for (box, stroke) in zip(crop.cells, strokes) {
            #expect(abs(box.x + box.width / 2 - stroke.x - stroke.width / 2) <= 3)
        }
    }
}
