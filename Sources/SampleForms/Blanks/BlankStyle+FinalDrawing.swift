internal import Imaging
internal import Paperwork

/// The styles by which nothing is tuned.
extension BlankStyle {
    /// Sections whose names run downwards, in two columns too.
    func upright(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("通学定期券購入費補助金交付申請書", width: 210, top: 12)
        var top = 30.0
        for (words, range) in [("申込者", 0..<5), ("振込先", 5..<9), ("対象となる|児童の状況", 9..<14)] {
            let block = Array(items[range])
            let bottom = pen.grid(block, left: 27, top: top, width: 168, label: 30, .spread)
            pen.box(pen.zone(15, top, 12, bottom - top))
            pen.downward(words, in: pen.zone(15, top, 12, bottom - top))
            top = bottom
        }
        pen.text("事務処理欄", in: pen.zone(15, top + 6, 40, 6))
        pen.box(pen.zone(15, top + 12, 180, 14))
        pen.text("決定　・　却下", in: pen.zone(20, top + 12, 60, 14))
    }

    /// A plain form as a fax machine sends it.
    func fax(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.family = "IPAexGothic"
        pen.points = 11
        pen.title("会議室使用届", width: 210, top: 16)
        pen.text("送信先　白川市総務課", in: pen.zone(20, 28, 80, 7))
        let bottom = pen.grid(Array(items.prefix(13)), left: 20, top: 40, width: 170, label: 38, .plain)
        _ = pen.table(
            [("品名", "text", 80), ("数量", "number", 40), ("備考", "text", 50)], rows: 4, left: 20, top: bottom + 8,
            height: 9, .plain)
    }

    /// A word processor's PDF with text of its own.
    func vector(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("水道使用開始届", width: 210, top: 14)
        let middle = pen.grid(Array(items.prefix(9)), left: 20, top: 32, width: 170, label: 36, .gray)
        let bottom = pen.grid(Array(items[9..<16]), left: 20, top: middle + 6, width: 170, label: 36, .plain)
        pen.sentences(["水道の使用を始める日の三日前までに届け出てください。"], left: 20, top: bottom + 3, width: 170)
        pen.stampBox(left: 158, top: bottom + 10, heading: "収受印")
    }

    /// All lines dotted, on grey paper.
    func dotted(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("苗木配布申込書", width: 210, top: 14)
        pen.dash = [0.35, 0.45]
        pen.thickness = 0.25
        let middle = pen.grid(Array(items.prefix(8)), left: 15, top: 32, width: 180, label: 33, .spread)
        _ = pen.grid(Array(items[8..<15]), left: 15, top: middle, width: 180, label: 33, .plain)
    }

    /// Boxes for single characters almost everywhere, the sheet askew.
    func boxes(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("口座振替依頼書", width: 210, top: 12)
        let combed = [
            BlankItem("フリガナ", .comb("kana", 20)), BlankItem("口座番号", .comb("bank-account", 7)),
            BlankItem("マイナンバー", .comb("my-number", 12)), BlankItem("使用者番号", .comb("number", 9)),
            BlankItem("支店番号", .comb("number", 3)), BlankItem("電話番号", .comb("phone", 11)),
            BlankItem("引落金額", .comb("yen", 8)),
        ]
        let middle = pen.grid(combed.shuffled(using: &pen.random), left: 15, top: 30, width: 180, label: 32, .plain)
        _ = pen.grid(Array(items.prefix(9)), left: 15, top: middle + 6, width: 180, label: 32, .plain)
        pen.stampBox(left: 163, top: 255, heading: "金融機関使用欄")
    }

    /// Half a sheet: few fields, black labels that run downwards.
    func slip(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.family = "Noto Sans CJK JP"
        pen.title("予約票", width: 210, top: 6)
        let block = items.filter { $0.width < 100 && $0.height < 12 }
        let bottom = pen.grid(Array(block.prefix(8)), left: 22, top: 20, width: 176, label: 32, .gray)
        let bar = pen.zone(12, 20, 10, bottom - 20)
        pen.canvas.area(bar, ink: .init(gray: 0.1))
        pen.downward("申込者", in: bar, isWhite: true)
        let end = pen.grid(Array(block[8..<12]), left: 22, top: bottom + 4, width: 176, label: 32, .black)
        let second = pen.zone(12, bottom + 4, 10, end - bottom - 4)
        pen.canvas.area(second, ink: .init(gray: 0.1))
        pen.downward("内容", in: second, isWhite: true)
    }

    /// A letter with numbered matters, as regulations print them.
    func letter(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.text("様式第３号（第７条関係）", in: pen.zone(20, 12, 90, 6))
        pen.entry(BlankItem("日付", .date(era: nil)), in: pen.zone(128, 22, 66, 7))
        pen.text("白川村長　様", in: pen.zone(24, 34, 60, 6))
        for (index, item) in [
            BlankItem("住所", .text("address")), BlankItem("団体名", .text("text")), BlankItem("代表者氏名", .text("name")),
            BlankItem("電話番号", .text("phone")),
        ].enumerated() {
            pen.underlined(item, left: 104, baseline: 52 + 9 * Double(index), label: 26, width: 90)
        }
        pen.title("行事後援名義使用申請書", width: 210, top: 90)
        pen.sentences(
            ["　次の行事について、後援の名義を使用したいので、関係書類を添えて申請します。"], left: 20, top: 104, width: 172)
        pen.text("記", in: pen.zone(95, 114, 20, 7), .center)
        let plain = items.dropFirst(4).filter { item in
            switch item.entry {
            case .text, .unit, .date, .circled: true
            default: false
            }
        }
        for (index, item) in plain.prefix(9).enumerated() {
            let numbered = BlankItem("\(index + 1)　\(item.label)", item.entry)
            pen.underlined(numbered, left: 24, baseline: 132 + 14 * Double(index), label: 46, width: 166)
            pen.fields[pen.fields.count - 1].label = item.label
        }
    }
}
