import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// What papers can hide: a value that can't be relied on is a doubt with its reason, and no other is found in its place.
@Suite struct PaperDoubtTests {
    typealias Finding = FieldDefinition.Finding

    private static let number = FieldDefinition(
        name: "number", type: "invoice-number", place: .find([Finding(.rightOf(["登録番号"]))]))
    private static let total = FieldDefinition(
        name: "total", type: "yen", place: .find([Finding(.rightOf(["合計"]), choice: .last)]))

    private static func invoice(_ top: Double, number: String, total: String) -> [PaperScene.Text] {
        [
            ("御請求書", 80, top), ("登録番号 \(number)", 20, top + 15), ("この請求書に係る消費税", 20, top + 25),
            ("合計", 100, top + 40), (total, 150, top + 40),
        ]
    }

    @Test("Two invoices on one sheet: no value of either passes")
    func twoOnOneSheet() throws {
        let one = Self.invoice(10, number: "T1180301018771", total: "2,376")
        let alone = try PaperScene.read([one], [Self.number, Self.total], issuer: "number", knownBy: [.words(["請求書"])])
        #expect(alone.map { $0.readings.first?.doubt } == [nil, nil], "one alone is none")
        let both = one + Self.invoice(150, number: "T1180301018771", total: "9,900")
        for field in try PaperScene.read(
            [both], [Self.number, Self.total], issuer: "number", knownBy: [.words(["請求書"])])
        {
            #expect(field.readings.first?.doubt?.en.contains("Two papers") == true, "\(field.name)")
        }
        let others = one + [("登録番号 T7000012050002", 20, 200)]
        let mixed = try PaperScene.read([others], [Self.number, Self.total], issuer: "number")
        #expect(mixed.allSatisfy { $0.readings.first?.doubt != nil }, "two issuers' numbers")
    }

    private static func receipt(right: Double, total: String = "18.02") -> [PaperScene.Text] {
        [("SHOP", 10, 10), ("TOTAL", 10, 30), (total, right - 3 * Double(total.count), 30)]
    }

    private static let money = FieldDefinition(
        name: "total", type: "money", place: .find([Finding(.rightOf(["TOTAL"]))]))

    @Test("What stands at the very edge of a torn receipt may go on beyond it")
    func torn() throws {
        let whole = try PaperScene.read([Self.receipt(right: 150)], [Self.money])
        #expect(whole.first?.readings.first?.doubt == nil)
        // 1654 pixels at 200 dpi.
        let atEdge = try PaperScene.read([Self.receipt(right: 210.05)], [Self.money])
        #expect(atEdge.first?.readings.first?.doubt?.en.contains("torn") == true)
        var ground = PaperScene.scan.bitmap.grayPixels()
        let edge = Int(151 * 200 / 25.4)
        for y in 150..<400 { for x in edge..<ground.width { ground[x, y] = 40 } }
        let beside = try PaperScene.read(
            [Self.receipt(right: 150)], [Self.money],
            scan: ScannedPage(bitmap: Bitmap(ground), dpi: 200, number: 1))
        #expect(beside.first?.readings.first?.doubt?.en.contains("torn") == true)
    }

    @Test("Where a fold hides the end of a number, what is left is no number")
    func folded() throws {
        for rest in ["1,2", "12,34"] {
            let scene = [("合計", 10.0, 30.0), (rest, 60.0, 30.0)]
            let field = try PaperScene.read(
                [scene],
                [FieldDefinition(name: "total", type: "yen", place: .find([Finding(.rightOf(["合計"]))]))]
            ).first
            #expect(field?.proof.problem != nil || field?.readings.first?.doubt != nil, "\(rest)")
        }
    }

    @Test("Text of a PDF that is not what is seen is a doubt")
    func forged() throws {
        let text = "TOTAL 9000"
        let pixels = PaperScene.scan.bitmap
        func page(isSure: Bool) -> ScannedPage {
            let glyphs = text.enumerated().map { index, character in
                TextLayer.Glyph(
                    text: String(character), left: 100 + Double(index) * 24, top: 200, right: 120 + Double(index) * 24,
                    bottom: 232, isSure: isSure)
            }
            return ScannedPage(bitmap: pixels, dpi: 200, number: 1, textLayer: TextLayer(glyphs: glyphs))
        }
        let field = FieldDefinition(name: "total", type: "yen", place: .find([Finding(.rightOf(["TOTAL"]))]))
        let honest = try PaperScene.read([[]], [field], scan: page(isSure: true)).first
        #expect(honest?.value == .integer(9000))
        #expect(honest?.readings.first?.doubt == nil)
        let hidden = try PaperScene.read([[]], [field], scan: page(isSure: false)).first
        #expect(hidden?.readings.first?.doubt != nil)
        // Whoever looks at the ink sees another number.
        let seen = try PaperScene.read(
            [[]], [field], scan: page(isSure: true), recognisers: [Witness(sees: "1000")]
        ).first
        #expect(seen?.readings.first?.doubt != nil)
        let borneOut = try PaperScene.read(
            [[]], [field], scan: page(isSure: true), recognisers: [Witness(sees: "9,000")]
        ).first
        #expect(borneOut?.readings.first?.doubt == nil)
    }

    private final class Witness: Recogniser {
        let name = "witness"
        private let sees: String

        init(sees: String) { self.sees = sees }

        func canRead(_ request: ReadingRequest) -> Bool { true }

        func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
            [
                Reading(
                    text: sees, confidence: Confidence(0.98),
                    lattice: Lattice(positions: sees.map { [Lattice.Alternative(String($0), 0.98)] }),
                    recogniser: name)
            ]
        }
    }

    @Test("Numbers of neighbouring columns are never one number, and no date is cut out of a code")
    func wholeRuns() throws {
        // The reader saw no blank between them.
        let columns: [PaperScene.Text] = [("62483", 10, 10), ("1", 40, 10), ("55.90", 60, 10), ("60.31", 60, 30)]
        let way = Finding(.pattern(#"([0-9,]+\.[0-9]{2})"#), choice: .largest)
        let amount = try PaperScene.read(
            [columns], [FieldDefinition(name: "total", type: "money", place: .find([way]))]
        ).first
        #expect(amount?.value == .text("60.31"))
        // A count beside an amount is no date either.
        let codes: [PaperScene.Text] = [
            ("HC03-7-15", 10, 10), ("1", 10, 20), ("10.00", 40, 20), ("12-01-19 21:13", 10, 30),
        ]
        let first = FieldDefinition(
            name: "date", type: "date", place: .find([Finding(.anywhere, choice: .first)]), order: .dmy)
        #expect(try PaperScene.read([codes], [first]).first?.value == .text("2019-01-12"))
    }

    @Test("A label does not stand in a longer word, but for its currency")
    func partOfWord() throws {
        let cash = FieldDefinition(
            name: "cash", type: "money", place: .find([Finding(.rightOf(["CASH"]), choice: .last)]))
        let lines: [PaperScene.Text] = [("CASHRM", 10, 10), ("70.30", 60, 10), ("CASHIER", 10, 20), ("05.00", 60, 20)]
        #expect(try PaperScene.read([lines], [cash]).first?.value == .text("70.30"))
    }
}
