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
        told = Set(try progresses(since: lastLook).filter(\.progress.isAtRest).map { Self.news($0.record) })
    }

    /// - throws: `Trouble` where the store does not answer.
    package mutating func look() throws {
        let now = store.now()
        let batches = try progresses(since: lastLook)
        let atRest = batches.filter(\.progress.isAtRest)
        for (record, progress) in atRest where !told.contains(Self.news(record)) { report(Self.rest(record, progress)) }
        told = Set(atRest.map { Self.news($0.record) })
        lastLook = now
    }

    /// What is told of a batch: that it is at rest, and that it failed since.
    private static func news(_ record: BatchRecord) -> String {
        record.failure == nil ? record.batch.id : "\(record.batch.id) failed"
    }

    /// Of the batches that are open, or were finished since then.
    private func progresses(since moment: Date) throws -> [(record: BatchRecord, progress: BatchProgress)] {
        // What was told of at the moment of a look is looked at again, and known.
        try (store.openBatches() + store.batches(finishedSince: moment.addingTimeInterval(-Self.overlapSeconds)))
            .filter { try !isReplaced($0.batch.id) }
            .compactMap { record in try store.progress(record.batch.id).map { (record, $0) } }
    }

    /// Whether another batch stands in its place, of which is told.
    private func isReplaced(_ id: String) throws -> Bool {
        guard let again = try store.reprocessing(ofBatch: id) else { return false }
        return again.state == .accepted && again.original == id
    }

    /// A finish is stamped before it is committed: it may show in the look after the one that its time belongs to.
    private static let overlapSeconds: Double = 60

    private static func rest(_ record: BatchRecord, _ progress: BatchProgress) -> Wording {
        let pages = progress.pages.wording
        let counts = DocumentState.wording(of: progress.documents)
        let states = counts.en.isEmpty ? counts : Wording(ja: "; " + counts.ja, en: "; " + counts.en)
        let waiting = (progress.documents[.review] ?? 0) + (progress.documents[.inDoubt] ?? 0)
        let held =
            record.exportRule == .whole && waiting > 0
            ? Wording(ja: "(書き出しは全件の確認のあと)", en: " (its export is held until all are settled)")
            : Wording(ja: "", en: "")
        let failure = record.failure.map { Wording(ja: "。\($0.ja)", en: ". \($0.en)") } ?? Wording(ja: "", en: "")
        return Wording(
            ja: "\(record.batch.workflow): 「\(record.batch.file.oneLine)」\(pages.ja)" + states.ja + held.ja
                + failure.ja,
            en: "\(record.batch.workflow): \(record.batch.file.oneLine), \(pages.en)" + states.en + held.en
                + failure.en)
    }
}
