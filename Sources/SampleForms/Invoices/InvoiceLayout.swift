import Imaging
import Paperwork

/// How one issuer lays out its invoices, drawn by chance.
struct InvoiceLayout {
    var font: String
    var title: String
    var numberLabel: String
    var dateLabel: String
    var dateStyle: Int
    var totalLabel: String
    var subtotalLabel: String
    var taxLabel: String
    var sumLabel: String
    var heading: [String]
    /// The issuer stands on the left, under the one it writes to.
    var isIssuerLeft: Bool
    var hasRules: Bool
    var bankAbove: Bool
    /// Millimetres.
    var margin: Double
    var step: Double

    static func drawn(using random: inout SeededRandom) -> InvoiceLayout {
        InvoiceLayout(
            font: random.pick(["IPAexGothic", "IPAexMincho", "Noto Sans CJK JP"]),
            title: random.pick(["請求書", "御請求書", "ご請求書", "請 求 書"]),
            numberLabel: random.pick(["請求書番号", "請求番号", "請求書No."]),
            dateLabel: random.pick(["請求日", "発行日", "請求年月日"]), dateStyle: random.whole(0...2),
            totalLabel: random.pick(["ご請求金額", "御請求金額", "お支払金額"]),
            subtotalLabel: random.pick(["小計", "税抜合計", "小　計"]), taxLabel: random.pick(["消費税", "消費税額", "消費税等"]),
            sumLabel: random.pick(["合計", "税込合計", "合　計"]),
            heading: random.pick([["品名", "数量", "単価", "金額"], ["品目", "数量", "単価", "金額"], ["摘要", "数量", "単価", "金額"]]),
            isIssuerLeft: random.chance(0.4), hasRules: random.chance(0.6), bankAbove: random.chance(0.3),
            margin: random.real(16...24), step: random.real(6...8))
    }

    func draw(_ invoice: Invoice, on canvas: Canvas) {
        var pen = InvoicePen(canvas: canvas, font: font)
        let right = 210 - margin
        pen.text(title, x: 105 - Double(title.count) * 3.2, y: 24, points: 18)
        pen.text("みほん市役所 御中", x: margin, y: 40, points: 12)
        let column = 122.0
        pen.text("\(numberLabel)：\(invoice.number)", x: column, y: 36, points: 10)
        pen.text("\(dateLabel)：\(date(invoice))", x: column, y: 36 + step, points: 10)
        let (x, y) = isIssuerLeft ? (margin, 52.0) : (column, 58.0)
        pen.text(invoice.issuer.name, x: x, y: y, points: 12)
        pen.text(invoice.issuer.address, x: x, y: y + step, points: 9)
        pen.text("登録番号：\(invoice.issuer.number)", x: x, y: y + 2 * step, points: 9)
        pen.text("\(totalLabel)　¥\(grouped(invoice.total))", x: margin, y: 84, points: 15)
        if bankAbove { bank(invoice, &pen, y: 96) }
        let bottom = table(invoice, &pen, y: bankAbove ? 116 : 100)
        let sums = [(subtotalLabel, invoice.subtotal), (taxLabel, invoice.tax), (sumLabel, invoice.total)]
        for (index, (label, amount)) in sums.enumerated() {
            let y = bottom + Double(index + 1) * step
            pen.text(label, x: 130, y: y, points: 10)
            pen.number(grouped(amount), right: right, y: y, points: 10)
        }
        var below = bottom + 5 * step
        for isReduced in [false, true] where invoice.base(isReduced: isReduced) > 0 {
            let rate = isReduced ? "8%対象（※軽減税率）" : "10%対象"
            pen.text(
                "\(rate)　\(grouped(invoice.base(isReduced: isReduced)))円　内消費税　\(grouped(invoice.tax(isReduced: isReduced)))円",
                x: margin, y: below, points: 10)
            below += step
        }
        if !bankAbove { bank(invoice, &pen, y: below + 2 * step) }
    }

    private func bank(_ invoice: Invoice, _ pen: inout InvoicePen, y: Double) {
        pen.text("お振込先", x: margin, y: y, points: 10)
        pen.text(
            "\(invoice.issuer.bank) \(invoice.issuer.branch)　普通 \(invoice.issuer.account)", x: margin, y: y + 6,
            points: 10)
        pen.text("口座名義　\(invoice.issuer.holder)", x: margin, y: y + 12, points: 10)
    }

    /// Gives where the table ends, in millimetres from the top.
    private func table(_ invoice: Invoice, _ pen: inout InvoicePen, y: Double) -> Double {
        let rights = [0, 122, 150, 210 - margin]
        pen.text(heading[0], x: margin + 2, y: y, points: 10)
        for index in 1...3 { pen.number(heading[index], right: rights[index], y: y, points: 10) }
        pen.line(from: margin, to: 210 - margin, y: y + 2)
        for (index, item) in invoice.items.enumerated() {
            let y = y + Double(index + 1) * step
            pen.text(item.name + (item.isReduced ? " ※" : ""), x: margin + 2, y: y, points: 10)
            pen.number(String(item.count), right: rights[1], y: y, points: 10)
            pen.number(grouped(item.price), right: rights[2], y: y, points: 10)
            pen.number(grouped(item.amount), right: rights[3], y: y, points: 10)
            if hasRules { pen.line(from: margin, to: 210 - margin, y: y + 2) }
        }
        return y + Double(invoice.items.count) * step + 3
    }

    private func date(_ invoice: Invoice) -> String {
        let (year, month, day) = invoice.issued
        switch dateStyle {
        case 0: return "令和\(year - 2018)年\(month)月\(day)日"
        case 1: return "\(year)年\(month)月\(day)日"
        default: return "\(year)/\(month < 10 ? "0" : "")\(month)/\(day < 10 ? "0" : "")\(day)"
        }
    }

    private func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { index, digit in
            (index > 0 && (digits.count - index) % 3 == 0 ? "," : "") + String(digit)
        }.joined()
    }
}

/// Writes on the canvas in one font.
struct InvoicePen {
    let canvas: Canvas
    let font: String

    func text(_ text: String, x: Double, y: Double, points: Double) {
        canvas.text(text, x: x, baseline: y, Lettering(font, points: points))
    }

    func number(_ text: String, right: Double, y: Double, points: Double) {
        let lettering = Lettering(font, points: points)
        canvas.text(text, x: right - canvas.extents(of: text, lettering).advance, baseline: y, lettering)
    }

    func line(from left: Double, to right: Double, y: Double) {
        canvas.line(fromX: left, y: y, toX: right, y: y, thickness: 0.2)
    }
}
