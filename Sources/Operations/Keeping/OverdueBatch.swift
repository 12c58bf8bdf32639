internal import Foundation
internal import Storage
internal import Workflows

/// A batch in which documents have waited for a person for longer than `keep: waiting` in the site file allows. Nothing of
/// it is ever removed because of that: it is named until somebody settles it.
package struct OverdueBatch: Sendable, Hashable, Encodable {
    /// The batch's id.
    package var batch: String
    package var workflow: String
    package var file: String
    /// Documents that wait.
    package var documents: Int
    /// Whole days since it came in.
    package var days: Int
}

extension OverdueBatch {
    /// The oldest first; none where the site file sets no period.
    ///
    /// - throws: `Trouble` where the store can't be read.
    static func list(in store: Store, keep: KeepPeriods, now: Date) throws -> [OverdueBatch] {
        guard let limit = keep.waitingDays else { return [] }
        return try store.openDocuments().compactMap { open in
            let days = Int(now.timeIntervalSince(open.received) / 86_400)
            guard open.waiting > 0, days >= limit else { return nil }
            return OverdueBatch(
                batch: open.batch, workflow: open.workflow, file: open.file, documents: open.waiting, days: days)
        }
    }
}
