internal import Foundation
package import Paperwork
package import Storage

/// Tells of each batch when nothing more happens to it without a person.
package struct BatchReporter {
    private let store: Store
    private let report: (Wording) -> Void
    /// The batches that were told of, or came to rest before this process looked, and did not go on since.
    private var told: Set<String> = []
    private var lastLook: Date

    /// Batches that are at rest now are not told of: an earlier process did.
    ///
    /// - throws: `Trouble` where the store does not answer.
    package init(store: Store, report: @escaping (Wording) -> Void) throws {
        self.store = store
        self.report = report
        lastLook = store.now()
        told = Set(try progresses(since: lastLook).filter(\.progress.isAtRest).map(\.record.batch.id))
    }

    /// - throws: `Trouble` where the store does not answer.
    package mutating func look() throws {
        let now = store.now()
        let batches = try progresses(since: lastLook)
        let atRest = batches.filter(\.progress.isAtRest)
        for (record, progress) in atRest where !told.contains(record.batch.id) { report(Self.rest(record, progress)) }
        told = Set(atRest.map(\.record.batch.id))
        lastLook = now
    }

    /// Of the batches that are open, or were finished since then.
    private func progresses(since moment: Date) throws -> [(record: BatchRecord, progress: BatchProgress)] {
        // What was told of at the moment of a look is looked at again, and known.
        try (store.openBatches() + store.batches(finishedSince: moment.addingTimeInterval(-Self.overlapSeconds)))
            .compactMap { record in try store.progress(record.batch.id).map { (record, $0) } }
    }

    /// A finish is stamped before it is committed: it may show in the look after the one that its time belongs to.
    private static let overlapSeconds: Double = 60

    private static func rest(_ record: BatchRecord, _ progress: BatchProgress) -> Wording {
        let pages = progress.pages
        let states: [(DocumentState, Wording)] = [
            (.done, Wording(ja: "完了", en: "done")), (.review, Wording(ja: "確認待ち", en: "to be looked at")),
            (.rejected, Wording(ja: "却下", en: "rejected")), (.failed, Wording(ja: "失敗", en: "failed")),
            (.inDoubt, Wording(ja: "要判断", en: "in doubt")),
        ]
        let counts = states.compactMap { state, word in progress.documents[state].map { ($0, word) } }
        let failure = record.failure.map { Wording(ja: "。\($0.ja)", en: ". \($0.en)") } ?? Wording(ja: "", en: "")
        return Wording(
            ja: "\(record.batch.workflow): 「\(record.batch.file)」\(pages.scanned)ページ = 帳票 \(pages.inDocuments) + "
                + "白紙 \(pages.blank) + 保留 \(pages.setAside); "
                + counts.map { "\($1.ja) \($0)件" }.joined(separator: "、") + failure.ja,
            en: "\(record.batch.workflow): \(record.batch.file), \(pages.scanned) pages = \(pages.inDocuments) in "
                + "documents + \(pages.blank) blank + \(pages.setAside) set aside; "
                + counts.map { "\($0) \($1.en)" }.joined(separator: ", ") + failure.en)
    }
}
