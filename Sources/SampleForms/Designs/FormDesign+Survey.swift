import Imaging
import Paperwork

extension FormDesign {
    /// 市民意識調査: two pages of marks.
    package static let survey: FormDesign = {
        var sheet = Sheet(family: "IPAexGothic")
        sheet.printFirstPage()
        sheet.turn()
        sheet.printSecondPage()
        return sheet.design(id: "survey", version: "2026", title: "市民意識調査票")
    }()
}

extension Sheet {
    fileprivate mutating func printFirstPage() {
        label("鹿児島市　市民意識調査　調査票", 15, 10, 150, 10, points: 17, .left, isBold: true)
        label("（見本）", 165, 10, 30, 10, points: 10, .right)
        box(15, 22, 180, 16)
        label("・あてはまる番号を○で囲むか、□に✓を付けてください。間違えたときは、消しゴムできれいに消してください。", 18, 23.5, 174, 6, points: 9, .left)
        label("・ご記入後は、表と裏の両面を確認のうえ、同封の封筒で令和８年５月２９日までにお送りください。", 18, 30, 174, 6, points: 9, .left)
        question("問１　あなたの性別をお答えください。（○は１つ）", top: 42)
        choices("sex", "性別", ["男性", "女性", "その他", "答えたくない"], top: 49, columns: 4)
        question("問２　あなたの年齢をお答えください。（○は１つ）", top: 60)
        choices(
            "age", "年齢", ["18〜29歳", "30〜39歳", "40〜49歳", "50〜59歳", "60〜69歳", "70〜79歳", "80歳以上"], top: 67, columns: 4)
        question("問３　お住まいの地域をお答えください。（○は１つ）", top: 86)
        choices(
            "district", "居住地域", ["中央", "谷山", "伊敷", "吉野", "吉田", "桜島", "喜入", "松元", "郡山"], top: 93, columns: 5)
        question("問４　市の取組について、どのくらい満足していますか。（それぞれ○は１つ）", top: 113)
        scale(
            prefix: "satisfaction", title: "満足度", scales: Self.satisfaction,
            items: [
                "子育て支援", "学校教育", "高齢者福祉", "障害者福祉", "健康づくり", "防災・消防", "防犯・交通安全", "ごみ・リサイクル", "公共交通",
                "道路の整備", "観光の振興", "デジタル化",
            ], top: 121)
        label("裏面へ続きます　▶", 140, 281, 55, 6, points: 10, .right)
        label("1", 100, 284, 10, 5, points: 9)
    }

    fileprivate mutating func printSecondPage() {
        question("問５　次の取組は、今後どのくらい重要だと思いますか。（それぞれ○は１つ）", top: 12)
        scale(
            prefix: "importance", title: "重要度", scales: Self.importance,
            items: ["保育所の整備", "窓口の待ち時間の短縮", "オンライン申請", "市電・バスの利便性", "災害時の情報", "公園・緑地", "文化・スポーツ", "市政の情報公開"],
            top: 20)
        question("問６　市の情報を何で知りますか。（あてはまるものすべてに✓）", top: 124)
        boxes(
            "information", "情報の入手先",
            [
                "市民のひろば", "市のホームページ", "ＬＩＮＥ", "エックス", "フェイスブック", "テレビ", "ラジオ", "新聞", "町内会の回覧", "家族・知人", "市の窓口",
                "特にない",
            ], top: 132)
        question("問７　市役所で利用したことのある手続をお答えください。（あてはまるものすべてに✓）", top: 160)
        boxes(
            "services", "利用した手続", ["住民票", "戸籍", "税の証明", "国民健康保険", "児童手当", "介護保険", "ごみの相談", "図書館"], top: 168)
        question("問８　これからも鹿児島市に住み続けたいですか。（○は１つ）", top: 190)
        choices(
            "stay", "定住の意向", ["住み続けたい", "どちらかといえば住み続けたい", "どちらかといえば移りたい", "移りたい", "わからない"], top: 197,
            columns: 3)
        question("問９　次のうち、希望するものに✓を付けてください。", top: 216)
        for (index, wish) in [("wants_report", "調査結果の概要の送付"), ("joins_panel", "市政モニターへの登録")].enumerated() {
            let left = 20 + 88 * Double(index)
            box(left, 225, 4.5, 4.5, thickness: 0.2)
            label(wish.1, left + 7, 223.5, 76, 7.5, points: 10, .left)
            field(
                DesignedField(name: wish.0, label: wish.1, type: "checkbox", place: .zone(zone(left, 225, 4.5, 4.5))))
        }
        question("自由意見欄　市政についてのご意見を自由にお書きください。", top: 236)
        box(15, 244, 180, 34)
        label("ご協力ありがとうございました。", 15, 280, 90, 6, points: 9, .left)
        label("2", 100, 284, 10, 5, points: 9)
    }

