import FieldTypes
import Forms
import Imaging
import Paperwork
import Testing

/// What words and room in a cell mean together, on forms whose text is known.
@Suite struct BlankSurveyWordsTests {
    /// Rows of a label's cell and a wide one.
    private static func rows(_ count: Int) -> DrawnForm {
        var form = DrawnForm(width: 150, height: 10 + 14 * Double(count) + 10)
        for row in 0..<count {
            form.frame(10, 10 + 14 * Double(row), 35, 14)
            form.frame(45, 10 + 14 * Double(row), 95, 14)
        }
        return form
    }

    @Test(arguments: ["年次・病気・特別・介護", "茄子　　胡瓜　　南瓜"])
    func wordsInALabelledCellAreCircledThoughTheyAreNoKnownSet(_ words: String) throws {
        let fields = try Self.rows(2).survey([("休暇の種別", 12, 15), (words, 50, 15), ("氏名", 12, 29)])
        #expect(fields.map(\.definition.type) == ["circled", "name"])
        #expect(fields.first?.definition.optionNames == words.split { "・　".contains($0) }.map(String.init))
        #expect(fields.first?.doubts.contains(.unknownOptions) == true)
        #expect(fields.last?.doubts == [])
    }

    @Test func hoursAndMinutesAreOneTime() throws {
        let fields = try Self.rows(1).survey([("開始時刻", 12, 15), ("時", 65, 15), ("分", 85, 15)])
        #expect(fields.map(\.definition.type) == ["time"])
        #expect(fields.first?.definition.cells?.count == 2)
    }

    @Test func aPostalCodesRoomIsAboveTheAddress() throws {
        let fields = try Self.rows(1).survey([("住所", 12, 15), ("〒", 47, 10.8), ("－", 64, 10.8)])
        #expect(fields.map(\.definition.type) == ["postal-code", "address"])
        let zones = fields.compactMap(\.definition.zone)
        #expect(zones.count == 2 && zones[0].bottom <= zones[1].top + 0.1 && zones[1].width > 90)
    }

    @Test func numbersBeforeWordsAreCircled() throws {
        let fields = try Self.rows(1).survey([("希望", 12, 15), ("1．書道", 50, 15), ("2．陶芸", 85, 15)])
        #expect(fields.map(\.definition.type) == ["circled"])
        #expect(fields.first?.definition.optionNames == ["書道", "陶芸"])
    }

    @Test func amountsStandUnderBracketsOfTheSameCell() throws {
        let fields = try Self.rows(1).survey([
            ("年金の種類", 12, 15), ("老齢・遺族・その他", 47, 11), ("（", 83, 11), ("）", 134, 11), ("円", 134, 18.5),
        ])
        #expect(fields.map(\.definition.type) == ["circled", "text", "yen"])
        let zones = fields.compactMap(\.definition.zone)
        #expect(zones.count == 2 && zones[0].bottom <= zones[1].top + 0.1)
    }

    @Test func aBoxOfOneKindIsAChoiceAndSeveralAreAGrid() throws {
        var form = Self.rows(2)
        for top in [15.0, 29] { for left in [50.0, 90] { form.frame(left, top, 3.4, 3.4) } }
        let fields = try form.survey([
            ("受取方法", 12, 15), ("窓口", 55, 15), ("郵送", 95, 15), ("同意事項", 12, 29), ("利用", 55, 29), ("掲載", 95, 29),
        ])
        #expect(fields.map(\.definition.type) == ["choice", "mark-grid"])
    }

    @Test func boxesCloseToTheirCellsLinesHaveTheLabelBesideIt() throws {
        var form = Self.rows(1)
        for box in 0..<7 { form.frame(46 + 8 * Double(box), 10.9, 8, 12.2) }
        let fields = try form.survey([("口座番号", 12, 15)])
        #expect(fields.map(\.definition.type) == ["bank-account"])
        #expect(fields.first?.definition.cells?.count == 7)
    }

