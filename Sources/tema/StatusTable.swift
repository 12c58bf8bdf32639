import Delivery
import Foundation
import Operations
import Paperwork

/// The tables that `tema status` prints.
struct StatusTable {
    let status: ServiceStatus
    /// The site's.
    let zone: TimeZone

    func text(in language: Language) -> String {
        var parts = [batches(language), workers(language)]
        if !status.overdue.isEmpty { parts.append(OverdueTable(batches: status.overdue).text(in: language)) }
        if !status.inbox.isEmpty { parts.append(inbox(language)) }
        if !status.pauses.isEmpty { parts.append(pauses(language)) }
        return parts.joined(separator: "\n").harmless
    }

    private func batches(_ language: Language) -> String {
        guard !status.batches.isEmpty else {
            return Wording(ja: "処理中のバッチはありません。", en: "No batch is under way.").text(in: language)
        }
        let columns: [(Wording, Bool)] = [
            (Wording(ja: "バッチ", en: "batch"), false), (Wording(ja: "業務", en: "workflow"), false),
            (Wording(ja: "ファイル", en: "file"), false), (Wording(ja: "受付", en: "received"), false),
            (Wording(ja: "ページ", en: "pages"), true), (Wording(ja: "白紙", en: "blank"), true),
            (Wording(ja: "保留", en: "set aside"), true), (Wording(ja: "未処理", en: "to do"), true),
            (DocumentState.review.wording, true), (DocumentState.done.wording, true),
            (DocumentState.rejected.wording, true), (DocumentState.failed.wording, true),
            (Wording(ja: "完了見込み", en: "ready at"), false),
        ]
        let rows = status.batches.map { batch in
            [
                batch.id, batch.workflow, batch.file, Terminal.moment(batch.received, in: zone), "\(batch.pages)",
                "\(batch.blank)",
                "\(batch.setAside)", toDo(batch, language), "\(batch.review + batch.inDoubt)", "\(batch.done)",
                "\(batch.rejected)", "\(batch.failed)",
                batch.failure ?? batch.estimate.map { Terminal.moment($0, in: zone) } ?? rest(batch, language),
            ]
        }
        return TextTable(
            header: columns.map { $0.0.text(in: language) }, rows: rows,
            alignments: columns.map { $0.1 ? .right : .left }
        ).rendered()
    }

    /// Documents that wait for a worker or are at one, and pages that were not looked at.
    private func toDo(_ batch: ServiceStatus.BatchStatus, _ language: Language) -> String {
        let documents = batch.queued + batch.working
        guard batch.waiting > 0 else { return "\(documents)" }
        return Wording(ja: "\(documents)+\(batch.waiting)頁", en: "\(documents)+\(batch.waiting)p").text(in: language)
    }

    /// Why a batch at rest is not finished.
    private func rest(_ batch: ServiceStatus.BatchStatus, _ language: Language) -> String {
        if let original = batch.trialOf {
            return Wording(ja: "\(original) の再処理(決定待ち)", en: "trial of \(original)").text(in: language)
        }
        guard batch.isExportHeld else { return "" }
        return Wording(ja: "書き出し保留(確認待ち)", en: "export held: some wait").text(in: language)
    }

    private func workers(_ language: Language) -> String {
        guard !status.workers.isEmpty else {
            return Wording(
                ja: "処理プロセスは動いていません。tema serve で始めます。", en: "No worker is at work. Start them with tema serve."
            ).text(in: language)
        }
        return TextTable(
            header: [
                Wording(ja: "処理プロセス", en: "worker").text(in: language),
                Wording(ja: "開始", en: "since").text(in: language),
                Wording(ja: "処理中", en: "at").text(in: language),
            ],
            rows: status.workers.map {
                ["\($0.host) \($0.pid)", Terminal.moment($0.since, in: zone), $0.document ?? "—"]
            }
        ).rendered()
    }

    private func pauses(_ language: Language) -> String {
        let title = Wording(
            ja: "休止中の業務(原因を直すと自動で再開します)", en: "Workflows at rest (each goes on once its cause is mended)")
        let lines = status.pauses.map { "  \($0.workflow): \($0.reason)" }
        return ([title.text(in: language)] + lines).joined(separator: "\n")
    }

    private func inbox(_ language: Language) -> String {
        let soon = Wording(ja: "まもなく受け付けます", en: "is taken soon").text(in: language)
        return TextTable(
            header: [
                Wording(ja: "受付フォルダー", en: "inbox").text(in: language),
                Wording(ja: "ファイル", en: "file").text(in: language),
                Wording(ja: "状態", en: "state").text(in: language),
            ],
            rows: status.inbox.map { [$0.inbox, $0.file, $0.reason ?? soon] }
        ).rendered()
    }
}
