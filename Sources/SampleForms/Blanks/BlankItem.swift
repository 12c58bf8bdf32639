/// A label of a blank form and what is to be filled in beside it.
struct BlankItem: Sendable {
    enum Entry: Sendable {
        /// Room for writing, of a field type.
        case text(String)
        /// Room before a printed unit.
        case unit(String, before: String)
        /// So many boxes, a character each.
        case comb(String, Int)
        /// Room before 年 月 日, with words before it.
        case date(era: String?)
        /// Eras to circle, then 年 月 日.
        case circledEra
        /// Room before 時 and 分.
        case time
        /// Words of which one is circled.
        case circled([String])
        /// Words with a number each, which is circled.
        case numbered([String])
        /// Words behind boxes; one of them is right, or several may be.
        case ticked([String], isOneOnly: Bool)
        /// 〒 with room or boxes for the code, then room for the address.
        case postal(boxes: Bool)
        /// Words to circle of which the last has room in brackets.
        case circledWithOther([String])
        /// So many dotted lines of writing.
        case lines(Int)
    }

    var label: String
    var entry: Entry

    init(_ label: String, _ entry: Entry) { (self.label, self.entry) = (label, entry) }

    /// Millimetres that it should have for itself.
    var width: Double {
        switch entry {
        case .text(let type): ["number", "yen", "phone"].contains(type) ? 38 : 55
        case .unit: 30
        case .comb(_, let count): 6.5 * Double(count) + 4
        case .date: 62
        case .circledEra: 95
        case .time: 38
        case .circled(let words): Double(words.joined(separator: "・").count) * 4.6 + 8
        case .numbered(let words), .ticked(let words, _): words.reduce(6) { $0 + Double($1.count) * 3.9 + 12 }
        case .circledWithOther(let words): Double(words.joined(separator: "・").count) * 4.6 + 48
        case .postal, .lines: 90
        }
    }

    /// Millimetres.
    var height: Double {
        switch entry {
        case .postal: 15
        case .lines(let count): 8 * Double(count)
        default: 9.5
        }
    }
}

extension BlankItem {
    /// What the styles for tuning ask.
    static let tuning: [BlankItem] = [
        BlankItem("氏名", .text("name")), BlankItem("フリガナ", .text("kana")),
        BlankItem("住所", .postal(boxes: false)), BlankItem("生年月日", .circledEra),
        BlankItem("電話番号", .text("phone")), BlankItem("性別", .circled(["男", "女"])),
        BlankItem("世帯主氏名", .text("name")), BlankItem("続柄", .text("text")),
        BlankItem("個人番号", .comb("my-number", 12)), BlankItem("請求金額", .unit("yen", before: "円")),
        BlankItem("休暇の種類", .circled(["年次", "病気", "特別", "介護"])),
        BlankItem("開始時刻", .time), BlankItem("申請年月日", .date(era: "令和")),
        BlankItem("利用人数", .unit("number", before: "人")), BlankItem("参加区分", .circled(["個人", "団体", "親子"])),
        BlankItem("送迎", .circled(["要", "不要"])), BlankItem("使用目的", .text("text")),
        BlankItem("希望する講座", .numbered(["書道", "陶芸", "俳句"])),
        BlankItem("利用の形態", .numbered(["一時利用", "定期利用"])),
        BlankItem("同意事項", .ticked(["個人情報の利用", "広報への掲載"], isOneOnly: false)),
        BlankItem("受取方法", .ticked(["窓口", "郵送"], isOneOnly: true)),
        BlankItem("加入年数", .unit("number", before: "年")), BlankItem("犬の名前", .text("text")),
        BlankItem("毛色", .text("text")), BlankItem("預金種目", .circled(["普通", "当座"])),
        BlankItem("口座番号", .comb("bank-account", 7)), BlankItem("利用理由", .lines(3)),
        BlankItem("年金の種類", .circledWithOther(["老齢", "遺族", "その他"])),
        BlankItem("会場名", .text("text")), BlankItem("勤務先", .text("text")),
        BlankItem("終了予定日", .date(era: nil)), BlankItem("備考", .text("text")),
    ]

    /// What the styles for the final report ask: looked at only after tuning.
    static let final: [BlankItem] = [
        BlankItem("申込者氏名", .text("name")), BlankItem("ふりがな", .text("kana")),
        BlankItem("現住所", .postal(boxes: true)), BlankItem("生年月日", .circledEra),
        BlankItem("携帯電話", .text("phone")), BlankItem("性別", .circled(["男性", "女性"])),
        BlankItem("保護者氏名", .text("name")), BlankItem("勤務先名", .text("text")),
        BlankItem("マイナンバー", .comb("my-number", 12)), BlankItem("助成申請額", .unit("yen", before: "円")),
        BlankItem("健診の区分", .circled(["胃", "肺", "大腸", "乳房"])), BlankItem("到着時刻", .time),
        BlankItem("届出年月日", .date(era: "令和")), BlankItem("世帯人員", .unit("number", before: "名")),
        BlankItem("苗の種類", .circled(["茄子", "胡瓜", "南瓜"])), BlankItem("雨天時", .circled(["順延", "中止"])),
        BlankItem("搬入方法", .numbered(["車両", "手運び", "業者委託"])),
        BlankItem("会員の別", .numbered(["正会員", "準会員"])),
        BlankItem("必要な設備", .ticked(["音響", "照明", "暖房"], isOneOnly: false)),
        BlankItem("交付の方法", .ticked(["手渡し", "送付"], isOneOnly: true)),
        BlankItem("床面積", .unit("number", before: "㎡")), BlankItem("船名", .text("text")),
        BlankItem("樹木の種別", .text("text")), BlankItem("口座の種別", .circled(["普通", "貯蓄"])),
        BlankItem("口座番号", .comb("bank-account", 7)), BlankItem("遅延の事情", .lines(3)),
        BlankItem("通学手段", .circledWithOther(["徒歩", "自転車", "その他"])),
        BlankItem("行事名", .text("text")), BlankItem("担当教諭", .text("name")),
        BlankItem("返却予定日", .date(era: nil)), BlankItem("連絡先", .text("phone")),
        BlankItem("金融機関名", .text("text")),
    ]
}
