import FieldTypes
import Forms
import Imaging
import Paperwork
import Testing

@Suite struct BlankSurveyTests {
    @Test func boxesAreFoundWithTheirInside() throws {
        var form = DrawnForm(width: 90, height: 60)
        form.frame(20, 10, 60, 12)
        let fields = try form.survey()
        #expect(fields.count == 1)
        #expect(try #require(fields.first?.definition.zone).isNear(left: 20.2, top: 10.2, width: 59.6, height: 11.6))
        #expect(fields.first?.definition.type == "text")
        #expect(fields.first?.doubts == [.noLabel])
    }

    @Test(arguments: [true, false])
    func combsAreOneFieldWithTheirCells(_ dashed: Bool) throws {
        var form = DrawnForm(width: 90, height: 40)
        form.frame(15, 12, 56, 9)
        for cell in 1..<8 { form.vertical(15 + Double(cell) * 7, from: 12, to: 21, dashed: dashed) }
        let cells = try #require(try form.survey().first?.definition.cells)
        #expect(cells.count == 8)
        for (index, cell) in cells.enumerated() {
            #expect(cell.isNear(left: 15.2 + Double(index) * 7, top: 12.2, width: 6.7, height: 8.7))
        }
    }

    @Test func halfHighTicksMakeAComb() throws {
        var form = DrawnForm(width: 90, height: 40)
        form.frame(15, 12, 56, 9)
        for cell in 1..<8 { form.vertical(15 + Double(cell) * 7, from: 17.5, to: 21) }
        #expect(try form.survey().first?.definition.cells?.count == 8)
    }

    @Test func aCombInTwoGroupsIsOneComb() throws {
        var form = DrawnForm(width: 90, height: 40)
        for cell in 0..<7 { form.frame(14 + Double(cell) * 6 + (cell > 2 ? 4 : 0), 10, 6, 8) }
        let fields = try form.survey([("〒", 9, 12)])
        #expect(fields.map(\.definition.type) == ["postal-code"])
        #expect(fields.first?.definition.cells?.count == 7)
    }

    @Test func tablesAreOneFieldWithColumnsByTheirHeadings() throws {
        var form = DrawnForm(width: 110, height: 70)
        for row in 0..<5 {
            form.frame(10, 10 + Double(row) * 9, 30, 9)
            form.frame(40, 10 + Double(row) * 9, 20, 9)
            form.frame(60, 10 + Double(row) * 9, 40, 9)
        }
        let fields = try form.survey([("品名", 15, 12), ("数量", 43, 12), ("金額", 65, 12)])
        guard fields.count == 1, case .table(let zone, let rows, let columns) = fields[0].definition.place else {
            Issue.record("\(fields)")
            return
        }
        #expect(rows == 4)
        #expect(columns.map(\.name) == ["item", "quantity", "amount"])
        #expect(columns.map(\.type) == ["text", "number", "yen"])
        #expect(zip(columns, [30, 20, 40]).allSatisfy { abs($0.width - $1) < 0.5 })
        #expect(zone.isNear(left: 10.2, top: 19.2, width: 89.6, height: 35.6))
    }

    /// A column of boxes to tick is one of the table; one of words to circle makes fields of its rows.
    @Test func aTableMayHaveABoxInEachRow() throws {
        var form = DrawnForm(width: 110, height: 70)
        for row in 0..<4 {
            form.frame(10, 10 + Double(row) * 12, 50, 12)
            form.frame(60, 10 + Double(row) * 12, 40, 12)
            if row > 0 { form.frame(78, 14 + Double(row) * 12, 4, 4) }
        }
        let fields = try form.survey([("氏名", 15, 13), ("希望", 70, 13)])
        guard fields.count == 1, case .table(_, let rows, let columns) = fields[0].definition.place else {
            Issue.record("\(fields)")
            return
        }
        #expect(rows == 3)
        #expect(columns.map(\.type) == ["name", "checkbox"])
    }

    @Test func aBoxWithWordsBehindItIsTicked() throws {
        var form = DrawnForm(width: 90, height: 60)
        form.frame(10, 15, 4, 4)
        let fields = try form.survey([("同意する", 16, 15.2)])
        #expect(fields.map(\.definition.type) == ["checkbox"])
        #expect(fields.map(\.definition.label) == ["同意する"])
    }

    @Test func boxesInATablesCellAreOneQuestion() throws {
        var form = DrawnForm(width: 120, height: 40)
        form.frame(10, 10, 25, 10)
        form.frame(35, 10, 75, 10)
        for left in [38.0, 62, 86] { form.frame(left, 13.2, 3.4, 3.4) }
        let fields = try form.survey([
            ("申請理由", 14, 13), ("転入", 43, 13.2), ("出生", 67, 13.2), ("その他", 91, 13.2),
        ])
        #expect(fields.map(\.definition.type) == ["mark-grid"])
        #expect(fields.first?.definition.name == "reason")
        #expect(fields.first?.definition.optionNames == ["転入", "出生", "その他"])
    }