    private static let satisfaction = ["満足", "やや満足", "どちらでもない", "やや不満", "不満"]
    private static let importance = ["重要", "やや重要", "どちらでもない", "あまり重要でない", "重要でない"]

    private mutating func question(_ text: String, top: Double) {
        print(.area(zone(15, top, 180, 6), gray: 0.9))
        label(text, 17, top, 176, 6, points: 10, .left)
    }

    /// Numbered answers of which one is circled: the number is the zone.
    private mutating func choices(
        _ name: String, _ title: String, _ answers: [String], top: Double, columns: Int
    ) {
        let width = 176 / Double(columns)
        var options: [(name: String, zone: Zone)] = []
        for (index, answer) in answers.enumerated() {
            let left = 18 + width * Double(index % columns)
            let y = top + 8.5 * Double(index / columns)
            label("\(index + 1)", left, y, 6, 6.5, points: 10.5)
            label(answer, left + 7.5, y, width - 9, 6.5, points: answer.count > 12 ? 9 : 10, .left)
            options.append((answer, zone(left, y, 6, 6.5)))
        }
        optioned(name, title, "choice", options, isOptional: true)
    }

    /// Rows of five numbers, one circled in each row.
    private mutating func scale(prefix: String, title: String, scales: [String], items: [String], top: Double) {
        let left = 75.0
        let pitch = 24.0
        let row = 11.0
        let head = 11.0
        for (index, name) in scales.enumerated() {
            label(name, left + pitch * Double(index) + 0.5, top, pitch - 1, head, points: 8.5)
            vertical(left + pitch * Double(index), from: top, to: top + head + row * Double(items.count))
        }
        for (number, item) in items.enumerated() {
            let y = top + head + row * Double(number)
            horizontal(y, from: 15, to: 195)
            label("\(number + 1)  \(item)", 18, y, 55, row, points: 10, .left)
            var options: [(name: String, zone: Zone)] = []
            for (index, name) in scales.enumerated() {
                let x = left + pitch * Double(index)
                label("\(index + 1)", x + 8, y + 2, 8, 7, points: 11)
                options.append((name, zone(x + 7, y + 1.5, 10, 8)))
            }
            optioned("\(prefix)_\(number + 1)", "\(title) \(item)", "choice", options, isOptional: true)
        }
        box(15, top, 180, head + row * Double(items.count), thickness: 0.35)
    }

    /// Small boxes of which any number is ticked.
    private mutating func boxes(_ name: String, _ title: String, _ answers: [String], top: Double) {
        var options: [(name: String, zone: Zone)] = []
        for (index, answer) in answers.enumerated() {
            let left = 20 + 44 * Double(index % 4)
            let y = top + 8 * Double(index / 4)
            box(left, y + 1, 4.5, 4.5, thickness: 0.2)
            label(answer, left + 7, y, 35, 6.5, points: 10, .left)
            options.append((answer, zone(left, y + 1, 4.5, 4.5)))
        }
        optioned(name, title, "mark-grid", options, isOptional: true)
    }
}
