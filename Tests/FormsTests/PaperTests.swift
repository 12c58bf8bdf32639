import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Testing

/// Values on papers without a form, found by what is printed around them.
@Suite struct PaperTests {
    typealias Finding = FieldDefinition.Finding

    private static let invoice: [PaperScene.Text] = [
        ("御 請 求 書", 80, 10), ("請求番号： A-102", 120, 20), ("発行日", 120, 30), ("令和8年4月12日", 120, 36),
        ("見本商事株式会社", 20, 30), ("登録番号 T1180301018771", 20, 38), ("振込先", 20, 50), ("みほん銀行 本店", 20, 56),
        ("普通 1234567", 20, 62),
        ("品名", 20, 80), ("数量", 80, 80), ("金額", 140, 80), ("コピー用紙", 20, 88), ("2", 83, 88), ("1,200", 137, 88),
        ("（A4 白色）", 20, 94), ("鉛筆", 20, 100), ("12", 80, 100), ("960", 143, 100), ("小 計", 80, 110),
        ("2,160", 137, 110), ("消費税", 80, 118), ("216", 143, 118), ("合 计", 80, 126), ("2,376", 137, 126),
        ("期間 自 4月1日 至 4月30日 まで", 20, 140), ("ご請求金額 ¥2,376 円", 20, 70),
    ]

    private static func value(
        _ ways: [Finding], _ type: String, in lines: [PaperScene.Text] = invoice,
        order: FieldDefinition.DateOrder? = nil, isOptional: Bool = false
    ) throws -> Field {
        let field = FieldDefinition(
            name: "value", type: type, place: .find(ways), isOptional: isOptional, order: order)
        return try #require(try PaperScene.read([lines], [field]).first)
    }

    static let ways: [(Finding, String, FieldValue)] = [
        (Finding(.rightOf(["請求番号"])), "text", .text("A-102")),
        (Finding(.rightOf(["御見積", "請求No", "請求番号"])), "text", .text("A-102")),
        (Finding(.below(["発行日"])), "date", .text("2026-04-12")),
        (Finding(.near(["発行日"])), "date", .text("2026-04-12")),
        // Widths, spacing, brackets and a misread character don't matter.
        (Finding(.rightOf(["（ご請求金額）"])), "yen", .integer(2376)),
        (Finding(.rightOf(["ご詰求金額"])), "yen", .integer(2376)),
        (Finding(.rightOf(["小計"])), "yen", .integer(2160)),
        (Finding(.between("自", "至")), "text", .text("4月1日")),
        (Finding(.heading(["振込先"]), line: 1), "text", .text("みほん銀行本店")),
        (Finding(.heading(["振込先"]), line: 2), "bank-account", .text("1234567")),
        (Finding(.pattern("登録番号 ?(T[0-9]+)")), "text", .text("T1180301018771")),
        (Finding(.anywhere, choice: .largest), "yen", .integer(1_234_567)),
        (Finding(.anywhere, line: 1), "text", .text("御請求書")),
        (
            Finding(
                .table(
                    .init(
                        heading: ["品名", "数量", "金額"],
                        columns: [
                            .init(name: "item", type: "text", width: 0),
                            .init(name: "count", type: "number", width: 0),
                            .init(name: "price", type: "yen", width: 0),
                        ], end: ["小計"]))), "table",
            .rows([
                ["item": .text("コピー用紙 (A4 白色)"), "count": .integer(2), "price": .integer(1200)],
                ["item": .text("鉛筆"), "count": .integer(12), "price": .integer(960)],
            ])
        ),
    ]

    @Test("Each way of looking finds the value", arguments: ways.indices)
    func finds(index: Int) throws {
        let (way, type, value) = Self.ways[index]
        let field = try Self.value([way], type)
        #expect(field.value == value, "\(field.text) \(String(describing: field.found))")
        #expect(field.readings.first?.doubt == nil)
    }

    private static let receipt: [PaperScene.Text] = [
        ("SUBTOTAL", 10, 10), ("17.00", 60, 10), ("TOTAL QTY: 3", 10, 20), ("TOTAL (RM)", 10, 30), ("RM 18.02", 60, 30),
        ("CASH", 10, 40), ("RM 20.00", 60, 40), ("CHANGE", 10, 50), ("1.98", 60, 50), ("VISA", 10, 60),
        ("RM 18.02", 60, 60), ("DATE: 03/04/2018 10:22 PM", 10, 70),
    ]

    @Test("The first way that leads to a value counts; the others bear it out or are kept beside it")
    func order() throws {
        let field = try Self.value(
            [
                Finding(.rightOf(["NET TOTAL"])), Finding(.rightOf(["TOTAL"]), except: ["TOTAL QTY"]),
                Finding(.rightOf(["VISA"])), Finding(.anywhere, choice: .largest),
            ], "money", in: Self.receipt)
        #expect(field.value == .text("18.02"))
        #expect(field.found?.label == "TOTAL")
        #expect(field.found?.agreeing == [.init(way: "right-of", isElsewhere: true)])
        #expect(field.found?.others.map(\.text).contains("RM 20.00") == true)
        #expect(field.zone.map { abs($0.top - 30) < 1 } == true)
    }

