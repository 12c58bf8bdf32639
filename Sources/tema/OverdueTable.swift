import Delivery
import Operations
import Paperwork

/// The batches in which documents have waited for too long.
struct OverdueTable {
    let batches: [OverdueBatch]

    func text(in language: Language) -> String {
        let title = Wording(
            ja: "確認待ちの期限(keep: waiting)を過ぎたバッチ(消しません。確認を済ませてください)",
            en: "Batches that wait for a person beyond keep: waiting (nothing is removed; have them looked at)")
        let header = Wording(ja: "バッチ 業務 ファイル 確認待ち 日数", en: "batch workflow file waiting days")
        return title.text(in: language) + "\n"
            + TextTable(
                header: header.text(in: language).split(separator: " ").map(String.init),
                rows: batches.map { [$0.batch, $0.workflow, $0.file, String($0.documents), String($0.days)] },
                alignments: [.left, .left, .left, .right, .right]
            ).rendered()
    }
}
