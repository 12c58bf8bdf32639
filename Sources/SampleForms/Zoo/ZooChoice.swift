internal import Paperwork

/// What a question offers to be marked, and how that looks.
struct ZooChoice: Sendable, Hashable {
    enum Look: Sendable, Hashable {
        /// Words to be circled.
        case words
        /// A number before each word, to be circled.
        case numbers
        /// Square boxes.
        case boxes
        /// Room between brackets, for a circle or a tick.
        case brackets
        /// Small ovals to be filled.
        case ovals
        /// The words in cells of a table, on grey ground or white.
        case cells
    }

    var label: String
    var words: [String]
    var look: Look
    /// Height of a box or an oval, millimetres.
    var size: Double
    /// Grey of the ground of every second cell; nil is white.
    var ground: Double?

    /// What is marked is a printed word.
    var isCircled: Bool { look == .words || look == .cells }

    /// Millimetres that all options need at 9 points.
    var width: Double {
        words.reduce(0.0) { sum, word in
            let text = Double(word.count) * 3.2
            return switch look {
            case .words: sum + text + 4.5
            case .numbers: sum + text + 7.5
            case .boxes: sum + text + size + 4
            case .ovals: sum + text + size * 1.5 + 4
            case .brackets: sum + text + 11
            case .cells: sum + text + 6
            }
        }
    }

    private static let single = [
        ("性別", ["男", "女", "その他"]), ("申請区分", ["新規", "変更", "廃止"]), ("預金種別", ["普通", "当座", "貯蓄"]), ("同居", ["有", "無"]),
        ("元号", ["大正", "昭和", "平成", "令和"]), ("続柄", ["本人", "配偶者", "子", "その他"]), ("受取方法", ["郵送", "窓口", "電子"]),
        ("満足度", ["満足", "普通", "不満"]), ("課税区分", ["課税", "非課税"]), ("希望", ["はい", "いいえ"]), ("障害の有無", ["有", "無"]),
    ]
    private static let several = [
        ("利用目的", ["会議", "講習", "展示", "運動"]), ("希望曜日", ["月", "火", "水", "木", "金"]), ("添付書類", ["写真", "図面", "名簿"]),
        ("設備", ["机", "椅子", "音響", "映写"]), ("該当事項", ["転入", "出生", "婚姻", "死亡"]),
    ]
    private static let consents = ["同意します", "誓約します", "委任します", "控えを希望"]

    /// Nil for kinds of questions that are not marked.
    static func drawn(_ kind: ZooQuestion.Kind, using random: inout SeededRandom) -> ZooChoice? {
        let size = random.real(2...6)
        let ground = random.chance(0.5) ? random.real(0.8...0.92) : nil
        switch kind {
        case .choice:
            let (label, words) = random.pick(single)
            let look = random.pick(
                [Look.words, .numbers, .boxes, .brackets, .ovals, .cells], weights: [30, 14, 22, 8, 10, 16])
            return ZooChoice(label: label, words: words, look: look, size: size, ground: ground)
        case .grid:
            let (label, words) = random.pick(several)
            let look = random.pick([Look.boxes, .numbers, .ovals, .words], weights: [60, 15, 10, 15])
            return ZooChoice(label: label, words: words, look: look, size: size, ground: ground)
        case .consent:
            return ZooChoice(
                label: "同意", words: [random.pick(consents)], look: random.pick([.boxes, .ovals], weights: [85, 15]),
                size: random.real(2...8), ground: nil)
        default: return nil
        }
    }
}
