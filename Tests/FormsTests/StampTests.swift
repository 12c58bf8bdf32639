import FieldTypes
import Forms
import Foundation
import Imaging
import JapaneseText
import Paperwork
import Recognition
import SampleForms
import Testing

/// Seals beside names, and stamps that bear a date.
@Suite struct StampTests {
    private static let family = "IPAexGothic"
    private static let nameZone = Zone(left: 30, top: 30, width: 80, height: 12)
    private static let dateZone = Zone(left: 20, top: 60, width: 50, height: 40)

    /// 140 × 110 mm with a row for a name and a box for a stamp.
    private static func picture(_ draw: (Canvas) -> Void = { _ in }) -> GrayPixels {
        let canvas = Canvas(pixelWidth: 1654, pixelHeight: 1299, dpi: 300)
        canvas.box(Zone(left: 10, top: 29, width: 120, height: 14), thickness: 0.2)
        canvas.line(fromX: 29, y: 29, toX: 29, y: 43, thickness: 0.2)
        canvas.box(dateZone.grown(by: 1), thickness: 0.2)
        for (index, word) in ["届出書", "氏名", "受付印"].enumerated() {
            canvas.text(word, x: 12, baseline: [20, 38, 56][index], Lettering(family, points: 12))
        }
        draw(canvas)
        return canvas.grayPixels()
    }

    private static let definitions = [
        FieldDefinition(name: "name", type: "name", place: .zone(nameZone), writing: .print, isOptional: true),
        FieldDefinition(
            name: "received", type: "era-date", place: .zone(dateZone), writing: .print, isOptional: true,
            era: .printed(.reiwa)),
    ]

    private static func fields(of picture: GrayPixels) throws -> [String: Field] {
        let paper = PaperSize(width: 140, height: 110)
        let page = BlankFormPage(
            form: "notice", page: 1, paper: paper, pixels: Self.picture(), dpi: 300, written: [nameZone, dateZone])
        let template = FormTemplate(
            id: "notice", version: "1", paper: paper, blank: URL(filePath: "/"), pages: 1, fields: definitions)
        let library = FormLibrary(templates: [template], pages: [page])
        let registration = FormAlignment(
            form: "notice", formPage: 1, quarterTurns: 0, toScan: page.toPixels, residual: 0, agreement: 1)
        let reader = DocumentReader(library: library, recognisers: Recognisers(recognisers: readers))
        let fields = try reader.read(
            page: ScannedPage(bitmap: Bitmap(picture), dpi: 300, number: 1), registration: registration)
        return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
    }

    private static var readers: [any Recogniser] {
        [PrintRecogniser()] + (LineRecogniser().map { [$0 as any Recogniser] } ?? [])
    }

    private static func name(_ draw: (Canvas) -> Void) throws -> Field? {
        try fields(
            of: picture { canvas in
                canvas.text("山田太郎", x: 34, baseline: 38, Lettering(family, points: 14))
                draw(canvas)
            })["name"]
    }

    private static func seal(_ shape: Seal.Shape, ink: Ink) -> Seal {
        var random = SeededRandom(seed: 1)
        var seal = Seal.drawn(using: &random)
        (seal.shape, seal.size, seal.thickness, seal.characters) = (shape, 11, 0.5, "山田")
        (seal.family, seal.ink) = ("IPAexMincho", ink)
        return seal
    }

    @Test(arguments: [Seal.Shape.round, .oval, .square], [true, false])
    func readsANameBesideASealAsWithout(shape: Seal.Shape, isRed: Bool) throws {
        var random = SeededRandom(seed: 2)
        let field = try Self.name { canvas in
            Self.seal(shape, ink: isRed ? Seal.vermilion : Ink(gray: 0.1))
                .draw(at: Point(66, 36), on: canvas, using: &random)
        }
        #expect(field?.value == .text("山田太郎"))
        #expect(field?.readings.first?.doubt == nil)
    }

    @Test func keepsTheWritingUnderARedSeal() throws {
        var random = SeededRandom(seed: 3)
        let field = try Self.name { canvas in
            Self.seal(.round, ink: Seal.vermilion).draw(at: Point(54, 36), on: canvas, using: &random)
        }
        #expect(field?.value == .text("山田太郎"))
    }

    /// What lies under a seal as dark as the writing can't be told: a person looks.
    @Test func doubtsTheWritingUnderABlackSeal() throws {
        var random = SeededRandom(seed: 4)
        let field = try Self.name { canvas in
            Self.seal(.round, ink: Ink(gray: 0.05)).draw(at: Point(53, 36), on: canvas, using: &random)
        }
        let doubt = try #require(field?.readings.first?.doubt)
        #expect(doubt.en.contains("seal"))
    }

