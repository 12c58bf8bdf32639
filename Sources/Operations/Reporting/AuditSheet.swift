internal import Delivery
internal import Foundation
package import Paperwork
package import Storage

/// What an auditor takes along: documents drawn by chance, to be held against the paper, the baseline's evidence and the
/// review log.
package struct AuditSheet {
    private let lines: [LedgerLine]
    private let files: [String: String]
    private let evidence: [String: BaselineEvidence]
    private let reviews: [String: Int]

    /// - Throws: `Trouble` where the store can't be read.
    package init(_ lines: [LedgerLine], from store: Store) throws {
        self.lines = lines
        var files: [String: String] = [:]
        var evidence: [String: BaselineEvidence] = [:]
        var reviews: [String: Int] = [:]
        for line in lines {
            if let batch = line.batch, files[batch] == nil { files[batch] = try store.batch(batch)?.batch.file ?? "" }
            if evidence[line.workflow] == nil {
                evidence[line.workflow] = try store.evidence(workflow: line.workflow).first
            }
            if let document = line.document, let batch = line.batch {
                reviews[document] = try store.events(ofBatch: batch).count {
                    $0.document == document && $0.kind == .fieldSettled
                }
            }
        }
        self.files = files
        self.evidence = evidence
        self.reviews = reviews
    }

    package func csv(in language: Language) -> String {
        let header = Wording(
            ja: "番号|帳票|バッチ|原本のファイル|数えた日|業務|従来作業時間(秒)|人の時間(秒)|純削減(秒)|無人|確認の記録(件)|計測者|承認者|様式の版|紙と一致|時間は妥当|確かか|備考",
            en: "number|document|batch|original|counted on|workflow|baseline (s)|human (s)|net (s)|straight through|"
                + "review entries|timed by|approved by|form versions|agrees with paper|time is right|sound|remarks")
        let rows = lines.enumerated().map { place, line in
            let evidence = evidence[line.workflow] ?? BaselineEvidence()
            return [
                String(place + 1), line.document ?? "", line.batch ?? "", line.batch.flatMap { files[$0] } ?? "",
                line.day, line.workflow, String(format: "%.1f", line.baselineSeconds),
                String(format: "%.1f", line.humanSeconds + line.overheadSeconds),
                String(format: "%.1f", line.netSeconds), line.straightThrough ? "1" : "0",
                String(line.document.flatMap { reviews[$0] } ?? 0), evidence.timedBy, evidence.approved,
                evidence.forms, "", "", "", "",
            ]
        }
        return CSVFile.text(
            rows: rows, header: header.text(in: language).split(separator: "|").map(String.init))
    }
}
