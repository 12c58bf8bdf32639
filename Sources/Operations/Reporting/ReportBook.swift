package import Delivery
internal import Foundation
package import Paperwork
package import TimeLedger

extension Workbook {
    /// A report for a spreadsheet program: by workflow with those that lose first, by month with a chart, all rows, and how
    /// the hours come about.
    package init(_ report: Report, in language: Language) {
        let book = ReportBook(report: report, language: language)
        self.init([book.workflows, book.months, book.rows, book.method])
    }
}

private struct ReportBook {
    let report: Report
    let language: Language

    private func say(_ ja: String, _ en: String) -> String { Wording(ja: ja, en: en).text(in: language) }
    private func hours(_ seconds: Double) -> Workbook.Cell { .number(seconds / 3600) }
    private func optional(_ number: Double?) -> Workbook.Cell { number.map { .number($0) } ?? .nothing }

    private var heading: [String] {
        let net = ReportWords.hours(report.netSeconds)
        let range = "\(ReportWords.hours(report.netLow)) – \(ReportWords.hours(report.netHigh))"
        var lines = [
            "\(ReportWords.year(report, language))  \(say("純削減時間", "Net hours saved"))",
            say("純削減時間 \(net) 時間（95 % の幅 \(range)）", "net \(net) h (95 % range \(range))")
                + (report.targetHours.map {
                    let share = ReportWords.share(report.netSeconds / 3600 / $0)
                    return say(
                        "、目標 \(ReportWords.grouped($0, 0)) 時間の \(share)",
                        ", \(share) of the target \(ReportWords.grouped($0, 0)) h")
                } ?? ""),
        ]
        if let forecast = ReportWords.forecast(report) { lines.append(forecast.text(in: language)) }
        return lines + ReportWords.besides(report).map { $0.text(in: language) }
    }

    var workflows: Workbook.Sheet {
        Workbook.Sheet(
            name: say("業務別", "By workflow"), heading: heading,
            columns: [
                Workbook.Column(say("業務", "Workflow"), width: 30), Workbook.Column(say("部署", "Department"), width: 11),
                Workbook.Column(say("件数", "Documents"), .whole, width: 10),
                Workbook.Column(say("導入前（時間）", "Before (h)"), .hours, width: 13),
                Workbook.Column(say("導入後（時間）", "After (h)"), .hours, width: 13),
                Workbook.Column(say("削減（時間）", "Saved (h)"), .hours, width: 13),
                Workbook.Column(say("削減率", "Saved %"), .share, width: 9),
                Workbook.Column(say("95 % 下限", "95 % low"), .hours, width: 9),
                Workbook.Column(say("95 % 上限", "95 % high"), .hours, width: 9),
                Workbook.Column(say("無人処理率", "Straight through"), .share, width: 11),
                Workbook.Column(say("1件の人手（秒）", "Human s/document"), .seconds, width: 14),
                Workbook.Column(say("誤り率の上限", "Error bound"), .share, width: 12),
                Workbook.Column(say("人件費（円）", "Labour (yen)"), .whole, width: 12),
                Workbook.Column(say("提言", "Recommendation"), width: 34),
            ],
            rows: report.workflows.map { each in
                [
                    .text(each.title), .text(each.department), .number(Double(each.documents)),
                    hours(each.beforeSeconds), hours(each.afterSeconds), hours(each.savedSeconds),
                    optional(each.savedShare), hours(each.savedLow), hours(each.savedHigh),
                    .number(each.straightThrough), .number(each.humanSecondsPerDocument), optional(each.errorBudget),
                    optional(each.yen), .text(ReportWords.recommendation(each).text(in: language)),
                ]
            },
            losses: Set(report.workflows.indices.filter { report.workflows[$0].savedSeconds < 0 }),
            chart: Workbook.Chart(
                title: say("業務別の導入前と導入後", "Before and after by workflow"), isLine: false, categories: 0,
                series: [3, 4],
                axis: say("時間", "hours")))
    }

    var months: Workbook.Sheet {
        var total = 0.0
        let list = MonthFigures.of(report)
        // What is to come has no figures; a line that went on would say that nothing is saved any more.
        let present = list.lastIndex { !$0.isEmpty } ?? -1
        return Workbook.Sheet(
            name: say("月別", "By month"), heading: [],
            columns: [
                Workbook.Column(say("年月", "Month")), Workbook.Column(say("件数", "Documents"), .whole),
                Workbook.Column(say("導入前（時間）", "Before (h)"), .hours, width: 14),
                Workbook.Column(say("導入後（時間）", "After (h)"), .hours, width: 14),
                Workbook.Column(say("純削減（時間）", "Net saved (h)"), .hours, width: 14),
                Workbook.Column(say("累計（時間）", "Cumulative (h)"), .hours, width: 14),
                Workbook.Column(say("目標の線（時間）", "Target (h)"), .hours, width: 14),
            ],
            rows: list.enumerated().map { place, each in
                total += each.net
                let figures: [Workbook.Cell] = [
                    .number(Double(each.documents)), hours(each.before), hours(each.after), hours(each.net),
                    hours(total),
                ]
                return [.text(each.month)] + (place <= present ? figures : figures.map { _ in .nothing }) + [
                    optional(report.targetHours.map { $0 * Double(place + 1) / 12 })
                ]
            },
            chart: Workbook.Chart(
                title: say("純削減時間の累計", "Net hours saved, cumulative"), isLine: true, categories: 0, series: [5, 6],
                axis: say("時間", "hours")))
    }