    /// A name has no rings.
    @Test func takesNothingOutOfANameWithoutASeal() throws {
        for name in ["国岡圓四", "回田目", "日置口"] {
            let field = try Self.fields(
                of: Self.picture { $0.text(name, x: 34, baseline: 38, Lettering(Self.family, points: 20)) })["name"]
            #expect(field?.readings.first?.doubt == nil)
            #expect(field?.text.count == name.count)
        }
    }

    private static func stamp(_ date: String, turn: Double, isRound: Bool) -> ReceiptStamp {
        var random = SeededRandom(seed: 5)
        var stamp = ReceiptStamp.drawn(using: &random)
        (stamp.size, stamp.isRound, stamp.date, stamp.turn) = (28, isRound, date, turn)
        (stamp.office, stamp.section, stamp.family) = ("見本市役所", "市民課", Self.family)
        (stamp.ink, stamp.thickness) = (Ink(gray: 0.1), 0.4)
        return stamp
    }

    @Test(arguments: [
        ("6.-4.12", 0.0, true, "2024-04-12"), ("8. 4.12", 20, true, "2026-04-12"),
        ("'26.4.12", -12, true, "2026-04-12"),
        ("8.10.25", -28, true, "2026-10-25"), ("7.11.20", 8, false, "2025-11-20"),
        ("2026.4.12", 0, false, "2026-04-12"),
    ])
    func readsTheDateThatAStampBears(date: String, turn: Double, isRound: Bool, iso: String) throws {
        let stamp = Self.stamp(date, turn: turn, isRound: isRound)
        let field = try Self.fields(of: Self.picture { stamp.draw(at: Point(45, 80), on: $0) })["received"]
        #expect(field?.value == .text(iso))
    }

    /// A year that may be an era's or the end of a Gregorian one is for a person.
    @Test func doubtsAShortYearThatMayBeOfEitherCalendar() throws {
        let stamp = Self.stamp("26.4.12", turn: 0, isRound: true)
        let field = try Self.fields(of: Self.picture { stamp.draw(at: Point(45, 80), on: $0) })["received"]
        #expect(field?.readings.first?.doubt != nil)
    }

    /// Turned too far, upside down, half beyond the box, doubled, or with a stroke over it: the right date, or a person.
    @Test(arguments: [60.0, 90, 180], [true, false])
    func neverTakesAnotherDateOfAStampThatIsTurnedTooFar(turn: Double, isRound: Bool) throws {
        let (date, iso) = isRound ? ("8.10.11", "2026-10-11") : ("6.-9.16", "2024-09-16")
        let stamp = Self.stamp(date, turn: turn, isRound: isRound)
        let field = try #require(
            try Self.fields(of: Self.picture { stamp.draw(at: Point(45, 80), on: $0) })["received"])
        #expect(Self.isSafe(field, iso), "\(date) turned by \(turn): \(field.text) \(field.value)")
    }

    @Test(arguments: ["cut", "doubled", "struck"])
    func neverTakesAnotherDateOfAStampThatIsSpoilt(how: String) throws {
        let stamp = Self.stamp("8. 4.12", turn: 0, isRound: true)
        let picture = Self.picture { canvas in
            switch how {
            case "cut":
                stamp.draw(at: Point(45, 80), on: canvas)
                canvas.area(Zone(left: 47, top: 62, width: 30, height: 40), ink: Ink(gray: 1))
            case "doubled":
                stamp.draw(at: Point(43, 78), on: canvas)
                Self.stamp("7. 3.28", turn: 9, isRound: true).draw(at: Point(48, 83), on: canvas)
            default:
                stamp.draw(at: Point(45, 80), on: canvas)
                canvas.line(fromX: 30, y: 80, toX: 60, y: 80.4, thickness: 0.5)
            }
        }
        let field = try #require(try Self.fields(of: picture)["received"])
        #expect(Self.isSafe(field, "2026-04-12"), "\(field.text) \(field.value)")
    }

    /// Whether a field is right or a person sees it.
    private static func isSafe(_ field: Field, _ iso: String) -> Bool {
        field.value == .text(iso) || field.readings.first?.doubt != nil || field.proof.problem != nil
            || (field.readings.first?.confidence.value ?? 0) < 0.5
    }
}
