/// Characters that are often read for one another, by people and machines: alike in shape, or with a sound mark lost.
enum MistakenShapes {
    /// Whether one is often read for the other; symmetric.
    static func contains(_ left: UInt16, _ right: UInt16) -> Bool { pairs.contains(key(left, right)) }

    private static func key(_ left: UInt16, _ right: UInt16) -> UInt32 {
        UInt32(min(left, right)) << 16 | UInt32(max(left, right))
    }

    private static let groups = [
        "シツミ", "ソンリ", "ワクウフ", "タクケ", "チテナ", "ラヲフ", "コユヨ", "アマヤ", "スヌ", "ルレ", "オホ", "サセ", "ノメ", "ニミ",
        "カガ力", "キギ", "クグ", "ケゲ", "コゴ", "サザ", "シジ", "スズ", "セゼ", "ソゾ", "タダ夕", "チヂ", "ツヅ", "テデ", "トド卜",
        "ハバパ八", "ヒビピ", "フブプ", "ヘベペ", "ホボポ", "ロ口", "エ工", "ニ二", "ー一-",
        "大太犬", "土士", "未末", "日目曰", "藤籐", "己已巳", "千干", "人入", "鳥烏", "間問", "治冶", "崎埼", "裕祐", "郎朗", "幸辛",
        "斉斎", "田由", "小少", "木本", "持待", "牛午", "王玉", "石右", "水氷", "矢失", "天夫", "代伐", "清晴", "沢択", "和利",
        "0O6", "1I7", "38", "56", "5S", "2Z", "08", "49", "27", "B8",
    ]

    private static let pairs: Set<UInt32> = {
        var pairs: Set<UInt32> = []
        for group in groups.map({ Array($0.utf16) }) {
            for (index, left) in group.enumerated() {
                for right in group[(index + 1)...] { pairs.insert(key(left, right)) }
            }
        }
        return pairs
    }()
}
