import Delivery
import Foundation
import Operations
import Paperwork

/// What `tema retry --under-new-version` prints: every field that differs, and what accepting would write.
struct DifferenceTable {
    let difference: BatchDifference

    func text(in language: Language) -> String {
        let table = difference.documents.isEmpty ? [] : [table(language)]
        let lines = [versions, summary] + difference.exports.map(Self.planned) + [next]
        return (table + lines.map { $0.text(in: language) }).joined(separator: "\n")
    }

    /// What became of one export of an accepted trial.
    static func written(_ export: BatchDifference.PlannedExport) -> Wording {
        if export.isFirst { return Wording(ja: "書き出し: \(export.file)", en: "written: \(export.file)") }
        return export.replaces
            ? Wording(
                ja: "書き出し(前の同名のファイルと置き換え): \(export.file)", en: "written, in place of the old file: \(export.file)")
            : Wording(ja: "書き出し(新しい名前): \(export.file)", en: "written, under a new name: \(export.file)")
    }

    private static func planned(_ export: BatchDifference.PlannedExport) -> Wording {
        if export.isFirst {
            return Wording(
                ja: "--accept で、\(export.file) に書き出します。", en: "--accept writes the export \(export.file)")
        }
        return export.replaces
            ? Wording(
                ja: "--accept で、書き出し \(export.file) が置き換わります。", en: "--accept replaces the export \(export.file)")
            : Wording(
                ja: "--accept で、新しい名前 \(export.file) に書き出します。前の書き出しは残ります。",
                en: "--accept writes the export \(export.file); the old one stays under its own name")
    }

    private func table(_ language: Language) -> String {
        let header = [
            Wording(ja: "ページ", en: "pages"), Wording(ja: "項目", en: "field"), Wording(ja: "前の値", en: "old"),
            Wording(ja: "新しい値", en: "new"), Wording(ja: "前の判定", en: "before"),
            Wording(ja: "新しい判定", en: "after"),
        ]
        return TextTable(
            header: header.map { $0.text(in: language) },
            rows: difference.documents.flatMap { rows(of: $0, language) }
        ).rendered().trimmingCharacters(in: .newlines)
    }

    /// The document itself first, where it differs as a whole; then its fields.
    private func rows(of document: BatchDifference.DocumentDifference, _ language: Language) -> [[String]] {
        let pages = Self.pages(document.new ?? document.old)
        var rows: [[String]] = []
        if document.old?.state != document.new?.state || document.fields.isEmpty {
            rows.append([
                pages, Wording(ja: "(帳票)", en: "(document)").text(in: language), Self.name(document.old),
                Self.name(document.new), Self.state(document.old, language), Self.state(document.new, language),
            ])
        }
        for field in document.fields {
            rows.append([
                pages, field.field, field.old?.plainText ?? "—", field.new?.plainText ?? "—",
                Self.decision(field.acceptedBefore, language), Self.decision(field.acceptedAfter, language),
            ])
        }
        return rows
    }

    private static func pages(_ side: BatchDifference.DocumentSide?) -> String {
        (side?.pages ?? []).map(String.init).joined(separator: ",")
    }

    private static func name(_ side: BatchDifference.DocumentSide?) -> String {
        side.map { "\($0.id) (\($0.form) \(pages($0)))" } ?? "—"
    }

    private static func state(_ side: BatchDifference.DocumentSide?, _ language: Language) -> String {
        side?.state.wording.text(in: language) ?? "—"
    }

    private static func decision(_ accepted: Bool?, _ language: Language) -> String {
        switch accepted {
        case true: Wording(ja: "確定", en: "accepted").text(in: language)
        case false: Wording(ja: "要確認", en: "to be looked at").text(in: language)
        default: "—"
        }
    }

    private var versions: Wording {
        let (old, new) = (difference.original.workflowVersion, difference.trial.workflowVersion)
        return old == new
            ? Wording(
                ja: "ジョブファイルと様式は、前と同じ版(\(old.prefix(10)))です。",
                en: "the job file and its templates are the same version as before (\(old.prefix(10)))")
            : Wording(
                ja: "版 \(old.prefix(10)) → \(new.prefix(10))", en: "version \(old.prefix(10)) → \(new.prefix(10))")
    }

    private var summary: Wording {
        let count = difference.documents.count
        return Wording(
            ja: "バッチ \(difference.original.batch) と再処理 \(difference.trial.batch): 違いのある帳票 \(count)件、同じ帳票 "
                + "\(difference.unchanged)件、確認待ち \(difference.waiting)件",
            en:
                "batch \(difference.original.batch) and trial \(difference.trial.batch): \(count.counted("document differs", "documents differ")), "
                + "\(difference.unchanged) the same, \(difference.waiting) waiting for a person")
    }

    private var next: Wording {
        let batch = difference.original.batch
        return difference.waiting > 0
            ? Wording(
                ja: "確認待ちの帳票が終わるまで --accept はできません。やめるときは tema retry \(batch) --drop",
                en: "it can be accepted once nothing waits for a person; to give it up: tema retry \(batch) --drop")
            : Wording(
                ja: "次に、tema retry \(batch) --accept か、tema retry \(batch) --drop を実行してください。",
                en: "next: tema retry \(batch) --accept, or tema retry \(batch) --drop")
    }
}