    var rows: Workbook.Sheet {
        let titles = Dictionary(report.workflows.map { ($0.workflow, $0.title) }) { first, _ in first }
        return Workbook.Sheet(
            name: say("明細", "Rows"), heading: [],
            columns: [
                Workbook.Column(say("年月", "Month")), Workbook.Column(say("部署", "Department"), width: 16),
                Workbook.Column(say("業務", "Workflow"), width: 32), Workbook.Column(say("件数", "Documents"), .whole),
                Workbook.Column(say("数えない件数", "Not counted"), .whole),
                Workbook.Column(say("導入前（時間）", "Before (h)"), .hours, width: 13),
                Workbook.Column(say("人の時間", "People (h)"), .hours),
                Workbook.Column(say("導入・維持", "Set-up, upkeep (h)"), .hours),
                Workbook.Column(say("純削減（時間）", "Net saved (h)"), .hours, width: 13),
                Workbook.Column(say("無人処理率", "Straight through"), .share),
                Workbook.Column(say("確認待ち", "Waiting"), .whole),
            ],
            rows: report.rows.map { row in
                [
                    .text(row.month ?? ""), .text(row.department ?? ""),
                    .text(row.workflow.map { titles[$0] ?? $0 } ?? ""),
                    .number(Double(row.documents)), .number(Double(row.uncountedDocuments)),
                    hours(row.baselineSeconds), hours(row.humanSeconds), hours(row.overheadSeconds),
                    hours(row.netSeconds), .number(row.straightThrough), .number(Double(row.waitingDocuments)),
                ]
            })
    }

    var method: Workbook.Sheet {
        Workbook.Sheet(
            name: say("算出方法", "Method"), heading: ReportMethod.lines.map { $0.text(in: language) }, columns: [],
            rows: [])
    }
}

/// The sums of a year's months.
struct MonthFigures {
    var month: String
    var documents = 0
    var before = 0.0
    var after = 0.0
    var net: Double { before - after }
    var isEmpty: Bool { documents == 0 && before == 0 && after == 0 }

    /// All twelve, in order.
    static func of(_ report: Report) -> [MonthFigures] {
        var list: [MonthFigures] = []
        var (year, month) = (Int(report.from.prefix(4)) ?? 0, 4)
        for _ in 0..<12 {
            let id = String(format: "%04d-%02d", year, month)
            var figures = MonthFigures(month: id)
            for row in report.rows where row.month == id {
                figures.documents += row.documents
                figures.before += row.baselineSeconds
                figures.after += row.humanSeconds + row.overheadSeconds
            }
            list.append(figures)
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
        return list
    }
}

/// How the hours come about, in words.
enum ReportMethod {
    static let lines: [Wording] = [
        Wording(ja: "算出方法", en: "Method"),
        Wording(
            ja: "純削減時間 = 完了した帳票の件数 × 従来作業時間 − 人が使った時間（準備・確認・例外・再入力） − 導入と維持の手間",
            en:
                "net hours = documents done × baseline − people's time (preparation, review, exceptions, re-entry) − set-up and upkeep"
        ),
        Wording(
            ja: "完了し、書き出しまで済んだ帳票だけを数えます。却下・失敗・重複・再処理の帳票は何も減らさず、使った時間は引きます。機械の時間は職員の時間に数えません。",
            en:
                "Only documents that are done and exported count. Rejected, failed, duplicate and reprocessed ones save nothing, and cost the time spent on them. Machine time is nobody's working time."
        ),
        Wording(
            ja: "従来作業時間は実測の平均です。95 % の幅は、その平均の標準誤差から出しています。様式の版が変わると、測り直すか責任者が引き継ぐまで数えません。",
            en:
                "Baselines are means of measured times; the 95 % range comes from their standard errors. A new version of a form stops the count until it is timed again or carried over by a named person."
        ),
        Wording(
            ja: "記録は追記だけで、監査記録の連鎖に入ります。月締めは署名され、tema verify が帳票から計算し直して照合します。",
            en:
                "Entries are only ever added, and stand in the audit trail's chain. Closed months are signed; tema verify recomputes all of it from the documents."
        ),
    ]
}
