internal import Foundation
package import Paperwork
package import TimeLedger

/// What a report's figures are called, the same in the terminal, in files and on paper.
package enum ReportWords {
    package static func recommendation(_ summary: WorkflowSummary) -> Wording {
        switch summary.recommendation {
        case .stop: Wording(ja: "損失。止めて手作業に戻す", en: "loses: switch it off")
        case .moreDocuments: Wording(ja: "導入の手間を回収していない。件数を増やす", en: "set-up not earned back: needs more documents")
        case .timeMore: Wording(ja: "効果が測定の幅の中。計測を増やす", en: "within the measurement's range: time more documents")
        case .time: why(summary)
        case .keep: Wording(ja: "続ける", en: "keep")
        }
    }

    /// Why a workflow counts nothing.
    private static func why(_ summary: WorkflowSummary) -> Wording {
        switch summary.state {
        case .lapsed:
            Wording(
                ja: "様式が変わった（\(summary.reason)）。測り直すまで数えない",
                en: "its form changed (\(summary.reason)): counts nothing until timed again")
        default: Wording(ja: "従来作業時間がない。計測する", en: "no baseline: time it by hand")
        }
    }

    package static func state(_ state: WorkflowFacts.State) -> Wording {
        switch state {
        case .counting: Wording(ja: "稼働", en: "counting")
        case .noBaseline: Wording(ja: "基準なし", en: "no baseline")
        case .lapsed: Wording(ja: "基準切れ", en: "baseline lapsed")
        case .resting: Wording(ja: "休止", en: "resting")
        }
    }

    package static func basis(_ basis: Forecast.Basis) -> Wording {
        switch basis {
        case .lastYear: Wording(ja: "昨年度の月別の形から", en: "by the shape of last year")
        case .trend: Wording(ja: "今年度の平均が続くとして", en: "by this year's trend")
        }
    }

    /// The year as a reader writes it: 令和8年度, or fiscal year 2026 (R8).
    package static func year(_ report: Report, _ language: Language) -> String {
        language == .ja
            ? (yearName(report.from) ?? report.fiscalYear)
            : "Fiscal year \(report.from.prefix(4)) (\(report.fiscalYear))"
    }

    package static func hours(_ seconds: Double) -> String {
        let hours = seconds / 3600
        return grouped(hours, abs(hours) < 1000 ? 1 : 0)
    }

    package static func share(_ share: Double?) -> String { share.map { "\(grouped($0 * 100, 1)) %" } ?? "–" }

    /// With a comma at each thousand and a true minus.
    package static func grouped(_ number: Double, _ digits: Int) -> String {
        let text = String(format: "%.\(digits)f", abs(number))
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var whole = ""
        for (place, digit) in parts[0].reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { whole.append(",") }
            whole.append(digit)
        }
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        return (number < 0 && !isZero ? "−" : "") + String(whole.reversed()) + (parts.count > 1 ? "." + parts[1] : "")
    }

    package static func forecast(_ report: Report) -> Wording? {
        guard let hours = report.forecastHours, let low = report.forecastLow, let high = report.forecastHigh,
            let basis = report.forecastBasis.map(Self.basis)
        else { return nil }
        let band = "\(grouped(low, 0))〜\(grouped(high, 0))"
        return Wording(
            ja: "年度末の見込み \(grouped(hours, 0)) 時間（95 % の幅 \(band)、\(basis.ja)）",
            en:
                "forecast for the year's end: \(grouped(hours, 0)) h (95 % band \(grouped(low, 0)) to \(grouped(high, 0)), \(basis.en))"
        )
    }

    /// What stands beside the hours and is not in them.
    package static func besides(_ report: Report) -> [Wording] {
        var lines: [Wording] = []
        if let checking = report.checking {
            let rate = share(Double(checking.missed) / Double(checking.planted))
            var cost = Wording(ja: "", en: "")
            if let seconds = checking.costSeconds, let high = checking.costSecondsHigh {
                cost = Wording(
                    ja: "。後始末は \(hours(seconds)) 時間（上限 \(hours(high)) 時間）",
                    en: "; mending them takes \(hours(seconds)) h (at most \(hours(high)) h)")
            }
            let errors = grouped(checking.missedErrors, 1)
            let most = grouped(checking.missedErrorsHigh, 1)
            lines.append(
                Wording(
                    ja: "確認の見逃し: わざと入れた誤り \(checking.planted) 件のうち \(checking.missed) 件（\(rate)）。"
                        + "見逃した誤りは推定 \(errors) 件（95 % 上限 \(most) 件）\(cost.ja)。削減時間からは引いていません。",
                    en:
                        "missed in review: \(checking.missed) of \(checking.planted) planted errors (\(rate)); about \(errors) "
                        + "real ones passed (95 % bound \(most))\(cost.en); not taken off the hours"))
        }
        let budgets = report.workflows.compactMap(\.errorBudget)
        if let largest = budgets.max() {
            lines.append(
                Wording(
                    ja: "自動確定した値の誤り率の上限: \(share(largest))（業務ごとの許容誤り率のうち最大）",
                    en: "bound on errors in values accepted unseen: \(share(largest)) (the largest error budget)"))
        }
        if let sample = report.sample {
            lines.append(
                Wording(
                    ja: "抽出検査: \(sample.checked) 件のうち \(sample.sound) 件が確か。削減時間の95 %下限 \(hours(sample.lowSeconds)) 時間",
                    en: "auditor's sample: \(sample.sound) of \(sample.checked) sound; lower 95 % bound of the hours: "
                        + hours(sample.lowSeconds)))
        }
        if let yen = report.yen {
            lines.append(
                Wording(
                    ja: "人件費に直すと \(grouped(yen, 0)) 円（職層ごとの単価による）",
                    en: "as labour cost: \(grouped(yen, 0)) yen (by each grade's rate)"))
        }
        if report.pendingOverheadSeconds > 0 {
            let pending = hours(report.pendingOverheadSeconds)
            lines.append(
                Wording(
                    ja: "まだ締めていない月の導入・維持の手間 \(pending) 時間（今月は今日までの日割り）を差し引いてあります。月締めで記録になります。",
                    en: "\(pending) h of set-up and upkeep of months that are not closed are taken off "
                        + "(of this month by days, up to today); they become entries when the month is closed"))
        }
        if !report.closedMonths.isEmpty {
            let months = report.closedMonths.joined(separator: ", ")
            lines.append(Wording(ja: "締めた月（署名済み）: \(months)", en: "closed and signed: \(months)"))
        }
        return lines
    }

    private static func yearName(_ from: String) -> String? { FiscalYearName.japanese(from) }
}
