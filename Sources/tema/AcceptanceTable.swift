import Delivery
import Foundation
import Operations
import Paperwork

/// What `tema acceptance` prints for people.
enum AcceptanceTable {
    static func text(of report: AcceptanceReport, in language: Language) -> String {
        var parts = [heading(report).text(in: language)]
        parts += report.stops.map { $0.because.text(in: language) }
        if !report.strata.isEmpty { parts.append(strata(report, language)) }
        parts.append(sample(report.sample).text(in: language))
        parts += report.months.map { month($0).text(in: language) }
        return parts.joined(separator: "\n").harmless
    }

    private static func heading(_ report: AcceptanceReport) -> Wording {
        let budget = ReadableShare.percent(report.budget)
        let passes =
            if let threshold = report.threshold {
                Wording(
                    ja: "この業務の実績により、誤りの見込み \(ReadableShare.percent(threshold)) までを自動で確定します。",
                    en:
                        "by its own values, a chance of error of up to \(ReadableShare.percent(threshold)) passes unseen"
                )
            } else if !report.trustsOwnOnly {
                Wording(
                    ja: "付属の測定値により、誤りの見込み \(budget) までを自動で確定します。",
                    en: "by what ships with Tema, a chance of error of up to \(budget) passes unseen")
            } else {
                Wording(ja: "まだ何も自動で確定しません。", en: "nothing passes unseen yet")
            }
        let known = Wording(
            ja: "正誤が分かった値 \(report.values)件（次の検定には、誤りがなければ \(report.fewestValues)件が必要）",
            en:
                "values whose truth is known: \(report.values) (the next test takes \(report.fewestValues) if none is wrong)"
        )
        return Wording(
            ja: "\(report.workflow)  許容誤り率 \(budget)  検定 \(report.looks)回\n\(passes.ja)\n\(known.ja)",
            en: "\(report.workflow)  error budget \(budget)  looks \(report.looks)\n\(passes.en)\n\(known.en)")
    }

    private static func strata(_ report: AcceptanceReport, _ language: Language) -> String {
        let header = Wording(
            ja: "根拠|正誤が分かった値|誤り|誤りの割合の上限|最近の値|うち自動確定|あと何件|これだけで待つ帳票",
            en:
                "ground|truth known|wrong|wrong at most|latest values|passing|still needed|documents waiting for these alone"
        )
        return TextTable(
            header: header.text(in: language).split(separator: "|").map(String.init),
            rows: report.strata.map { stratum in
                [
                    name(of: stratum.ground).text(in: language), String(stratum.values), String(stratum.errors),
                    stratum.values == 0 ? "" : ReadableShare.percent(stratum.bound), String(stratum.decided),
                    String(stratum.passing), String(stratum.more), String(format: "%.1f %%", stratum.frees * 100),
                ]
            }, alignments: [.left] + Array(repeating: .right, count: 7)
        ).rendered()
    }

    static func name(of ground: Ground) -> Wording {
        switch ground {
        case .register: Wording(ja: "台帳", en: "register")
        case .rule: Wording(ja: "規則", en: "rule")
        case .check: Wording(ja: "検査数字など", en: "check digit and the like")
        case .second: Wording(ja: "別の読取", en: "second reading")
        case .reading: Wording(ja: "読取だけ", en: "reading alone")
        case .empty: Wording(ja: "空欄", en: "empty")
        case .contradicted: Wording(ja: "反証あり", en: "contradicted")
        }
    }

    private static func sample(_ sample: AcceptanceReport.Sample) -> Wording {
        let rate = ReadableShare.percent(sample.rate)
        guard sample.looked > 0 else {
            return Wording(
                ja: "抜取 \(rate): まだ誰も見ていません（待ち \(sample.waiting)件）。",
                en: "sample of \(rate): nobody has looked yet (\(sample.waiting) waiting)")
        }
        let (low, high) = (ReadableShare.percent(sample.low), ReadableShare.percent(sample.high))
        return Wording(
            ja:
                "抜取 \(rate): \(sample.looked)件を見て誤り \(sample.wrong)件。誤りの割合は \(low)〜\(high)（95 %、いつ見ても）。待ち \(sample.waiting)件",
            en:
                "sample of \(rate): \(sample.looked) looked at, \(sample.wrong) wrong; the share of wrong values lies between "
                + "\(low) and \(high) (95 %, whenever one looks); \(sample.waiting) waiting")
    }

    private static func month(_ month: AcceptanceReport.Month) -> Wording {
        Wording(
            ja:
                "\(month.month): 自動確定 \(month.accepted)件、抜取 \(month.looked)件、誤り \(month.wrong)件、月全体の誤りは多くて \(month.mostErrors)件（95 %）",
            en:
                "\(month.month): \(month.accepted) passed, \(month.looked) looked at, \(month.wrong) wrong, at most "
                + "\(month.mostErrors) wrong in all (95 %)")
    }
}