    @Test func paperBehindACombIsNoFieldOfItsOwn() throws {
        var form = Self.rows(2)
        for box in 0..<7 { form.frame(45 + 8 * Double(box), 10, 8, 14) }
        let fields = try form.survey([("口座番号", 12, 15), ("氏名", 12, 29)])
        #expect(fields.map(\.definition.type) == ["bank-account", "name"])
    }

    @Test func optionsInTheMiddleOfACellAreTheWholeAnswer() throws {
        let fields = try Self.rows(2).survey([("性別", 12, 15), ("男・女", 88, 15), ("氏名", 12, 29)])
        #expect(fields.map(\.definition.type) == ["circled", "name"])
    }

    /// What they end is written before them.
    @Test(arguments: ["本店・支店", "銀行・金庫", "小学校・中学校"])
    func optionsThatEndANameLeaveRoomBeforeThem(_ words: String) throws {
        let fields = try Self.rows(1).survey([("名称", 12, 15), (words, 108, 15)])
        #expect(fields.map(\.definition.place.isZone) == [true, false], "\(fields)")
    }

    @Test func aUnitThatWordsGoOnFromIsNone() throws {
        let fields = try Self.rows(2).survey([
            ("休暇の種類", 12, 15), ("年", 70, 15), ("次病", 76.8, 15), ("気特別介護", 87, 15), ("氏名", 12, 29),
        ])
        #expect(fields.map(\.definition.type) == ["name"])
    }

    @Test func namesInRowsHaveTheNumberOfTheirRow() throws {
        var form = DrawnForm(width: 150, height: 70)
        for row in 0..<4 {
            form.frame(10, 10 + 12 * Double(row), 50, 12)
            form.frame(60, 10 + 12 * Double(row), 30, 12)
            form.frame(90, 10 + 12 * Double(row), 50, 12)
        }
        let fields = try form.survey([
            ("氏名", 20, 14), ("続柄", 65, 14), ("性別", 100, 14), ("世帯主", 65, 26), ("男・女", 100, 26), ("男・女", 100, 38),
            ("男・女", 100, 50),
        ])
        #expect(
            Set(fields.map(\.definition.name)) == [
                "name_1", "name_2", "name_3", "relation_2", "relation_3", "sex_1", "sex_2", "sex_3",
            ])
    }

    @Test func aLabelThatIsKnownInPartIsToBeChecked() throws {
        let fields = try Self.rows(2).survey([("犬の名前", 12, 15), ("氏名", 12, 29)])
        #expect(fields.map(\.doubts) == [[.partOfLabel], []])
    }

    @Test func aLabelThatIsSetWideIsOneWord() throws {
        var form = DrawnForm(width: 150, height: 60)
        form.horizontal(30, from: 60, to: 140)
        form.horizontal(42, from: 60, to: 140)
        let fields = try form.survey([("氏", 20, 26), ("名", 36, 26), ("住", 20, 38), ("所", 36, 38)])
        #expect(fields.map(\.definition.type) == ["name", "address"])
    }

    /// Whatever they say, words before a line make it a field; a line without any goes on with the one above.
    @Test(arguments: [("佳阡", 2), ("", 1)])
    func aLineWithWordsBeforeItIsAFieldOfItsOwn(words: String, count: Int) throws {
        var form = DrawnForm(width: 150, height: 60)
        form.horizontal(30, from: 60, to: 140)
        form.horizontal(40, from: 60, to: 140)
        let fields = try form.survey([("氏名", 36, 26), (words, 36, 36)])
        #expect(fields.count == count)
        #expect(fields.last?.definition.label == (words.isEmpty ? "氏名" : words))
    }

    @Test func aDateOnOpenPaperIsFoundThoughThePagesLastWordsAreALabel() throws {
        var form = DrawnForm(width: 150, height: 60)
        form.horizontal(40, from: 60, to: 140)
        let fields = try form.survey([
            ("令和", 70, 10), ("年", 88, 10), ("月", 102, 10), ("日", 116, 10), ("保護者", 20, 20), ("住所", 40, 36),
        ])
        #expect(fields.map(\.definition.type) == ["era-date", "address"])
    }
}

extension FieldDefinition.Place {
    fileprivate var isZone: Bool { if case .zone = self { true } else { false } }
}
