internal import Paperwork

/// One thing that a random form asks for: its field type, its label, and how the form wants it written.
struct ZooQuestion: Sendable {
    enum Kind: Sendable, Hashable, CaseIterable {
        case name, kana, address, postalCode, phone, date, eraDate, time, yen, count, decimal, corporateNumber, myNumber
        case account, words, latin, choice, grid, consent, table, stamp

        /// Those that are asked for in rows; a stamp has its place beside the title.
        static let inRows = allCases.filter { $0 != .stamp }

        /// Whether people write it by hand.
        var isWritten: Bool {
            switch self {
            case .name, .kana, .address, .postalCode, .phone, .date, .eraDate, .time, .yen, .count, .corporateNumber,
                .myNumber, .account, .words, .choice, .grid, .consent:
                true
            case .decimal, .latin, .table, .stamp: false
            }
        }
    }

    /// How the form asks for it.
    enum Notation: Sendable, Hashable {
        case open
        /// So many equal boxes.
        case combed(Int)
        /// Words that the form prints into the zone, each behind its part of the value: 年 月 日.
        case parted([String])
        /// A word printed at the value's right end; inside the zone or behind it.
        case unit(String, isInside: Bool)
        /// A word printed at its left end, before the zone.
        case led(String)
    }

    var kind: Kind
    /// As the template calls it.
    var name: String
    var label: String
    var notation: Notation
    /// The era that the form prints: `令和`.
    var era: String?
    var isOptional: Bool
    /// Filled in by a pen.
    var isByHand = false
    /// A name with a seal beside it or over it.
    var hasSeal = false
    /// What is marked.
    var choice: ZooChoice?

    /// It asks for a birth date in years of the Christian era.
    var isBirth: Bool { kind == .date && label == "生年月日" && era == nil }

    /// As templates name it.
    var type: String {
        switch kind {
        case .name: "name"
        case .kana: "kana"
        case .address: "address"
        case .postalCode: "postal-code"
        case .phone: "phone"
        case .date: "date"
        case .eraDate: "era-date"
        case .time: "time"
        case .yen: "yen"
        case .count, .decimal: "number"
        case .corporateNumber: "corporate-number"
        case .myNumber: "my-number"
        case .account: "bank-account"
        case .words, .latin: "text"
        case .choice: choice?.isCircled == true ? "circled" : "choice"
        case .grid: "mark-grid"
        case .consent: "checkbox"
        case .table: "table"
        case .stamp: "era-date"
        }
    }

    /// Millimetres that a value of 10 points needs.
    var width: Double {
        switch (kind, notation) {
        case (_, .combed(let cells)): Double(cells) * 5.2
        case (.date, .parted), (.eraDate, .parted): era == nil ? 48 : 56
        case (.time, .parted): 34
        case (.name, _): 44
        case (.kana, _): 46
        case (.address, _): 92
        case (.postalCode, _): 28
        case (.phone, _): 36
        case (.date, _), (.eraDate, _): 40
        case (.time, _): 28
        case (.yen, _): 36
        case (.count, _): 18
        case (.decimal, _): 24
        case (.corporateNumber, _): 40
        case (.myNumber, _): 38
        case (.account, _): 24
        case (.words, _): 52
        case (.latin, _): 42
        case (.choice, _), (.grid, _), (.consent, _): choice?.width ?? 20
        case (.table, _): 90
        case (.stamp, _): 30
        }
    }

    /// Lines that the value's zone has room for.
    var lines: Int { kind == .address ? 2 : 1 }

    private var labels: [String] {
        switch kind {
        case .name: ["氏名", "申請者氏名", "受給者氏名", "保護者氏名", "代表者氏名", "届出人"]
        case .kana: ["フリガナ", "ふりがな", "氏名（カナ）", "ﾌﾘｶﾞﾅ"]
        case .address: ["住所", "現住所", "所在地", "送付先", "申請者の住所", "前住所"]
        case .postalCode: ["郵便番号", "〒", "郵便番号（送付先）"]
        case .phone: ["電話番号", "連絡先", "日中の連絡先", "電話", "TEL"]
        case .date: ["届出日", "作成日", "発行日", "支払日", "有効期限", "納品日"]
        case .eraDate: ["生年月日", "申請年月日", "異動年月日", "認定日", "取得年月日", "受付日"]
        case .time: ["開始時刻", "終了時刻", "出発", "到着", "受付時刻", "登園時刻"]
        case .yen: ["支給額", "支払金額", "申請額", "手数料", "本人負担額", "差引額", "合計額", "還付額", "社会保険料", "課税標準額"]
        case .count: ["人数", "日数", "枚数", "世帯人数", "件数", "回数"]
        case .decimal: ["床面積", "体温", "距離", "負担率", "使用量", "数量"]
        case .corporateNumber: ["法人番号", "支払者の法人番号"]
        case .myNumber: ["個人番号", "マイナンバー"]
        case .account: ["口座番号", "振込先口座番号"]
        case .words: ["事業所名", "届出の理由", "勤務先", "施設名", "備考", "事業の種類"]
        case .choice, .grid, .consent: [choice?.label ?? "区分"]
        case .table: ["内訳"]
        case .stamp: ["受付印", "受付日付印", "収受印"]
        case .latin: ["整理番号", "製品番号", "車両番号", "証書番号", "メールアドレス", "受付コード"]
        }
    }

    private static let units = [
        "人数": "人", "日数": "日", "枚数": "枚", "世帯人数": "人", "回数": "回", "床面積": "平米", "体温": "度", "距離": "km", "負担率": "%",
    ]

    /// - Parameter hands: the share of what people write that is written by hand on this form.
    static func drawn(_ kind: Kind, number: Int, hands: Double, using random: inout SeededRandom) -> ZooQuestion {
        var question = ZooQuestion(
            kind: kind, name: "\(kind)_\(number)".lowercased(), label: "", notation: .open,
            isOptional: random.chance(0.5))
        question.choice = ZooChoice.drawn(kind, using: &random)
        question.label = random.pick(question.labels)
        switch kind {
        case .postalCode:
            question.notation = random.pick([Notation.open, .combed(7), .led("〒")], weights: [40, 30, 30])
        case .date: question.notation = random.pick([Notation.open, .parted(["年", "月", "日"])], weights: [60, 40])
        case .eraDate:
            question.notation = random.pick([Notation.open, .parted(["年", "月", "日"])], weights: [50, 50])
            if question.notation != .open { question.era = "令和" }
        case .time: question.notation = random.pick([Notation.open, .parted(["時", "分"])], weights: [60, 40])
        case .yen:
            question.notation = random.pick(
                [Notation.open, .unit("円", isInside: false), .unit("円", isInside: true)], weights: [45, 30, 25])
        case .count:
            question.notation = random.pick(
                [Notation.open, .unit(Self.units[question.label] ?? "件", isInside: random.chance(0.4))])
        case .decimal:
            question.notation = random.pick(
                [Notation.open, .unit(Self.units[question.label] ?? "kg", isInside: random.chance(0.4))])
        case .corporateNumber: question.notation = random.pick([Notation.open, .combed(13)])
        case .myNumber: question.notation = random.pick([Notation.open, .combed(12)], weights: [30, 70])
        case .account: question.notation = random.pick([Notation.open, .combed(7)])
        default: break
        }
        question.isByHand = kind.isWritten && random.chance(hands)
        question.hasSeal = kind == .name && random.chance(0.35)
        return question
    }
}
