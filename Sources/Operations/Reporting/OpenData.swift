internal import Delivery
package import Foundation
internal import Paperwork
package import TimeLedger

/// The hours as open data: CSV in UTF-8 with a data dictionary, no person in it, and no count below ten.
package struct OpenData {
    /// Counts below this are left out: who was among so few could be found out.
    static let fewest = 10

    private let report: Report

    package init(_ report: Report) { self.report = report }

    /// A row for each month and workflow. Where fewer than ten documents stand behind one, its figures are empty and
    /// `suppressed` says 1.
    package var csv: String {
        let header = Self.dictionary.map(\.name)
        let titles = Dictionary(report.workflows.map { ($0.workflow, $0.title) }) { first, _ in first }
        let rows = report.rows.map { row in
            let count = row.documents + row.uncountedDocuments
            let isFew = count < Self.fewest
            func figure(_ text: String) -> String { isFew ? "" : text }
            let workflow = row.workflow ?? ""
            return [
                report.fiscalYear, row.month ?? "", row.department ?? "", workflow, titles[workflow] ?? workflow,
                figure(String(row.documents)), figure(Self.hours(row.baselineSeconds)),
                figure(Self.hours(row.humanSeconds + row.overheadSeconds)), figure(Self.hours(row.netSeconds)),
                figure(String(format: "%.3f", row.straightThrough)), isFew ? "1" : "0",
            ]
        }
        return CSVFile.text(rows: rows, header: header)
    }

    /// What each column means, as CSV.
    package var dictionaryCSV: String {
        CSVFile.text(
            rows: Self.dictionary.map { [$0.name, $0.type, $0.words.ja, $0.words.en] },
            header: ["column", "type", "説明", "description"])
    }

    /// Writes `tema-hours-R8.csv` and `tema-hours-dictionary.csv` into the folder.
    package func write(to folder: URL) throws -> [URL] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = [
            (folder.appending(path: "tema-hours-\(report.fiscalYear).csv"), csv),
            (folder.appending(path: "tema-hours-dictionary.csv"), dictionaryCSV),
        ]
        for (file, text) in files { try Data(text.utf8).write(to: file, options: .atomic) }
        return files.map(\.0)
    }

    private static func hours(_ seconds: Double) -> String { String(format: "%.3f", seconds / 3600) }

    private static let dictionary: [(name: String, type: String, words: Wording)] = [
        (
            "fiscal_year", "text",
            Wording(ja: "年度（R8 は令和8年度）", en: "fiscal year, April to March (R8 begins in April 2026)")
        ),
        ("month", "text", Wording(ja: "年月（YYYY-MM）", en: "month (YYYY-MM)")),
        ("department", "text", Wording(ja: "部署", en: "department")),
        ("workflow", "text", Wording(ja: "業務の識別子", en: "identifier of the workflow")),
        ("title", "text", Wording(ja: "業務の名前", en: "name of the workflow")),
        (
            "documents", "integer",
            Wording(ja: "完了し書き出した帳票の件数。10件未満は空欄", en: "documents done and exported; empty below 10")
        ),
        ("before_hours", "number", Wording(ja: "手作業でかかる時間（件数×従来作業時間）", en: "hours by hand (documents × baseline)")),
        ("after_hours", "number", Wording(ja: "実際に人が使った時間", en: "hours that people spent")),
        ("saved_hours", "number", Wording(ja: "純削減時間。負なら損失", en: "net hours saved; below 0: a loss")),
        ("straight_through", "number", Wording(ja: "人が触れずに済んだ割合（0〜1）", en: "share done without a person (0 to 1)")),
        (
            "suppressed", "integer",
            Wording(ja: "1: 10件未満のため数値を伏せた行", en: "1: figures left out, fewer than 10 documents")
        ),
    ]
}
