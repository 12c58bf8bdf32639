internal import Foundation
internal import Paperwork
internal import Storage

/// Tells of each batch once when it comes in, and once when nothing more happens to it without a person.
struct BatchReporter {
    private let store: Store
    private let report: (Wording) -> Void
    /// The state in which each open batch was told of.
    private var told: [String: Telling] = [:]

    private enum Telling {
        case atWork
        case atRest
    }

    init(store: Store, report: @escaping (Wording) -> Void) {
        self.store = store
        self.report = report
    }

    /// - throws: `Trouble` where the store does not answer.
    mutating func look(now: Date) throws {
        let open = try store.openBatches()
        for record in open {
            guard let progress = try store.progress(record.batch.id) else { continue }
            let isAtRest = progress.isAtRest
            guard told[record.batch.id] != (isAtRest ? .atRest : .atWork) else { continue }
            told[record.batch.id] = isAtRest ? .atRest : .atWork
            report(isAtRest ? Self.rest(record, progress) : Self.arrival(record))
        }
        let ids = Set(open.map(\.batch.id))
        for id in told.keys where !ids.contains(id) {
            told[id] = nil
            guard let record = try store.batch(id), let progress = try store.progress(id) else { continue }
            report(Self.rest(record, progress))
        }
    }

    private static func arrival(_ record: BatchRecord) -> Wording {
        Wording(
            ja:
                "\(record.batch.workflow): 「\(record.batch.file)」\(record.batch.pageCount)ページを受け付けました(\(record.batch.id))",
            en: "\(record.batch.workflow): took in \(record.batch.file), \(record.batch.pageCount) pages "
                + "(\(record.batch.id))")
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
