internal import Delivery
package import Foundation
internal import JapaneseText
package import Paperwork
package import Storage
package import TimeLedger

/// How far each indicator of the plan is in a fiscal year: for the steering committee, once a year.
package struct PlanProgress: Sendable, Encodable {
    package struct Row: Sendable, Encodable {
        package var id: String
        package var name: String
        package var unit: String
        /// As it was when the plan was made.
        package var start: Double
        /// The newest value up to the year; nil where none was noted.
        package var value: Double?
        /// The target of the year, else of the next one that has one.
        package var target: Double?
        /// As in `R8`.
        package var targetYear: String?
        /// How much of the way from the start to the target is gone; nil where it can't be said.
        package var share: Double?
        package var note: String?
        package var isFromLedger: Bool
        /// What it came to in each fiscal year up to this one, the oldest first.
        package var history: [YearValue]

        enum CodingKeys: String, CodingKey {
            case id, name, unit, start, value, target, share, note, history
            case targetYear = "target_year"
            case isFromLedger = "is_from_ledger"
        }
    }

    package struct YearValue: Sendable, Encodable {
        /// As in `R8`.
        package var year: String
        package var value: Double
    }

    package var plan: String
    /// As in `R8`.
    package var year: String
    package var yearName: String
    package var rows: [Row]

    /// For a year, with the hours of the years before, from the store.
    ///
    /// - throws: `Trouble` where the store can't be read.
    package init(_ plan: Plan, _ request: ReportRequest, from store: Store, in language: Language) throws {
        let report = try TimeReport(store).make(request)
        var hours: [Int: Double] = [:]
        let months = try store.netSecondsByMonth(
            from: "0000-01-01", to: request.from, departments: request.departments
        ).keys.filter { $0 < request.from.prefix(7) }
        let years = months.compactMap { month in
            Int(month.prefix(4)).map { month.suffix(2) < "04" ? $0 - 1 : $0 }
        }
        for year in Set(years) {
            var request = request
            (request.from, request.to) = (String(format: "%04d-04-01", year), String(format: "%04d-03-31", year + 1))
            hours[year] = try TimeReport(store).make(request).netSeconds / 3600
        }
        self.init(plan, report: report, hoursBefore: hours, values: try store.indicatorValues(), in: language)
    }

    /// - Parameters:
    ///   - report: of the year, for the indicators whose value is the hours saved.
    ///   - hoursBefore: net hours of the fiscal years before, by the calendar year in which they start.
    ///   - values: what people noted.
    init(
        _ plan: Plan, report: Report, hoursBefore: [Int: Double], values: [IndicatorValue], in language: Language
    ) {
        let start = Int(report.from.prefix(4)) ?? 0
        self.plan = plan.title
        year = report.fiscalYear
        yearName = ReportWords.year(report, language)
        rows = plan.indicators.map { indicator in
            let noted = values.filter { $0.indicator == indicator.id && $0.year <= start }.max { $0.year < $1.year }
            let value = indicator.isFromLedger ? report.netSeconds / 3600 : noted?.value
            let goal =
                indicator.targets.filter { $0.key >= start }.min { $0.key < $1.key }
                ?? indicator.targets.max { $0.key < $1.key }
            var years = Dictionary(
                values.filter { $0.indicator == indicator.id && $0.year <= start }.map { ($0.year, $0.value) }
            ) { first, _ in first }
            if indicator.isFromLedger {
                years = hoursBefore
                years[start] = report.netSeconds / 3600
            }
            let way = goal.map { $0.value - indicator.start } ?? 0
            return Row(
                id: indicator.id, name: indicator.name.text(in: language), unit: indicator.unit.text(in: language),
                start: indicator.start, value: value, target: goal?.value,
                targetYear: goal.map { FiscalYear(startYear: $0.key).short },
                share: value.flatMap { way == 0 ? nil : ($0 - indicator.start) / way }, note: noted?.note,
                isFromLedger: indicator.isFromLedger,
                history: years.sorted { $0.key < $1.key }.map {
                    YearValue(year: FiscalYear(startYear: $0.key).short, value: $0.value)
                })
        }
    }

    package func csv(in language: Language) -> String {
        let header = Wording(
            ja: "年度|指標|単位|策定時|現状値|目標|目標年度|進捗率|年度別の推移|備考",
            en: "fiscal year|indicator|unit|at start|present|target|target year|progress|by fiscal year|note")
        return CSVFile.text(
            rows: rows.map { row in
                [
                    year, row.name, row.unit, Self.figure(row.start), row.value.map(Self.figure) ?? "",
                    row.target.map(Self.figure) ?? "", row.targetYear ?? "",
                    row.share.map { String(format: "%.1f%%", $0 * 100) } ?? "",
                    row.history.map { "\($0.year) \(Self.figure($0.value))" }.joined(separator: " / "), row.note ?? "",
                ]
            }, header: header.text(in: language).split(separator: "|").map(String.init))
    }

    /// One page of A4, ready to publish: plan, do, check, act.
    ///
    /// - Parameter printed: the day that stands on it, as ISO.
    package func html(in language: Language, printed: String) -> String {
        func say(_ ja: String, _ en: String) -> String { Wording(ja: ja, en: en).text(in: language) }
        let title = "\(ReportPage.escaped(yearName))　\(say("進捗報告", "Progress report"))"
        let heads = [
            say("指標", "Indicator"), say("策定時", "At start"), say("目標", "Target"), say("年度別", "By year"),
            say("現状値", "Present"), say("進捗率", "Progress"), say("評価と次の一手", "Assessment, next step"),
        ]
        let groups = [
            (1, ""), (2, say("計画", "Plan")), (2, say("実行", "Do")), (1, say("評価", "Check")),
            (1, say("改善", "Act")),
        ].map { "<th colspan=\"\($0)\" class=\"group\">\($1)</th>" }.joined()
        let body = rows.map { row in
            let share = max(0, min(1, row.share ?? 0))
            let bar =
                "<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\"><rect width=\"100\" height=\"6\" class=\"way\"/><rect width=\"\(share * 100)\" height=\"6\" class=\"gone\"/></svg>"
            return """
                <tr><td>\(ReportPage.escaped(row.name))<br><small>\(ReportPage.escaped(row.unit))</small></td>\
                <td class="n">\(Self.figure(row.start))</td>\
                <td class="n">\(row.target.map(Self.figure) ?? "–")<br><small>\(row.targetYear ?? "")</small></td>\
                <td class="n years">\(Self.years(row))</td>\
                <td class="n"><b>\(row.value.map(Self.figure) ?? "–")</b></td>\
                <td class="n">\(row.share.map { "\(ReportWords.grouped($0 * 100, 0)) %" } ?? "–")\(bar)</td>\
                <td>\(ReportPage.escaped(Self.assessment(row).text(in: language)))</td></tr>
                """
        }
        let head = heads.enumerated().map { "<th class=\"\((1...5).contains($0) ? "n" : "")\">\($1)</th>" }.joined()
        let reached = rows.count { ($0.share ?? 0) >= 1 }
        return """
            <!doctype html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(title)</title><style>\(ReportPage.style)
            .bar { width: 22mm; height: 2mm; display: block; margin-left: auto; } .way { fill: #e3e8e6; } .gone { fill: #0b6b62; }
            .group { text-align: center; color: #0b6b62; border-bottom: .8pt solid #0b6b62; } .group:first-child { border: 0; }</style></head>
            <body><header><h1>\(title)</h1><p>\(ReportPage.escaped(plan))</p></header>
            <section class="figures"><div class="big"><span>\(say("目標に達した指標", "Indicators that reached their target"))</span><b>\(reached) / \(rows.count)</b></div></section>
            <table><thead><tr>\(groups)</tr><tr>\(head)</tr></thead><tbody>\(body.joined())</tbody></table>
            <p class="method">\(say("進捗率は、策定時から目標までの道のりのうち進んだ割合です。削減時間は時間台帳の純削減時間です（docs/time-saved.md）。", "Progress is the part of the way from the start to the target that is gone. Hours saved are the ledger's net hours."))</p>
            <footer>\(say("作成", "made")) \(printed) · Tema</footer></body></html>

            """
    }

    /// The last four years.
    private static func years(_ row: Row) -> String {
        row.history.suffix(4).map { "<small>\($0.year)</small> \(figure($0.value))" }.joined(separator: "<br>")
    }

    private static func assessment(_ row: Row) -> Wording {
        if let note = row.note, !note.isEmpty { return Wording(ja: note, en: note) }
        guard row.value != nil, let share = row.share else {
            return Wording(ja: "現状値を入力する", en: "note the present value")
        }
        if share >= 1 { return Wording(ja: "達成", en: "reached") }
        if share >= 0.5 { return Wording(ja: "おおむね順調", en: "on the way") }
        return share > 0
            ? Wording(ja: "遅れ。手だてを見直す", en: "behind: review the measures")
            : Wording(ja: "進んでいない。手だてを見直す", en: "no progress: review the measures")
    }

    private static func figure(_ value: Double) -> String {
        ReportWords.grouped(value, value == value.rounded() ? 0 : 1)
    }
}

