internal import Foundation
internal import Paperwork
internal import Storage

/// Tells of each batch when nothing more happens to it without a person.
struct BatchReporter {
    private let store: Store
    private let report: (Wording) -> Void
    /// Of the open batches, whether each was at rest when it was last looked at.
    private var wasAtRest: [String: Bool]?

    init(store: Store, report: @escaping (Wording) -> Void) {
        self.store = store
        self.report = report
    }

    /// The first look tells of nothing: what came to rest before it was told of by an earlier process.
    ///
    /// - throws: `Trouble` where the store does not answer.
    mutating func look() throws {
        let earlier = wasAtRest
        var now: [String: Bool] = [:]
        for record in try store.openBatches() {
            guard let progress = try store.progress(record.batch.id) else { continue }
            now[record.batch.id] = progress.isAtRest
            if let earlier, progress.isAtRest, earlier[record.batch.id] != true { report(Self.rest(record, progress)) }
        }
        for (id, hadRest) in earlier ?? [:] where now[id] == nil && !hadRest {
            guard let record = try store.batch(id), let progress = try store.progress(id) else { continue }
            report(Self.rest(record, progress))
        }
        wasAtRest = now
    }

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