    @Test func wordsToCircleAreOptionsWithZonesOfTheirOwn() throws {
        var form = DrawnForm(width: 120, height: 40)
        form.frame(10, 10, 25, 10)
        form.frame(35, 10, 40, 10)
        let fields = try form.survey([("性別", 14, 13), ("男・女", 45, 13)])
        #expect(fields.map(\.definition.type) == ["circled"])
        #expect(fields.first?.definition.name == "sex")
        #expect(fields.first?.definition.optionNames == ["男", "女"])
    }

    @Test func roomBeforeYearMonthAndDayIsADateWithTheCircledEra() throws {
        var form = DrawnForm(width: 150, height: 40)
        form.frame(10, 10, 30, 10)
        form.frame(40, 10, 100, 10)
        let fields = try form.survey([
            ("生年月日", 14, 13), ("昭和・平成・令和", 42, 13), ("年", 86, 13), ("月", 104, 13), ("日", 122, 13),
        ])
        #expect(fields.map(\.definition.name) == ["birth_era", "birth"])
        #expect(fields.map(\.definition.type) == ["circled", "era-date"])
        #expect(fields.last?.definition.era == .field("birth_era"))
        #expect(fields.last?.definition.cells?.count == 3)
    }

    @Test func underlinedBlanksAndBracketsAreZones() throws {
        var form = DrawnForm(width: 150, height: 60)
        form.horizontal(20, from: 60, to: 140)
        form.horizontal(32, from: 60, to: 140)
        let fields = try form.survey([("住　所", 42, 15.5), ("電話番号", 42, 27.5)])
        #expect(fields.map(\.definition.name) == ["address", "phone"])
        #expect(fields.map(\.definition.type) == ["address", "phone"])
    }

    @Test func anOfficesOwnAreaHeadingsAndNotesAreNoFields() throws {
        var form = DrawnForm(width: 150, height: 90)
        form.frame(10, 10, 130, 8)
        form.frame(10, 18, 30, 10)
        form.frame(40, 18, 100, 10)
        form.frame(110, 50, 30, 6)
        form.frame(110, 56, 30, 25)
        let fields = try form.survey([("申請者の情報", 60, 12), ("氏名", 18, 21), ("受付印", 118, 51)])
        #expect(fields.map(\.definition.name) == ["applicant_name"])
    }

    @Test func printedCellsAreLabelsAndUnitsAreNot() throws {
        var form = DrawnForm(width: 110, height: 60)
        form.frame(10, 10, 30, 12)
        form.frame(40, 10, 60, 12)
        let fields = try form.survey([("請求金額", 14, 14), ("円", 95, 14)])
        #expect(fields.map(\.definition.type) == ["yen"])
        let zone = try #require(fields.first?.definition.zone)
        #expect(zone.left > 40 && zone.right < 95.5)
    }

    @Test func theReadingOfANameIsAboveIt() throws {
        var form = DrawnForm(width: 110, height: 60)
        form.frame(10, 10, 30, 18)
        form.frame(40, 10, 60, 6)
        form.frame(40, 16, 60, 12)
        #expect(try form.survey([("保護者氏名", 13, 17)]).map(\.definition.name) == ["guardian_kana", "guardian_name"])
    }

    @Test func aFrameAroundOtherPlacesIsNone() throws {
        var form = DrawnForm(width: 100, height: 80)
        form.frame(5, 5, 90, 70)
        form.frame(20, 20, 50, 10)
        #expect(try form.survey().compactMap { $0.definition.zone?.left.rounded() } == [20])
    }

    @Test func printedLettersAndAnEmptyPageHaveNoPlaces() throws {
        var form = DrawnForm(width: 60, height: 40)
        #expect(try form.survey().isEmpty)
        form.words(10, 20, count: 8)
        #expect(try form.survey().isEmpty)
    }

    @Test func fieldsComeInReadingOrder() throws {
        var form = DrawnForm(width: 120, height: 80)
        form.frame(70, 10.5, 40, 10)
        form.frame(10, 11, 40, 10)
        form.frame(10, 50, 40, 10)
        form.frame(70, 30, 40, 10)
        let places = try form.survey().compactMap(\.definition.zone).map { [$0.left.rounded(), $0.top.rounded()] }
        #expect(places == [[10, 11], [70, 11], [70, 30], [10, 50]])
    }

    @Test func theNearestPrintedWordsAreTheLabel() throws {
        var form = DrawnForm(width: 120, height: 90)
        form.frame(10, 10, 25, 10)
        form.frame(35, 10, 70, 10)
        form.frame(50, 30, 40, 10)
        form.frame(10, 60, 40, 10)
        form.frame(80, 62, 4, 4)
        let fields = try form.survey([
            ("氏名", 14, 13), ("電話番号", 30, 33), ("住所", 12, 54), ("同意する", 86, 62), ("遠い", 2, 2),
        ])
        #expect(fields.map(\.definition.label) == ["氏名", "電話番号", "住所", "同意する"])
        #expect(fields.map(\.definition.name) == ["name", "phone", "address", "check"])
    }

