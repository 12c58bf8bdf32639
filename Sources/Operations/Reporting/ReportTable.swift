internal import Delivery
internal import Foundation
package import Paperwork
package import TimeLedger

/// A time report as a table for people, or as CSV.
package struct ReportTable {
    private let report: Report
    private let plan: Plan?

    package init(report: Report, plan: Plan?) {
        self.report = report
        self.plan = plan
    }

    package func text(in language: Language) -> String {
        let header = Wording(
            ja: "年月|部署|業務|帳票|従来(時間)|人の作業(時間)|純削減(時間)|無人処理率|1件の人手(秒)|確認待ち|最長(日)|書き出し待ち",
            en: "month|department|workflow|documents|by hand (h)|human (h)|net saved (h)|straight-through|"
                + "human s/document|waiting|oldest (days)|export held"
        )
        let total = Wording(ja: "合計", en: "total").text(in: language)
        let table = TextTable(
            header: header.text(in: language).split(separator: "|").map(String.init),
            rows: report.rows.map { cells($0, month: $0.month ?? "") } + [cells(report.total, month: total)],
            alignments: [.left, .left, .left] + Array(repeating: .right, count: 9))
        let besides = ReportWords.besides(report).map { $0.text(in: language) }
        return
            ([heading(language), table.rendered(), workflows(language), range(language)] + besides
            + uncounted(language)).joined(separator: "\n")
    }

    /// Before, after, saved, in the form that cities publish; those that lose first.
    private func workflows(_ language: Language) -> String {
        let header = Wording(
            ja: "業務|導入前(時間)|導入後(時間)|削減(時間)|削減率|95 %の幅|提言",
            en: "workflow|before (h)|after (h)|saved (h)|saved %|95 % range|recommendation")
        let rows = report.workflows.map { each in
            [
                each.title, Self.hours(each.beforeSeconds), Self.hours(each.afterSeconds),
                Self.hours(each.savedSeconds), ReportWords.share(each.savedShare),
                "\(Self.hours(each.savedLow))..\(Self.hours(each.savedHigh))",
                ReportWords.recommendation(each).text(in: language),
            ]
        }
        return TextTable(
            header: header.text(in: language).split(separator: "|").map(String.init), rows: rows,
            alignments: [.left, .right, .right, .right, .right, .right, .left]
        ).rendered()
    }

    private func cells(_ row: Report.Row, month: String) -> [String] {
        [
            month, row.department ?? "", row.workflow ?? "", String(row.documents), Self.hours(row.baselineSeconds),
            Self.hours(row.humanSeconds + row.overheadSeconds), Self.hours(row.netSeconds),
            String(format: "%.1f %%", row.straightThrough * 100), String(format: "%.1f", row.humanSecondsPerDocument),
            String(row.waitingDocuments), row.oldestWaitingDays.map(String.init) ?? "", String(row.heldDocuments),
        ]
    }

    private func heading(_ language: Language) -> String {
        let net = Self.hours(report.netSeconds)
        let title = plan.map {
            Wording(ja: "\($0.title) 施策\($0.measure)  ", en: "\($0.title), measure \($0.measure)  ")
        }
        let target = report.targetHours.map { target in
            let share = String(format: "%.1f", report.netSeconds / 36 / target)
            let goal = String(format: "%g", target)
            return Wording(ja: "目標 \(goal) 時間に対し \(net) 時間(\(share) %)", en: "\(net) of \(goal) hours (\(share) %)")
        }
        let figure = target ?? Wording(ja: "純削減時間 \(net) 時間(目標なし)", en: "net hours saved: \(net) (no target)")
        return "\(report.fiscalYear)  " + (title?.text(in: language) ?? "") + figure.text(in: language)
    }

    private func range(_ language: Language) -> String {
        let low = Self.hours(report.netLow)
        let high = Self.hours(report.netHigh)
        let range = Wording(
            ja: "純削減時間の95 %範囲: \(low)〜\(high) 時間(従来作業時間のばらつきから)",
            en: "95 % range of the net hours: \(low) to \(high) (from the spread of the baselines)")
        let forecast = ReportWords.forecast(report)
        return [range, forecast].compactMap { $0?.text(in: language) }.joined(separator: "\n")
    }

    /// What is in none of the hours.
    private func uncounted(_ language: Language) -> [String] {
        let total = report.total
        var lines: [Wording] = []
        if total.uncountedDocuments > 0 {
            let names = Set(report.rows.filter { $0.uncountedDocuments > 0 }.compactMap(\.workflow)).sorted()
                .joined(separator: ", ")
            lines.append(
                Wording(
                    ja: "従来作業時間のない業務の帳票 \(total.uncountedDocuments) 件は数えていません\(names.isEmpty ? "" : "（\(names)）")。"
                        + "数えるには、手作業の時間を測り、ジョブファイルに time: baseline: を書いてください。",
                    en: "not counted: \(total.uncountedDocuments.counted("document")) of workflows without a baseline"
                        + "\(names.isEmpty ? "" : " (\(names))"); to have them counted, time them by hand, and write it "
                        + "into the job file as time: baseline:"))
        }
        if let days = total.oldestWaitingDays {
            lines.append(
                Wording(
                    ja: "確認待ちの帳票が \(total.waitingDocuments) 件あります(もっとも古いものは \(days) 日前に受付)。確認が済むまで数えません。",
                    en: "\(total.waitingDocuments.counted("document waits", "documents wait")) for a person, "
                        + "the oldest for \(days.counted("day")); each counts once it is settled"))
        }
        if total.heldDocuments > 0 {
            lines.append(
                Wording(
                    ja: "完了した帳票 \(total.heldDocuments) 件は書き出しを待っています。書き出したときに数えます。",
                    en:
                        "\(total.heldDocuments.counted("document is done, and counts", "documents are done, and count")) "
                        + "once the export is written"))
        }
        return lines.map { $0.text(in: language) }
    }

    /// With a header in English: for programs.
    package var csv: String {
        let header = [
            "month", "department", "workflow", "documents", "baseline_seconds", "human_seconds", "overhead_seconds",
            "net_seconds", "straight_through", "waiting_documents", "oldest_waiting_days", "held_documents",
        ]
        let rows = report.rows.map { row in
            [
                row.month ?? "", row.department ?? "", row.workflow ?? "", String(row.documents),
                String(format: "%.3f", row.baselineSeconds), String(format: "%.3f", row.humanSeconds),
                String(format: "%.3f", row.overheadSeconds), String(format: "%.3f", row.netSeconds),
                String(format: "%.4f", row.straightThrough), String(row.waitingDocuments),
                row.oldestWaitingDays.map(String.init) ?? "", String(row.heldDocuments),
            ]
        }
        return CSVFile.text(rows: rows, header: header)
    }

    private static func hours(_ seconds: Double) -> String { String(format: "%.2f", seconds / 3600) }
}
