import Delivery
import Engine
import Foundation
import Operations
import Paperwork

/// An evaluation as a table or as JSON.
struct EvaluationReport {
    let evaluation: Evaluation
    let times: StageTimes
    let showsMisses: Bool

    func text(in language: Language) -> String {
        ([fields(language), documents(language), cost(language)] + (showsMisses ? [misses(language)] : []))
            .map { $0.trimmingCharacters(in: .newlines) }.joined(separator: "\n\n")
    }

    private func fields(_ language: Language) -> String {
        let header = Wording(
            ja: "項目|種類|件数|読取一致|一致|自動確定|うち誤り|誤り率の上限(95%)",
            en: "field|type|fields|read exactly|exact|accepted|wrong|error ≤ (95 %)")
        let rows =
            evaluation.tallies.map { row($0.field, $0.type, $0.tally) }
            + [row(Wording(ja: "合計", en: "all").text(in: language), "", evaluation.overall)]
        return TextTable(
            header: header.text(in: language).split(separator: "|").map(String.init), rows: rows,
            alignments: [.left, .left] + Array(repeating: .right, count: 6)
        ).rendered()
    }

    private func row(_ name: String, _ type: String, _ tally: Evaluation.Tally) -> [String] {
        [
            name, type, String(tally.fields), share(tally.readRight, tally.fields), share(tally.right, tally.fields),
            share(tally.accepted, tally.fields), String(tally.acceptedWrong),
            percent(tally.acceptedErrorBound, digits: 2),
        ]
    }

    private func documents(_ language: Language) -> String {
        let bound = percent(evaluation.overall.acceptedErrorBound, digits: 3)
        let straight = share(evaluation.straightThrough, evaluation.documents)
        let law = evaluation.pageLawHolds
        return [
            Wording(
                ja: "帳票 \(evaluation.documents) 件、うち見つからないもの \(evaluation.documentsMissed) 件",
                en: "documents: \(evaluation.documents), not found: \(evaluation.documentsMissed)"),
            Wording(ja: "無人処理率: \(straight)", en: "straight-through rate: \(straight)"),
            Wording(
                ja: "自動確定の誤り: \(evaluation.overall.acceptedWrong) / \(evaluation.overall.accepted)(95 % 上限 \(bound))",
                en: "accepted errors: \(evaluation.overall.acceptedWrong) of \(evaluation.overall.accepted) "
                    + "(95 % upper bound \(bound))"),
            Wording(
                ja: "台帳との結び付け: 正 \(evaluation.rightLinks)、誤 \(evaluation.wrongLinks)、登録者 \(evaluation.registered)",
                en: "register links: \(evaluation.rightLinks) right, \(evaluation.wrongLinks) wrong, "
                    + "\(evaluation.registered) registered"),
            Wording(
                ja: "ページ \(evaluation.pages)、判定違い \(evaluation.pagesMisjudged)、ページの収支 \(law ? "一致" : "不一致")",
                en: "pages: \(evaluation.pages), misjudged: \(evaluation.pagesMisjudged), page law "
                    + (law ? "holds" : "BROKEN")),
        ].map { $0.text(in: language) }.joined(separator: "\n")
    }

    private func cost(_ language: Language) -> String {
        let pages = Double(max(1, evaluation.pages))
        let split = Stage.allCases.map { "\($0.rawValue) \(String(format: "%.3f", times[$0] / pages))" }
            .joined(separator: ", ")
        let total = String(format: "%.3f", times.total / pages)
        return Wording(ja: "1 ページの CPU 秒: \(total)(\(split))", en: "CPU seconds a page: \(total) (\(split))")
            .text(in: language)
    }

    private func misses(_ language: Language) -> String {
        evaluation.misses.map { miss in
            let mark = miss.accepted ? "!" : " "
            return "\(mark) \(miss.document) \(miss.field) [\(miss.recogniser)]: 「\(miss.read)」 ≠ 「\(miss.truth)」"
        }.joined(separator: "\n")
    }

    private func share(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "–" : percent(Double(part) / Double(whole), digits: 1)
    }

    private func percent(_ value: Double, digits: Int) -> String {
        String(format: "%.\(digits)f %%", value * 100)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let content = Content(
            fields: Dictionary(evaluation.tallies.map { ($0.field, $0.tally) }) { first, _ in first },
            overall: evaluation.overall, documents: evaluation.documents, documentsMissed: evaluation.documentsMissed,
            straightThrough: evaluation.straightThrough, wrongLinks: evaluation.wrongLinks,
            rightLinks: evaluation.rightLinks, pages: evaluation.pages, pagesMisjudged: evaluation.pagesMisjudged,
            pageLawHolds: evaluation.pageLawHolds, acceptedErrorBound: evaluation.overall.acceptedErrorBound,
            cpuSeconds: times.seconds, cpuSecondsOfComparing: evaluation.cpuSeconds,
            misses: showsMisses ? evaluation.misses : [])
        return String(decoding: try encoder.encode(content), as: UTF8.self)
    }

    private struct Content: Encodable {
        var fields: [String: Evaluation.Tally]
        var overall: Evaluation.Tally
        var documents: Int
        var documentsMissed: Int
        var straightThrough: Int
        var wrongLinks: Int
        var rightLinks: Int
        var pages: Int
        var pagesMisjudged: Int
        var pageLawHolds: Bool
        var acceptedErrorBound: Double
        var cpuSeconds: [String: Double]
        var cpuSecondsOfComparing: Double
        var misses: [Evaluation.Miss]
    }
}