    @Test("Dates are read in the order that the field says")
    func dates() throws {
        let way = Finding(.rightOf(["DATE"]))
        #expect(try Self.value([way], "date", in: Self.receipt, order: .dmy).value == .text("2018-04-03"))
        #expect(try Self.value([way], "date", in: Self.receipt, order: .mdy).value == .text("2018-03-04"))
    }

    @Test("What can't be relied on is a doubt with its reason")
    func doubts() throws {
        let total = Finding(.rightOf(["TOTAL"]))
        let twice = Self.receipt + [("TOTAL", 10, 80), ("99.00", 60, 80)]
        #expect(try Self.value([total], "money", in: twice).readings.first?.doubt != nil, "a label that stands twice")
        #expect(
            try Self.value([Finding(.rightOf(["TOTAL"]), choice: .last)], "money", in: twice).value == .text("99.00"))
        let comma = try Self.value([total], "money", in: [("TOTAL", 10, 10), ("1.234,56", 60, 10)])
        #expect(comma.proof.problem?.rule == "comma")
        #expect(try Self.value([Finding(.rightOf(["BALANCE"]))], "money").readings.first?.doubt != nil, "no label")
        let open = try Self.value(
            [
                Finding(
                    .table(
                        .init(
                            heading: ["品名", "金額"],
                            columns: [
                                .init(name: "item", type: "text", width: 0),
                                .init(name: "price", type: "yen", width: 0),
                            ], end: ["税込計"])))
            ], "table")
        #expect(open.readings.first?.doubt != nil, "a table without its end")
    }

    @Test("A value that may be missing is empty where no label of it is there")
    func missing() throws {
        let field = try Self.value([Finding(.rightOf(["値引"]))], "yen", isOptional: true)
        #expect(field.value == .none)
        #expect(field.readings.first?.doubt == nil)
    }

    @Test("What was settled of an issuer is looked for first, as long as it leads to a value")
    func remembered() throws {
        let fields = [
            FieldDefinition(
                name: "number", type: "invoice-number", place: .find([Finding(.rightOf(["登録番号"]))])),
            FieldDefinition(name: "total", type: "yen", place: .find([Finding(.rightOf(["小計"]))])),
        ]
        func total(_ known: [String: Finding]) throws -> Field? {
            try PaperScene.read([Self.invoice], fields, issuer: "number") { issuer in
                issuer == "T1180301018771" ? known : [:]
            }.last
        }
        #expect(try total([:])?.value == .integer(2160))
        let settled = try total(["total": Finding(.rightOf(["ご請求金額"]))])
        #expect(settled?.value == .integer(2376))
        #expect(settled?.found?.isRemembered == true)
        #expect(try total(["total": Finding(.rightOf(["総計"]))])?.value == .integer(2160), "a label that is gone")
    }

    @Test("A sheet that was photographed from aside on a darker ground is laid flat")
    func photographed() throws {
        let corners = [Point(210, 160), Point(1400, 200), Point(1460, 1950), Point(150, 1900)]
        var pixels = GrayPixels(width: 1654, height: 2339, filledWith: 60)
        for y in 0..<pixels.height {
            for x in 0..<pixels.width {
                let isInside = corners.indices.allSatisfy { index in
                    let (from, to) = (corners[index], corners[(index + 1) % 4])
                    return (to.x - from.x) * (Double(y) - from.y) - (to.y - from.y) * (Double(x) - from.x) >= 0
                }
                if isInside { pixels[x, y] = 235 }
            }
        }
        for y in 600..<620 { for x in 500..<900 { pixels[x, y] = 30 } }
        let text = try PaperText(
            ScannedPage(bitmap: Bitmap(pixels), dpi: 200, number: 1), reader: PaperScene(Self.receipt))
        let flat = [
            Point(0, 0), Point(text.paper.width, 0), Point(text.paper.width, text.paper.height),
            Point(0, text.paper.height),
        ]
        for (place, corner) in zip(flat, corners) {
            let seen = text.toScan(place)
            #expect(hypot(seen.x - corner.x, seen.y - corner.y) < 16, "\(seen) for \(corner)")
        }
    }

    @Test("A table goes on under its heading on the next page")
    func twoPages() throws {
        let heading: [PaperScene.Text] = [("品名", 20, 20), ("金額", 100, 20)]
        let way = Finding(
            .table(
                .init(
                    heading: ["品名", "金額"],
                    columns: [
                        .init(name: "item", type: "text", width: 0), .init(name: "price", type: "yen", width: 0),
                    ], end: ["合計"])))
        let fields = try PaperScene.read(
            [
                heading + [("紙", 20, 28), ("120", 100, 28)],
                heading + [("筆", 20, 28), ("80", 100, 28), ("合計", 20, 36), ("200", 100, 36)],
            ], [FieldDefinition(name: "rows", type: "table", place: .find([way]))])
        #expect(
            fields.first?.value
                == .rows([["item": .text("紙"), "price": .integer(120)], ["item": .text("筆"), "price": .integer(80)]]))
        #expect(fields.first?.readings.first?.doubt == nil)
    }

    @Test("Some rows of three thousand take no more than a moment each")
    func manyLines() throws {
        let lines = (0..<3000).map { ("品\($0) 金額 \($0)", 10.0, Double($0) * 5) }
        let field = try Self.value([Finding(.rightOf(["総合計"])), Finding(.anywhere, choice: .last)], "yen", in: lines)
        #expect(field.value == .integer(2999))
    }
}
