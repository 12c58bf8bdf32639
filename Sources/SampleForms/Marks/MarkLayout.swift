import Paperwork

/// How a random form asks for marks: its type, its boxes, its grounds. Each seed gives another form.
struct MarkLayout: Sendable {
    /// How the place for a mark is framed.
    enum Frame: Sendable { case single, double, dashed, round }
    /// What lies under a table's cells.
    enum Ground: Sendable { case white, gray(Double), hatched, dotted }

    var family: String
    /// Millimetres: the side of a box, and how thick its lines are.
    var side: Double
    var thickness: Double
    var frame: Frame
    var brackets: (String, String)
    var ground: Ground
    /// Millimetres by which a zone is larger than its box on each side.
    var margin: Double
    var points: Double

    /// - Parameter isApart: whether the form has looks that other forms never have: its fonts, double and dashed frames,
    ///   hatched and dotted grounds, 〔 〕.
    static func drawn(isApart: Bool, using random: inout SeededRandom) -> MarkLayout {
        let families =
            isApart
            ? ["BIZ UDPGothic", "Klee One", "BIZ UDPMincho"]
            : ["IPAexGothic", "IPAexMincho", "Noto Sans CJK JP", "Noto Serif CJK JP"]
        let brackets = isApart ? [("〔", "〕"), ("【", "】")] : [("（", "）"), ("［", "］"), ("(", ")"), ("[", "]")]
        let grounds: [Ground] =
            isApart
            ? [.hatched, .dotted, .gray(0.78), .white]
            : [.gray(random.real(0.8...0.95)), .gray(random.real(0.8...0.95)), .white]
        return MarkLayout(
            family: random.pick(families),
            side: random.pick([random.real(2...4), random.real(3...6), random.real(5...8)]),
            thickness: random.real(0.1...0.5),
            frame: isApart ? random.pick([.double, .dashed, .single]) : random.pick([.single, .single, .round]),
            brackets: random.pick(brackets), ground: random.pick(grounds), margin: random.real(-0.15...0.7),
            points: random.real(8...11))
    }

    /// The page with its questions.
    func design(using random: inout SeededRandom) -> FormDesign {
        var sheet = Sheet(family: family)
        sheet.thickness = random.real(0.1...0.3)
        sheet.label(random.pick(Self.titles), 20, 10, 120, 10, points: 16, .left, isBold: random.chance(0.5))
        sheet.label("No.\(random.whole(10...99))-\(random.whole(100...999))", 160, 12, 35, 6, points: 9, .right)
        sheet.box(15, 22, 180, random.real(8...14))
        sheet.label(random.pick(Self.guides), 18, 23, 174, 6, points: 9, .left)
        var top = 42.0
        var number = 1
        while top < 262 {
            let height = question(number, top: top, on: &sheet, using: &random)
            top += height + random.real(2.5...7)
            number += 1
        }
        sheet.label("ご協力ありがとうございました。", 15, 284, 90, 5, points: 9, .left)
        return sheet.design(id: "marks", version: "1", title: "調査票")
    }

    /// Draws one question and says how high it is, in millimetres.
    private func question(
        _ number: Int, top: Double, on sheet: inout Sheet, using random: inout SeededRandom
    ) -> Double {
        let hasTitle = random.chance(0.7)
        if hasTitle {
            if random.chance(0.3) {
                sheet.print(.area(sheet.zone(15, top, 180, 6), gray: random.real(0.82...0.93)))
            }
            sheet.label("問\(number)　\(random.pick(Self.questions))", 17, top, 170, 6, points: points, .left)
        }
        let start = top + (hasTitle ? 7.5 : 0)
        let block = MarkBlock(layout: self, name: "q\(number)", top: start)
        let height =
            switch random.pick([0, 1, 2, 3, 4, 5, 6], weights: [30, 10, 12, 14, 12, 16, 6]) {
            case 0: block.boxes(on: &sheet, using: &random)
            case 1: block.ovals(on: &sheet, using: &random)
            case 2: block.bracketed(on: &sheet, using: &random)
            case 3: block.numbers(on: &sheet, using: &random)
            case 4: block.words(on: &sheet, using: &random)
            case 5: block.cells(on: &sheet, using: &random)
            default: block.signed(on: &sheet, using: &random)
            }
        return height + (hasTitle ? 7.5 : 0)
    }

    private static let titles = ["利用者アンケート", "健康診査 問診票", "生活状況調査票", "受講申込書", "福祉サービス利用申請書", "防災意識調査"]
    private static let guides = [
        "あてはまるものに印を付けてください。", "該当する番号を○で囲み、□には✓を付けてください。", "記入には黒のボールペンを使ってください。",
    ]
    private static let questions = [
        "あなたの状況に最も近いものを選んでください。", "現在の健康状態はいかがですか。", "利用したことのあるものはどれですか。", "今後の希望をお答えください。",
        "次の項目について、お答えください。", "困っていることがありますか。",
    ]
    static let answers = [
        "はい", "いいえ", "ある", "ない", "良い", "普通", "悪い", "毎日", "週に数回", "月に数回", "希望する", "希望しない", "わからない", "その他", "自宅",
        "職場", "徒歩", "自転車", "自動車", "電車", "満足", "不満",
    ]
}
