import Delivery
import Foundation
import Intake
import Paperwork
import TimeLedger
import Workflows

/// What a run prints at its end: documents and their states, what waits for a person and why, hours saved, files written.
struct RunSummary {
    let outcome: RunOutcome
    let workflow: Workflow
    let resultsFile: URL
    /// Where the run keeps its store and the originals.
    let data: URL
    let language: Language
    /// By the batch's place in the outcome.
    private var rows: [Int: Rows] = [:]

    /// What a batch's tables say.
    private struct Rows {
        var documents: [[String]] = []
        var waiting: [[String]] = []
    }

    init(outcome: RunOutcome, workflow: Workflow, resultsFile: URL, data: URL, language: Language) {
        self.outcome = outcome
        self.workflow = workflow
        self.resultsFile = resultsFile
        self.data = data
        self.language = language
    }

    /// Takes a document into the tables of its batch, the next in that one's order.
    mutating func add(_ document: Document, toBatch number: Int) {
        rows[number, default: Rows()].documents.append(row(of: document, language))
        guard document.state == .review else { return }
        rows[number, default: Rows()].waiting += doubts(about: document, language)
    }

    /// All that was added.
    var text: String {
        let sections =
            outcome.batches.enumerated().map { number, batch in
                tables(of: batch, rows[number] ?? Rows()) + [pages(of: batch, language), held(batch, language)]
            }.joined() + [hours(language), files(language)]
        return sections.map { $0.trimmingCharacters(in: .newlines) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
            .harmless
    }

    /// The documents, and what waits for a person in them.
    private func tables(of batch: BatchOutcome, _ rows: Rows) -> [String] {
        [documents(rows.documents, of: batch, language), waiting(rows.waiting, language)]
    }

    private func row(of document: Document, _ language: Language) -> [String] {
        [
            document.id, document.pages.map(String.init).joined(separator: ","),
            document.state.wording.text(in: language), String(document.fields.count),
            String(document.fields.count { $0.decision?.accepted == true }),
            document.match.map { $0.outcome == .found ? $0.key ?? "" : "—" } ?? "",
        ]
    }

    private func doubts(about document: Document, _ language: Language) -> [[String]] {
        document.doubts.map { doubt in
            [
                document.id, doubt.field.map { name(of: $0, language) } ?? "—", doubt.reading,
                doubt.reason.text(in: language),
            ]
        }
    }

    private func documents(_ rows: [[String]], of batch: BatchOutcome, _ language: Language) -> String {
        let header = Wording(ja: "帳票 ページ 状態 項目 自動確定 台帳", en: "document pages state fields accepted register")
            .text(in: language).split(separator: " ").map(String.init)
        let table = TextTable(header: header, rows: rows, alignments: [.left, .left, .left, .right, .right, .left])
        return "\(batch.batch.file.oneLine)\n" + table.rendered()
    }

    private func waiting(_ rows: [[String]], _ language: Language) -> String {
        guard !rows.isEmpty else { return "" }
        let header = Wording(ja: "帳票 項目 読取結果 理由", en: "document field reading reason")
            .text(in: language).split(separator: " ").map(String.init)
        let title = Wording(ja: "確認が必要な項目", en: "Waiting for a person").text(in: language)
        return "\(title)\n"
            + TextTable(header: header, rows: rows, alignments: [.left, .left, .left, .left]).rendered()
    }

    /// Labels are in the form's language, Japanese.
    private func name(of field: String, _ language: Language) -> String {
        language == .ja ? workflow.label(ofField: field) : field
    }

    private func pages(of batch: BatchOutcome, _ language: Language) -> String {
        let law = batch.count.wording.text(in: language)
        let setAside = batch.pages.compactMap { page -> String? in
            guard case .setAside(let reason) = page.outcome else { return nil }
            let head = Wording(ja: "  \(page.number) ページ: ", en: "  page \(page.number): ").text(in: language)
            return head + reason.text(in: language)
        }
        return ([law] + setAside).joined(separator: "\n")
    }

    /// Why a batch has no export yet, or not its last, and how to go on.
    private func held(_ batch: BatchOutcome, _ language: Language) -> String {
        guard batch.waiting > 0, workflow.hasExports else { return "" }
        let all = batch.states.values.reduce(0, +)
        if workflow.exportsInParts {
            return Wording(
                ja: "書き出しの残り: \(all) 件のうち \(batch.waiting) 件が確認待ちです。確認が済むと、その分を番号付きのファイルに書き出します。",
                en: "export still to come: of \(all.counted("document")), \(batch.waiting) still for a person; "
                    + "once they are settled, a numbered file of their own holds them"
            ).text(in: language)
        }
        return Wording(
            ja: """
                書き出し保留: \(all) 件のうち \(batch.waiting) 件が確認待ちのため、まだ書き出していません(完了 \(batch.held) 件)。
                  → 全件の確認が済むと書き出します。できた分から書き出すには、ジョブファイルの export に when-waiting: partial と書いて、もう一度実行してください。
                """,
            en: """
                export held: nothing is written yet, since of \(all.counted("document")) \(batch.waiting) \
                \(batch.waiting == 1 ? "waits" : "wait") for a person (done: \(batch.held))
                  → it is written once all are settled; to export what is done at once, write when-waiting: partial under \
                export in the job file, and run it again
                """
        ).text(in: language)
    }

    private func hours(_ language: Language) -> String {
        guard let baseline = workflow.baseline else {
            return Wording(
                ja: "純削減時間: ジョブファイルに従来作業時間 (time: baseline:) がないため、数えていません。",
                en: "net hours saved: not counted, since the job file has no baseline (time: baseline:)"
            ).text(in: language)
        }
        let savings = Savings(outcome.batches.map(\.savings))
        let hours = String(format: "%.2f", savings.netSeconds / 3600)
        let minutes = String(format: "%g", baseline.minutes)
        let spent = String(format: "%.0f", savings.spentSeconds)
        let held = outcome.batches.reduce(0) { $0 + $1.held }
        let later =
            held == 0
            ? Wording(ja: "", en: "")
            : Wording(
                ja: "\n  ほかに完了 \(held) 件。書き出したときに数えます。",
                en: "\n  \(held.counted("more document is done, and counts", "more documents are done, and count")) "
                    + "once the export is written")
        return Wording(
            ja: "純削減時間: \(hours) 時間 = 完了 \(savings.documents) 件 × 従来 \(minutes) 分 − 人の作業 \(spent) 秒"
                + "(従来作業時間: \(baseline.sample) 件を \(baseline.timed) に計測、承認 \(baseline.approved))" + later.ja,
            en:
                "net hours saved: \(hours) h = \(savings.documents.counted("document")) done × \(minutes) min by hand − "
                + "\(spent) s of human time "
                + "(baseline: \(baseline.sample.counted("document")) timed on \(baseline.timed), approved by \(baseline.approved))"
                + later.en
        ).text(in: language)
    }

    private func files(_ language: Language) -> String {
        var lines = outcome.batches.flatMap(\.exports).map { export in
            Wording(
                ja: "書き出し: \(export.file.relativePath)(\(export.rows) 行)",
                en: "exported: \(export.file.relativePath) (\(export.rows.counted("row")))"
            ).text(in: language)
        }
        lines += outcome.batches.compactMap { batch in
            batch.failure.map { failure in
                Wording(
                    ja: "処理を終えられませんでした: 「\(batch.batch.file)」 \(failure.ja)",
                    en: "not brought to its end: \(batch.batch.file): \(failure.en)"
                ).text(in: language)
            }
        }
        lines.append(
            Wording(ja: "データフォルダー: \(data.relativePath)", en: "data folder: \(data.relativePath)")
                .text(in: language))
        lines.append(
            Wording(ja: "全結果: \(resultsFile.relativePath)", en: "all results: \(resultsFile.relativePath)")
                .text(in: language))
        return lines.joined(separator: "\n")
    }
}