/// Values of indicators as CSV: `indicator,value,note`, with or without a header, ids as in the plan file.
package enum IndicatorCSV {
    /// - throws: `Trouble` that names the line: nothing is noted then.
    package static func values(
        _ text: String, plan: Plan, year: Int, actor: String?, at: Date
    ) throws(Trouble) -> [IndicatorValue] {
        var values: [IndicatorValue] = []
        let known = plan.indicators.filter { !$0.isFromLedger }.map(\.id)
        for (place, cells) in rows(text).enumerated() {
            if place == 0, cells.first == "indicator" || cells.first == "指標" { continue }
            guard let id = cells.first, known.contains(id) else {
                throw wrong(
                    place + 1,
                    Wording(
                        ja: "指標「\(cells.first ?? "")」はありません（\(known.joined(separator: "、"))）",
                        en: "no indicator '\(cells.first ?? "")' (\(known.joined(separator: ", ")))"))
            }
            guard cells.count > 1, let value = Double(Width.narrow(cells[1]).replacing(",", with: "")), value.isFinite
            else {
                throw wrong(place + 1, Wording(ja: "値が数字ではありません", en: "the value is no number"))
            }
            values.append(
                IndicatorValue(
                    indicator: id, year: year, value: value, note: cells.count > 2 ? cells[2] : "", actor: actor, at: at
                ))
        }
        return values
    }

    private static func wrong(_ line: Int, _ cause: Wording) -> Trouble {
        Trouble(
            .file, Wording(ja: "\(line) 行目: \(cause.ja)。", en: "line \(line): \(cause.en)"),
            remedy: Wording(ja: "「指標の識別子,値,備考」で書いてください。", en: "write indicator,value,note"))
    }

    /// Cells by RFC 4180; a byte order mark and blank lines are passed over.
    private static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var characters = Array(text.replacing("\u{FEFF}", with: "").replacing("\r\n", with: "\n"))
        characters.append("\n")
        var place = 0
        while place < characters.count {
            let character = characters[place]
            place += 1
            if isQuoted {
                if character != "\"" {
                    cell.append(character)
                } else if place < characters.count, characters[place] == "\"" {
                    cell.append("\"")
                    place += 1
                } else {
                    isQuoted = false
                }
            } else if character == "\"" {
                isQuoted = true
            } else if character == "," || character == "\n" {
                row.append(cell.trimmingCharacters(in: .whitespaces))
                cell = ""
                guard character == "\n" else { continue }
                if row != [""] { rows.append(row) }
                row = []
            } else {
                cell.append(character)
            }
        }
        return rows
    }
}