    @Test func namesThatSeveralHaveAreNumberedAndErasStayWithTheirDates() {
        func field(_ name: String, era: FieldDefinition.EraSource? = nil) -> SurveyedField {
            SurveyedField(
                definition: FieldDefinition(
                    name: name, type: "text", place: .zone(Zone(left: 0, top: 0, width: 1, height: 1)), era: era))
        }
        let fields = SurveyedField.numbered([
            field("birth_era"), field("birth", era: .field("birth_era")), field("name"), field("birth_era"),
            field("birth", era: .field("birth_era")),
        ])
        #expect(fields.map(\.definition.name) == ["birth_era_1", "birth_1", "name", "birth_era_2", "birth_2"])
        #expect(fields.compactMap(\.definition.era) == [.field("birth_era_1"), .field("birth_era_2")])
    }
}

/// A blank form drawn in pixels at 200 dpi; all measures in millimetres.
struct DrawnForm {
    private static let dpi = 200.0
    private var pixels: GrayPixels
    private let paper: PaperSize

    init(width: Double, height: Double) {
        pixels = GrayPixels(width: Self.pixel(width), height: Self.pixel(height))
        paper = PaperSize(width: width, height: height)
    }

    /// The fields found where the form has those words: characters of 3.5 mm side by side, from the left and top.
    func survey(_ words: [(String, left: Double, top: Double)] = []) throws(Trouble) -> [SurveyedField] {
        let text = words.isEmpty ? nil : Self.text(words)
        return SurveyedField.numbered(try BlankSurvey.survey(pixels, paper: paper, text: text))
    }

    /// Lines of 0.25 mm whose middles are the frame.
    mutating func frame(_ left: Double, _ top: Double, _ width: Double, _ height: Double) {
        for x in [left, left + width] { vertical(x, from: top, to: top + height) }
        for y in [top, top + height] { horizontal(y, from: left - 0.12, to: left + width + 0.12) }
    }

    mutating func horizontal(_ y: Double, from left: Double, to right: Double) {
        ink(left, y - 0.12, right - left, 0.24)
    }

    mutating func vertical(_ x: Double, from top: Double, to bottom: Double, dashed: Bool = false) {
        let step = dashed ? 1.2 : bottom - top
        for y in stride(from: top, to: bottom, by: step) {
            ink(x - 0.12, y, 0.24, dashed ? min(0.7, bottom - y) : step)
        }
    }

    /// Strokes as close as those of printed words, 3 mm high.
    mutating func words(_ left: Double, _ top: Double, count: Int) {
        for index in 0..<count {
            let top = top + (index.isMultiple(of: 2) ? 0 : 0.8)
            ink(left + Double(index) * 3, top, 2.4, 0.4)
            ink(left + Double(index) * 3 + 1, top, 0.4, 3)
            ink(left + Double(index) * 3, top + 2.5, 2.4, 0.4)
        }
    }

    private static func text(_ words: [(String, left: Double, top: Double)]) -> TextLayer {
        TextLayer(
            glyphs: words.flatMap { word, left, top in
                word.enumerated().map { index, character in
                    let start = left + 3.5 * Double(index)
                    return TextLayer.Glyph(
                        text: String(character), left: Measure.pixels(mm: start, dpi: dpi),
                        top: Measure.pixels(mm: top, dpi: dpi), right: Measure.pixels(mm: start + 3.5, dpi: dpi),
                        bottom: Measure.pixels(mm: top + 3.5, dpi: dpi))
                }
            })
    }

    private mutating func ink(_ left: Double, _ top: Double, _ width: Double, _ height: Double) {
        for y in Self.pixel(top)..<Self.pixel(top + height) {
            for x in Self.pixel(left)..<Self.pixel(left + width) { pixels[x, y] = 20 }
        }
    }

    private static func pixel(_ mm: Double) -> Int { Int(Measure.pixels(mm: mm, dpi: dpi).rounded()) }
}

extension FieldDefinition {
    var zone: Zone? {
        if case .zone(let zone) = place { zone } else { nil }
    }

    var cells: [Zone]? {
        if case .cells(let cells) = place { cells } else { nil }
    }

    var optionNames: [String]? {
        if case .options(let options) = place { options.map(\.name) } else { nil }
    }
}

extension Zone {
    fileprivate func isNear(left: Double, top: Double, width: Double, height: Double) -> Bool {
        zip([self.left, self.top, self.width, self.height], [left, top, width, height])
            .allSatisfy { abs($0 - $1) < 0.35 }
    }
}
