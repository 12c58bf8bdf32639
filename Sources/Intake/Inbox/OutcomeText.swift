internal import Foundation
internal import Paperwork
internal import Storage
internal import Workflows

/// The text beside an original: what happened and what to do, in Japanese, and below it in English.
struct OutcomeText {
    let text: String

    /// Pages listed with their reasons; a batch may have thousands that are set aside.
    private static let mostPages = 200

    /// - Parameter workflows: those in use: they give fields their labels.
    /// - throws: `Trouble` where the store fails.
    init(of arrival: Arrival, in store: Store, workflows: [Workflow]) throws {
        let sections: [Section]
        if let batch = arrival.batch, let outcome = try ArrivalOutcome(of: batch, in: store) {
            let workflow = workflows.first { $0.id == arrival.workflow }
            sections = try Self.sections(of: outcome, in: store, workflow)
        } else {
            let reason = arrival.reason ?? Wording(ja: "理由は記録されていません。", en: "No reason was written down.")
            sections = [
                Section(
                    Wording(ja: "この書類は処理していません。", en: "This was not processed."), [reason])
            ]
        }
        let file = arrival.file.oneLine
        let title = Wording(ja: "「\(file)」", en: file)
        let blocks = Language.allCases.map { language in
            ([title.text(in: language)] + sections.map { $0.text(in: language) }).joined(separator: "\n\n")
        }
        text = blocks.joined(separator: "\n\n----------------------------------------\n\n") + "\n"
    }

    private struct Section {
        var head: Wording
        var lines: [Wording]

        init(_ head: Wording, _ lines: [Wording]) {
            self.head = head
            self.lines = lines
        }

        func text(in language: Language) -> String {
            ([head.text(in: language)] + lines.map { "  " + $0.text(in: language) }).joined(separator: "\n")
        }
    }

    private static func sections(
        of outcome: ArrivalOutcome, in store: Store, _ workflow: Workflow?
    ) throws -> [Section] {
        let batch = outcome.record.batch
        var sections = [Section(heading(of: outcome), facts(of: outcome, zone: store.timeZone))]
        let exports = try store.exports(ofBatch: batch.id)
        if !exports.isEmpty {
            sections.append(
                Section(
                    Wording(ja: "書き出したファイル", en: "Exported files"),
                    exports.map { Wording(ja: "\($0.path)（\($0.rows)行）", en: "\($0.path) (rows: \($0.rows))") }))
        }
        let documents = outcome.progress.documents
        if (documents[.review] ?? 0) + (documents[.inDoubt] ?? 0) > 0 {
            let list = try WaitingList(of: batch.id, in: store, workflow: workflow)
            sections.append(Section(Wording(ja: "確認を待っている帳票", en: "Documents that wait"), list.lines))
        }
        let aside = try outcome.progress.pages.setAside > 0 ? pagesSetAside(batch.id, in: store) : []
        if !aside.isEmpty { sections.append(Section(Wording(ja: "保留のページ", en: "Pages set aside"), aside)) }
        sections.append(Section(Wording(ja: "次にすること", en: "What to do"), advice(for: outcome)))
        return sections
    }

    private static func heading(of outcome: ArrivalOutcome) -> Wording {
        if let failure = outcome.record.failure {
            return Wording(
                ja: "処理を終えられませんでした。\(failure.ja)", en: "This could not be brought to its end. \(failure.en)")
        }
        return switch outcome.state {
        case .done: Wording(ja: "処理が終わりました。", en: "This is done.")
        case .waiting: Wording(ja: "確認を待っている帳票があります。", en: "Some documents wait for a person.")
        case .taken, .setAside:
            Wording(ja: "処理は終わりましたが、保留があります。", en: "This is done, but for what was set aside.")
        }
    }

    private static func facts(of outcome: ArrivalOutcome, zone: TimeZone) -> [Wording] {
        let (batch, pages) = (outcome.record.batch, outcome.progress.pages)
        let received = LocalTime.text(outcome.record.received, in: zone)
        let documents = DocumentState.wording(of: outcome.progress.documents)
        let total = outcome.progress.documents.values.reduce(0, +)
        return [
            Wording(ja: "バッチ: \(batch.id)", en: "Batch: \(batch.id)"),
            Wording(ja: "受付: \(received)", en: "Received: \(received)"),
            pages.wording,
            Wording(
                ja: "帳票: \(total)件" + (documents.ja.isEmpty ? "" : "（\(documents.ja)）"),
                en: "documents: \(total)" + (documents.en.isEmpty ? "" : " (\(documents.en))")),
        ]
    }

    private static func pagesSetAside(_ batch: String, in store: Store) throws -> [Wording] {
        let reasons = try store.pages(inBatch: batch).compactMap { record -> Wording? in
            guard case .setAside(let reason) = record.page.outcome else { return nil }
            let number = record.page.number
            return Wording(ja: "\(number)ページ: \(reason.ja)", en: "Page \(number): \(reason.en)")
        }
        guard reasons.count > mostPages else { return reasons }
        let rest = reasons.count - mostPages
        return reasons.prefix(mostPages) + [Wording(ja: "ほか\(rest)ページ", en: "and \(rest) more")]
    }

    private static func advice(for outcome: ArrivalOutcome) -> [Wording] {
        var advice: [Wording] = []
        let documents = outcome.progress.documents
        if (documents[.review] ?? 0) + (documents[.inDoubt] ?? 0) > 0 {
            advice.append(
                Wording(
                    ja: "上に挙げた項目を、確認の画面（または tema review）で、原本と見比べて確かめてください。"
                        + "すべて済むと、この書類は「done」に移ります。",
                    en:
                        "Compare the fields named above with the original, at the station or by tema review. This moves to "
                        + "done once all are settled."))
            advice.append(
                Wording(
                    ja: "上の一覧は、このファイルを書いたときのものです。今待っているものは、確認の画面か tema review list で見られます。",
                    en:
                        "The list above is of the time when this file was written: the station and tema review list show "
                        + "what waits now."))
            if outcome.record.exportRule == .whole {
                advice.append(
                    Wording(
                        ja: "書き出しは、このバッチの全件の確認が済んでから行います。",
                        en: "The export is written once all documents of this batch are settled."))
            }
        }
        if outcome.progress.pages.setAside > 0 {
            advice.append(
                Wording(
                    ja: "保留のページを、上の理由に従ってスキャンし直し、受付フォルダーに入れてください。",
                    en: "Scan the pages that were set aside again, as their reasons say, and put them into the inbox."))
        }
        if (documents[.failed] ?? 0) > 0 {
            advice.append(
                Wording(
                    ja: "処理できなかった帳票は、手作業で入力するか、スキャンし直してください。",
                    en: "Enter the documents that failed by hand, or scan them again."))
        }
        if outcome.state == .setAside { advice.append(.commands(toGoOnWith: outcome.record.batch.id, isKept: true)) }
        let nothing = Wording(ja: "何もする必要はありません。", en: "Nothing needs to be done.")
        return advice.isEmpty ? [nothing] : advice
    }
}
