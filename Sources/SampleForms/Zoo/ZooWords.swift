internal import Paperwork

/// What random forms are called, and what is written on them: all of it plainly made up.
enum ZooWords {
    static let titles = [
        "見本手当認定請求書", "見本施設使用許可申請書", "見本料減免申請書", "見本補助金交付申請書", "勤務見本届出書", "見本登録票", "見本税申告書", "見本明細書",
        "見本証明書交付申請書", "見本事業実績報告書",
    ]
    static let headings = ["申請者", "申請の内容", "届出事項", "金額", "振込先", "世帯の状況", "事業の内容", "記入欄", "明細", "そのほか"]
    static let items = ["用紙", "封筒", "机", "椅子", "見本材", "部品", "看板", "電池", "食材", "燃料", "教材", "工具"]
    private static let workplaces = [
        "水産", "建設", "商店", "製茶", "福祉会", "交通", "電機", "運輸", "印刷", "農園", "酒造", "青果", "学園", "工務店",
    ]
    private static let reasons = [
        "勤務時間の変更のため", "転入により世帯が変わった", "施設の利用を終えるため", "収入が減少したため", "見本市への出展", "家屋の改修", "住宅の取得", "営業所の移転に伴うもの",
    ]

    /// Words of a field of free Japanese text.
    static func words(using random: inout SeededRandom) -> String {
        switch random.whole(0...3) {
        case 0: "株式会社見本" + random.pick(workplaces)
        case 1: "見本" + random.pick(workplaces) + random.pick(["株式会社", "有限会社", "協同組合"])
        case 2: random.pick(reasons)
        default: "見本町" + String(random.whole(1...9)) + "号" + random.pick(["倉庫", "会館", "公園", "集会所"])
        }
    }

    /// Latin letters and numbers: codes, plates, addresses of mail.
    static func latin(using random: inout SeededRandom) -> String {
        func letters(_ count: Int) -> String {
            String((0..<count).map { _ in random.pick(Array("ABCDEFGHJKLMNPQRSTUVWXYZ")) })
        }
        func digits(_ count: Int) -> String { String((0..<count).map { _ in random.pick(Array("0123456789")) }) }
        switch random.whole(0...4) {
        case 0: return letters(2) + "-" + digits(4) + "-" + letters(2)
        case 1: return "MIHON" + digits(6)
        case 2: return "R8-" + digits(5)
        case 3: return "mihon" + digits(2) + "@example.jp"
        default: return letters(3) + digits(8)
        }
    }
}
