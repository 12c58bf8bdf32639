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

    /// - throws: `Trouble` where the documents can't be read back.
    func text(in language: Language) throws -> String {
        let sections =
            try outcome.batches.map { batch in
                try tables(of: batch, language) + [pages(of: batch, language)]
            }.joined() + [hours(language), files(language)]
        return sections.map { $0.trimmingCharacters(in: .newlines) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// The documents, and what waits for a person in them.
    private func tables(of batch: BatchOutcome, _ language: Language) throws -> [String] {
        var rows: [[String]] = []
        var waiting: [[String]] = []
        try batch.forEachDocument { document in
            rows.append(row(of: document, language))
            if document.state == .review { waiting += doubts(about: document, language) }
        }
        return [documents(rows, of: batch, language), self.waiting(waiting, language)]
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
        document.problems.filter { $0.field == nil }.map { [document.id, "—", "", $0.message.text(in: language)] }
            + document.fields.filter { $0.decision?.accepted == false }.map { field in
                [
                    document.id, name(of: field, language), field.isSensitive ? "＊＊＊" : field.text,
                    field.decision?.because.text(in: language) ?? "",
                ]
            }
    }

    private func documents(_ rows: [[String]], of batch: BatchOutcome, _ language: Language) -> String {
        let header = Wording(ja: "帳票 ページ 状態 項目 自動確定 台帳", en: "document pages state fields accepted register")
            .text(in: language).split(separator: " ").map(String.init)
        let table = TextTable(header: header, rows: rows, alignments: [.left, .left, .left, .right, .right, .left])
        return "\(batch.batch.file)\n" + table.rendered()
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
    private func name(of field: Field, _ language: Language) -> String {
        language == .ja ? workflow.label(ofField: field.name) : field.name
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

    private func hours(_ language: Language) -> String {
        let done = outcome.batches.reduce(0) { $0 + ($1.states[.done] ?? 0) }
        guard let baseline = workflow.baseline else {
            return Wording(
                ja: "純削減時間: ジョブファイルに従来作業時間 (time: baseline:) がないため、数えていません。",
                en: "net hours saved: not counted, since the job file has no baseline (time: baseline:)"
            ).text(in: language)
        }
        let human = outcome.batches.reduce(0) { $0 + $1.humanSeconds }
        let net = Double(done) * baseline.minutes * 60 - human
        let hours = String(format: "%.2f", net / 3600)
        let minutes = String(format: "%g", baseline.minutes)
        let spent = String(format: "%.0f", human)
        return Wording(
            ja: "純削減時間: \(hours) 時間 = 完了 \(done) 件 × 従来 \(minutes) 分 − 人の作業 \(spent) 秒"
                + "(従来作業時間: \(baseline.sample) 件を \(baseline.timed) に計測、承認 \(baseline.approved))",
            en:
                "net hours saved: \(hours) h = \(done) documents done × \(minutes) min by hand − \(spent) s of human time "
                + "(baseline: \(baseline.sample) documents timed on \(baseline.timed), approved by \(baseline.approved))"
        ).text(in: language)
    }

    private func files(_ language: Language) -> String {
        var lines = outcome.batches.flatMap(\.exports).map { export in
            Wording(
                ja: "書き出し: \(export.file.relativePath)(\(export.rows) 行)",
                en: "exported: \(export.file.relativePath) (\(export.rows) rows)"
            ).text(in: language)
        }
        lines.append(
            Wording(ja: "全結果: \(resultsFile.relativePath)", en: "all results: \(resultsFile.relativePath)")
                .text(in: language))
        return lines.joined(separator: "\n")
    }
}
