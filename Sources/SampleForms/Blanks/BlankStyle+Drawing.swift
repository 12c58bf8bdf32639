internal import Paperwork

extension BlankStyle {
    /// Draws the form with `items` of its half, the usual four first.
    func draw(_ items: [BlankItem], with pen: inout BlankPen) {
        switch self {
        case .ruled: ruled(items, &pen)
        case .reversed: reversed(items, &pen)
        case .underlined: underlined(items, &pen)
        case .landscape: landscape(items, &pen)
        case .roster: roster(items, &pen)
        case .shaded: shaded(items, &pen)
        case .options: options(items, &pen)
        case .upright: upright(items, &pen)
        case .fax: fax(items, &pen)
        case .vector: vector(items, &pen)
        case .dotted: dotted(items, &pen)
        case .boxes: boxes(items, &pen)
        case .slip: slip(items, &pen)
        case .letter: letter(items, &pen)
        }
    }

    /// A frame of rows, an office's stamps beside.
    private func ruled(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("施設利用申請書", width: 210, top: 14)
        pen.text("白川市長　様", in: pen.zone(20, 26, 60, 6))
        pen.signBoxes(left: 130, top: 26)
        pen.sentences(["次のとおり施設を利用したいので、申請します。"], left: 20, top: 50, width: 160)
        let bottom = pen.grid(Array(items.prefix(15)), left: 20, top: 60, width: 170, label: 32, .plain)
        pen.stampBox(left: 158, top: bottom + 6)
        pen.sentences(["注　太枠の中だけを記入してください。"], left: 20, top: bottom + 6, width: 120)
    }

    /// Labels in white on black, bars over the blocks.
    private func reversed(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.family = "Noto Sans CJK JP"
        pen.title("講座参加申込書", width: 210, top: 12)
        pen.label("申込者", in: pen.zone(15, 30, 180, 7), .black)
        let middle = pen.grid(Array(items.prefix(6)), left: 15, top: 37, width: 180, label: 34, .black)
        pen.label("申込内容", in: pen.zone(15, middle + 5, 180, 7), .black)
        let bottom = pen.grid(Array(items[6..<15]), left: 15, top: middle + 12, width: 180, label: 34, .black)
        pen.sentences(["※ご記入いただいた内容は、講座の運営にだけ使います。"], left: 15, top: bottom + 3, width: 170)
    }

    /// No frames: words and lines to write on.
    private func underlined(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.entry(BlankItem("日付", .date(era: "令和")), in: pen.zone(130, 16, 66, 7))
        pen.text("白川町長　殿", in: pen.zone(20, 28, 60, 6))
        for (index, item) in [items[0], BlankItem("住所", .text("address")), BlankItem("電話番号", .text("phone"))]
            .enumerated()
        {
            pen.underlined(item, left: 105, baseline: 44 + 10 * Double(index), label: 24, width: 88)
        }
        pen.title("飼い犬の登録事項変更届", width: 210, top: 74)
        pen.sentences(["飼い犬の登録事項に変更がありましたので、次のとおり届け出ます。"], left: 20, top: 88, width: 170)
        let plain = items.dropFirst(4).filter { item in
            if case .text = item.entry { return true }
            if case .unit = item.entry { return true }
            return false
        }
        for (index, item) in plain.prefix(10).enumerated() {
            let left = index.isMultiple(of: 2) ? 20.0 : 112
            pen.underlined(item, left: left, baseline: 112 + 14 * Double(index / 2), label: 28, width: 82)
        }
        pen.text("変更の理由", in: pen.zone(20, 190, 40, 6))
        for row in 0..<3 { pen.line(20, 206 + 10 * Double(row), 194, 206 + 10 * Double(row)) }
        pen.note("変更の理由", ["text"], .zone(pen.zone(20, 197, 174, 29)))
    }

    /// Two blocks side by side, and a table below them.
    private func landscape(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("備品借用申込書", width: 297, top: 8)
        let left = pen.grid(
            Array(items.prefix(7)).filter { $0.width < 100 }, left: 12, top: 24, width: 134, label: 27, .gray)
        let right = pen.grid(
            Array(items[7..<15]).filter { $0.height < 20 }, left: 152, top: 24, width: 133, label: 27, .gray)
        let top = max(left, right) + 6
        _ = pen.table(
            [("品名", "text", 90), ("数量", "number", 30), ("単価", "yen", 40), ("金額", "yen", 45), ("摘要", "text", 56)],
            rows: min(5, Int((198 - top - 8) / 8)), left: 12, top: top, height: 8, .gray, numbered: true)
    }

    /// A list of people under a short head.
    private func roster(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("参加者名簿", width: 210, top: 12)
        let bottom = pen.grid(Array(items.prefix(4)), left: 15, top: 28, width: 180, label: 30, .spread)
        let end = pen.table(
            [("氏名", "name", 45), ("フリガナ", "kana", 45), ("年齢", "number", 18), ("住所", "address", 60)], rows: 10,
            left: 15, top: bottom + 8, height: 9, .spread, numbered: true)
        let second = pen.table(
            [("月日", "text", 30), ("内容", "text", 90), ("支出額", "yen", 60)], rows: 4, left: 15, top: end + 8,
            height: 8.5, .plain)
        pen.sentences(["※欄が足りないときは、この用紙を写して使ってください。"], left: 15, top: second + 2, width: 170)
    }

    /// Grey labels on grey paper, dotted lines inside.
    private func shaded(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("減免申請書", width: 210, top: 14)
        pen.stampBox(left: 160, top: 8)
        pen.dash = [0.5, 0.5]
        let bottom = pen.grid(Array(items.prefix(16)), left: 18, top: 44, width: 174, label: 33, .gray)
        pen.dash = []
        pen.thickness = 0.4
        pen.box(pen.zone(18, 44, 174, bottom - 44))
    }

    /// Questions to circle and to tick.
    private func options(_ items: [BlankItem], _ pen: inout BlankPen) {
        pen.title("利用希望調査票", width: 210, top: 12)
        let asked = items.filter { item in
            switch item.entry {
            case .circled, .numbered, .ticked, .circledWithOther, .time: true
            default: false
            }
        }
        pen.sentences(["あてはまる番号又は言葉を○で囲んでください。"], left: 18, top: 26, width: 170)
        let head = pen.grid(Array(items.prefix(4)), left: 18, top: 34, width: 174, label: 30, .plain)
        let bottom = pen.grid(asked, left: 18, top: head + 6, width: 174, label: 42, .gray)
        pen.sentences(["裏面へ続く"], left: 170, top: bottom + 4, width: 30)
    }
}
