internal import Paperwork
internal import Storage

extension Wording {
    /// Why an original is set aside whose bytes came in before: what became of the first, and which command leads on. It is
    /// said to be of no use only where all of the first was processed.
    ///
    /// - throws: `Trouble` where the store fails.
    static func duplicate(of earlier: BatchRecord, in store: Store) throws -> Wording {
        let moment = LocalTime.text(earlier.received, in: store.timeZone)
        let file = earlier.batch.file.oneLine
        let head = Wording(
            ja: "\(moment)に「\(file)」として受け付けた書類（バッチ \(earlier.batch.id)）と同じ内容です。二重には処理していません。",
            en: "It holds the same bytes as \(file), which came in at \(moment) as batch \(earlier.batch.id). "
                + "It was not processed twice.")
        let end = try ending(of: earlier, in: store)
        return Wording(ja: head.ja + end.ja, en: "\(head.en) \(end.en)")
    }

    private static func ending(of earlier: BatchRecord, in store: Store) throws -> Wording {
        var id = earlier.batch.id
        if let again = try store.reprocessing(ofBatch: id), again.state == .accepted, again.original == id {
            id = again.trial
        }
        guard let outcome = try ArrivalOutcome(of: id, in: store) else { return mayBeDeleted }
        let documents = outcome.progress.documents
        func count(_ states: DocumentState...) -> Int { states.reduce(0) { $0 + (documents[$1] ?? 0) } }
        let commands = Wording.commands(toGoOnWith: id, isKept: try store.keepsPages(ofBatch: id))
        if let failure = outcome.record.failure {
            return Wording(
                ja: "そのバッチは、最後まで処理できませんでした。\(failure.ja)\(commands.ja)",
                en: "That batch could not be brought to its end. \(failure.en) \(commands.en)")
        }
        // Its export may be between two attempts: what is not written is not over.
        guard outcome.progress.isAtRest, outcome.record.finished != nil || count(.review, .inDoubt) > 0 else {
            return Wording(ja: "そのバッチはまだ処理中です。", en: "That batch is still being worked on.")
        }
        let (aside, failed) = (outcome.progress.pages.setAside, count(.failed))
        if count(.done, .rejected, .review, .inDoubt) == 0 {
            return Wording(
                ja: "そのバッチからは、何も処理できていません（保留 \(aside)ページ、処理できなかった帳票 \(failed)件、"
                    + "白紙 \(outcome.progress.pages.blank)ページ）。\(commands.ja)",
                en: "Nothing of that batch was processed (pages set aside \(aside), documents failed \(failed), "
                    + "blank pages \(outcome.progress.pages.blank)). \(commands.en)")
        }
        guard aside == 0, failed == 0 else {
            return Wording(
                ja: "そのバッチには、保留が \(aside)ページ、処理できなかった帳票が \(failed)件あります。\(commands.ja)",
                en: "Of that batch, \(aside.counted("page was", "pages were")) set aside and "
                    + "\(failed.counted("document")) failed. \(commands.en)")
        }
        return mayBeDeleted
    }

    private static let mayBeDeleted = Wording(ja: "このファイルは消してかまいません。", en: "This file may be deleted.")

    /// What leads on with a batch of which something was set aside or failed.
    ///
    /// - Parameter isKept: its original is still in the page store.
    static func commands(toGoOnWith batch: String, isKept: Bool) -> Wording {
        guard isKept else {
            return Wording(
                ja: "原本の保管期間は過ぎています。保留のページは、もう一度スキャンして受付フォルダーに入れてください。",
                en: "Its original is not kept any more: scan what was set aside again, and put it into the inbox.")
        }
        return Wording(
            ja: "担当者は、原因を直したら tema retry \(batch) で、ジョブファイルや様式を直したか Tema を新しくしたら "
                + "tema retry \(batch) --under-new-version と tema retry \(batch) --accept で、続きを処理できます。",
            en:
                "Once the cause is mended, tema retry \(batch) goes on with it; once the job file or a template is mended, or "
                + "Tema upgraded, tema retry \(batch) --under-new-version and then tema retry \(batch) --accept.")
    }
}
