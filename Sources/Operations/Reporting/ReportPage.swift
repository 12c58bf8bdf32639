internal import Foundation
package import Paperwork
package import TimeLedger

/// A report as a page of its own, for paper of A4: nothing is fetched from anywhere.
package struct ReportPage {
    private let report: Report
    private let plan: Plan?
    private let language: Language
    private let printed: String

    /// - Parameter printed: the day that stands on it, as ISO.
    package init(_ report: Report, plan: Plan?, in language: Language, printed: String) {
        self.report = report
        self.plan = plan
        self.language = language
        self.printed = printed
    }

    private func say(_ ja: String, _ en: String) -> String { Wording(ja: ja, en: en).text(in: language) }
    private func say(_ words: Wording) -> String { Self.escaped(words.text(in: language)) }

    package var html: String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(title)</title><style>\(Self.style)</style></head>
        <body>
        <header><h1>\(title)</h1><p>\(subtitle)</p></header>
        \(figures)
        \(chart)
        <h2>\(say("業務別（時間。損をしているものが先）", "By workflow (hours, losses first)"))</h2>
        \(workflows)
        <h2>\(say("部署別", "By department"))</h2>
        \(departments)
        <h2>\(say("月別", "By month"))</h2>
        \(months)
        <h2>\(say("時間のほかに", "Beside the hours"))</h2>
        <ul>\(besides.map { "<li>\(say($0))</li>" }.joined())</ul>
        <h2>\(say("算出方法", "Method"))</h2>
        \(ReportMethod.lines.dropFirst().map { "<p class=\"method\">\(say($0))</p>" }.joined())
        <footer>\(say("作成", "made")) \(printed) · Tema</footer>
        </body></html>

        """
    }

    private var title: String {
        "\(Self.escaped(ReportWords.year(report, language)))　\(say("業務時間の削減", "Working hours saved"))"
    }

    private var subtitle: String {
        guard let plan else { return "\(report.from) – \(report.to)" }
        return Self.escaped(
            say(
                "\(plan.title) 施策\(plan.measure) \(plan.indicator)",
                "\(plan.title), measure \(plan.measure): \(plan.indicator)"))
    }

    private var figures: String {
        var cells = [
            (say("純削減時間", "Net hours saved"), ReportWords.hours(report.netSeconds), say("時間", "h"), "big"),
            (
                say("95 % の幅", "95 % range"),
                "\(ReportWords.hours(report.netLow)) – \(ReportWords.hours(report.netHigh))", "", ""
            ),
        ]
        if let target = report.targetHours {
            cells.append(
                (
                    "\(say("目標", "Target")) \(ReportWords.grouped(target, 0)) \(say("時間", "h"))",
                    ReportWords.share(report.netSeconds / 3600 / target), "", ""
                ))
        }
        if let hours = report.forecastHours, let low = report.forecastLow, let high = report.forecastHigh,
            let basis = report.forecastBasis
        {
            cells.append(
                (
                    say("年度末の見込み", "Forecast for the year's end"), ReportWords.grouped(hours, 0),
                    "\(ReportWords.grouped(low, 0)) – \(ReportWords.grouped(high, 0))<br>\(say(ReportWords.basis(basis)))",
                    ""
                ))
        }
        cells.append((say("帳票", "Documents"), ReportWords.grouped(Double(report.total.documents), 0), "", ""))
        let boxes = cells.map { "<div class=\"\($0.3)\"><span>\($0.0)</span><b>\($0.1)</b><i>\($0.2)</i></div>" }
        return "<section class=\"figures\">\(boxes.joined())</section>"
    }

    private var besides: [Wording] {
        let waiting = report.total.waitingDocuments
        let held = report.total.heldDocuments
        var lines = ReportWords.besides(report)
        if waiting + held > 0 {
            lines.append(
                Wording(
                    ja: "確認待ち \(waiting) 件、書き出し待ち \(held) 件はまだ数えていません。",
                    en: "\(waiting) documents wait for a person and \(held) for their export: not counted yet"))
        }
        if report.total.uncountedDocuments > 0 {
            lines.append(
                Wording(
                    ja: "従来作業時間のない業務の帳票 \(report.total.uncountedDocuments) 件は数えていません。",
                    en: "\(report.total.uncountedDocuments) documents of workflows without a baseline are not counted"))
        }
        return lines
    }

    private var workflows: String {
        let heads = [
            say("業務", "Workflow"), say("件数", "Documents"), say("導入前", "Before"), say("導入後", "After"),
            say("削減", "Saved"), say("削減率", "Saved %"), say("95 % の幅", "95 % range"),
            say("無人処理率", "Straight through"), say("人手/件", "Per document"), say("提言", "Recommendation"),
        ]
        let rows = report.workflows.map { each in
            let cells = [
                "<td>\(Self.escaped(each.title))<br><small>\(Self.escaped(each.department))</small></td>",
                number(ReportWords.grouped(Double(each.documents), 0)), number(ReportWords.hours(each.beforeSeconds)),
                number(ReportWords.hours(each.afterSeconds)), number("<b>\(ReportWords.hours(each.savedSeconds))</b>"),
                number(ReportWords.share(each.savedShare)),
                number("\(ReportWords.hours(each.savedLow)) –<br>\(ReportWords.hours(each.savedHigh))"),
                number(ReportWords.share(each.straightThrough)),
                number("\(ReportWords.grouped(each.humanSecondsPerDocument, 1)) \(say("秒", "s"))"),
                "<td>\(say(ReportWords.recommendation(each)))</td>",
            ]
            return "<tr class=\"\(each.savedSeconds < 0 ? "loss" : "")\">\(cells.joined())</tr>"
        }
        return table(heads, rows, left: [0, 9])
    }

    private var departments: String {
        var sums: [String: (documents: Int, before: Double, after: Double)] = [:]
        for row in report.rows {
            let key = row.department ?? ""
            let old = sums[key] ?? (0, 0, 0)
            sums[key] = (
                old.documents + row.documents, old.before + row.baselineSeconds,
                old.after + row.humanSeconds + row.overheadSeconds
            )
        }
        let rows = sums.sorted { $0.key < $1.key }.map { name, sum in
            "<tr><td>\(Self.escaped(name))</td>" + cells(sum.documents, sum.before, sum.after) + "</tr>"
        }
        return table([say("部署", "Department")] + sumHeads, rows, left: [0])
    }

    private var months: String {
        let rows = MonthFigures.of(report).filter { !$0.isEmpty }.map {
            "<tr><td>\($0.month)</td>" + cells($0.documents, $0.before, $0.after) + "</tr>"
        }
        return table([say("年月", "Month")] + sumHeads, rows, left: [0])
    }

    private var sumHeads: [String] {
        [
            say("件数", "Documents"), say("導入前（時間）", "Before (h)"), say("導入後（時間）", "After (h)"),
            say("削減（時間）", "Saved (h)"), say("削減率", "Saved %"),
        ]
    }

    private func cells(_ documents: Int, _ before: Double, _ after: Double) -> String {
        [
            ReportWords.grouped(Double(documents), 0), ReportWords.hours(before), ReportWords.hours(after),
            ReportWords.hours(before - after), ReportWords.share(before > 0 ? (before - after) / before : nil),
        ].map(number).joined()
    }

    private func number(_ text: String) -> String { "<td class=\"n\">\(text)</td>" }

    private func table(_ heads: [String], _ rows: [String], left: Set<Int>) -> String {
        let head = heads.enumerated().map { "<th class=\"\(left.contains($0) ? "" : "n")\">\($1)</th>" }.joined()
        return "<table><thead><tr>\(head)</tr></thead><tbody>\(rows.joined())</tbody></table>"
    }

    /// The cumulative hours against the target, and the forecast with its band.
    private var chart: String {
        let (width, height, left, bottom) = (720.0, 190.0, 52.0, 22.0)
        let months = MonthFigures.of(report)
        let present = months.lastIndex { !$0.isEmpty } ?? -1
        var total = 0.0
        let reached = months.map { month in
            total += month.net / 3600
            return total
        }
        let ends = [report.targetHours, report.forecastHigh, reached.max(), report.netHigh / 3600].compactMap { $0 }
        let (most, least) = (max(1, ends.max() ?? 1), min(0, reached.min() ?? 0, report.forecastLow ?? 0))
        let tick = Self.tick(of: most - least)
        let (top, low) = ((most / tick).rounded(.up) * tick, (least / tick).rounded(.down) * tick)
        func x(_ month: Int) -> Double { left + (width - left - 8) * Double(month + 1) / 12 }
        func y(_ hours: Double) -> Double { (height - bottom) * (1 - (hours - low) / (top - low)) + 4 }
        func point(_ month: Int, _ hours: Double) -> String {
            String(format: "%.1f,%.1f", x(month), y(hours))
        }
        var parts: [String] = []
        for value in stride(from: low, through: top + tick / 2, by: tick) {
            parts.append(
                "<line x1=\"\(left)\" x2=\"\(width - 8)\" y1=\"\(y(value))\" y2=\"\(y(value))\" class=\"grid\"/>"
                    + "<text x=\"\(left - 6)\" y=\"\(y(value) + 3)\" text-anchor=\"end\">\(ReportWords.grouped(value, 0))</text>"
            )
        }
        for (place, month) in months.enumerated() {
            parts.append(
                "<text x=\"\(x(place))\" y=\"\(height)\" text-anchor=\"middle\">\(Int(month.month.suffix(2)) ?? 0)</text>"
            )
        }
        if let target = report.targetHours {
            parts.append("<polyline class=\"target\" points=\"\(point(-1, 0)) \(point(11, target))\"/>")
        }
        if present >= 0, present < 11, let end = report.forecastHours, let least = report.forecastLow,
            let most = report.forecastHigh
        {
            let start = point(present, reached[present])
            parts.append("<polygon class=\"band\" points=\"\(start) \(point(11, most)) \(point(11, least))\"/>")
            parts.append("<polyline class=\"forecast\" points=\"\(start) \(point(11, end))\"/>")
        }
        let line = [point(-1, 0)] + (0..<(present + 1)).map { point($0, reached[$0]) }
        parts.append("<polyline class=\"reached\" points=\"\(line.joined(separator: " "))\"/>")
        let legend = [
            ("reached", say("純削減時間の累計", "net hours, cumulative")), ("target", say("目標", "target")),
            ("forecast", say("見込みと95 %の幅", "forecast with 95 % band")),
        ].map { "<span class=\"\($0)\"></span>\($1)" }.joined(separator: "　")
        return """
            <figure><svg viewBox="0 0 \(width) \(height + 4)">\(parts.joined())</svg><figcaption>\(legend)（\(say("時間", "h"))）</figcaption></figure>
            """
    }

    /// 1, 2 or 5 with zeros, so that three to seven of them make up the span.
    private static func tick(of span: Double) -> Double {
        let power = pow(10, (log10(span / 5)).rounded(.down))
        return power * ([1, 2, 5].first { span / ($0 * power) <= 7 } ?? 10)
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    static let style = """
        @page { size: A4; margin: 14mm 13mm; }
        * { box-sizing: border-box; }
        body { font: 9.5pt/1.5 "Noto Sans CJK JP", "IPAexGothic", sans-serif; color: #1c2321; margin: 0; max-width: 184mm;
          font-variant-numeric: tabular-nums; }
        header { border-bottom: 2px solid #0b6b62; margin-bottom: 4mm; }
        h1 { font-size: 17pt; margin: 0; color: #0b6b62; } header p { margin: 0 0 2mm; color: #56625e; }
        h2 { font-size: 11pt; margin: 5mm 0 1.5mm; break-after: avoid; }
        .figures { display: flex; gap: 7mm; align-items: flex-end; margin-bottom: 3mm; }
        .figures span { display: block; color: #56625e; font-size: 8.5pt; } .figures b { font-size: 14pt; }
        .figures .big b { font-size: 24pt; line-height: 1.1; color: #0b6b62; }
        .figures i { font-style: normal; color: #56625e; font-size: 8pt; margin-left: 1mm; }
        figure { margin: 0; break-inside: avoid; } svg { width: 100%; display: block; }
        svg text { font-size: 9px; fill: #56625e; } .grid { stroke: #e3e8e6; }
        polyline { fill: none; } polyline.reached { stroke: #0b6b62; stroke-width: 2.4; }
        polyline.target { stroke: #8b9692; stroke-dasharray: 3 3; } polyline.forecast { stroke: #0b6b62; stroke-dasharray: 6 4; }
        .band { fill: #0b6b62; opacity: .14; }
        figcaption { font-size: 8pt; color: #56625e; } figcaption span { display: inline-block; width: 6mm; height: 0;
          border-top: 2px solid #0b6b62; vertical-align: middle; margin-right: 1mm; }
        figcaption .target { border-top: 2px dashed #8b9692; } figcaption .forecast { border-top: 2px dashed #0b6b62; }
        table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
        th, td { text-align: left; padding: 1mm 1.5mm; border-bottom: .3pt solid #d9dfdc; vertical-align: top; }
        th { font-size: 8pt; color: #56625e; font-weight: 600; } .n { text-align: right; white-space: nowrap; }
        small { color: #56625e; } tr.loss td { color: #a3231b; }
        ul { margin: 0; padding-left: 4.5mm; } .method { margin: 0 0 1mm; color: #3a4441; font-size: 8.5pt; }
        footer { margin-top: 5mm; color: #56625e; font-size: 8pt; border-top: .3pt solid #d9dfdc; }
        """
}
