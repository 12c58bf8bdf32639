package import Engine
package import Foundation
internal import Paperwork
internal import Storage
package import Workflows

/// Removes what has had its time: page images of finished batches, old audit entries and the contents of their documents.
/// Batches, exports' records and time entries stay.
package struct Purge: Sendable {
    /// A batch whose pages have had their time.
    package struct Pages: Sendable, Hashable, Encodable {
        /// The batch's id.
        package var batch: String
        package var file: String
        /// ISO 8601 in UTC.
        package var finished: String
        package var pages: Int
    }

    /// What has had its time.
    package struct Plan: Sendable, Hashable, Encodable {
        package var pages: [Pages]
        /// The ids of the batches whose audit trail and documents' contents have had their time.
        package var audit: [String]
        /// Old entries of the place's own audit trail.
        package var placeEntries: Int
        /// Batches in which documents wait for too long: they are named, and nothing of them is removed.
        package var overdue: [OverdueBatch]
        /// The site file says nothing of how long anything is kept.
        package var keepsAll: Bool

        enum CodingKeys: String, CodingKey {
            case pages, audit, overdue
            case placeEntries = "place_entries"
            case keepsAll = "keeps_all"
        }
    }

    private let dataFolder: DataFolder
    private let store: Store
    private let auditLimit: Date?
    private let now: Date
    /// What has had its time.
    package let plan: Plan

    /// Looks what has had its time; removes nothing.
    ///
    /// - throws: `Trouble` where there is no store, or it can't be read.
    package init(of dataFolder: DataFolder, keep: KeepPeriods, now: Date) throws {
        self.dataFolder = dataFolder
        self.now = now
        let store = try Store.existing(dataFolder)
        let pageLimit = keep.pageDays.map { now.addingTimeInterval(-Double($0) * 86_400) }
        let auditLimit = keep.auditDays.map { now.addingTimeInterval(-Double($0) * 86_400) }
        self.store = store
        self.auditLimit = auditLimit
        let batches = try pageLimit.map { try store.batchesToPurge(finishedBefore: $0) } ?? []
        plan = Plan(
            pages: batches.map { record in
                Pages(
                    batch: record.batch.id, file: record.batch.file,
                    finished: record.finished?.formatted(.iso8601) ?? "", pages: record.batch.pageCount)
            },
            audit: try auditLimit.map { try store.auditToPurge(before: $0) } ?? [],
            placeEntries: try auditLimit.map { try store.placeAuditToPurge(before: $0) } ?? 0,
            overdue: try OverdueBatch.list(in: store, keep: keep, now: now), keepsAll: keep.isUnset)
    }

    /// Removes it. The store knows first, so that a crash leaves at most files of which it says that they are gone: the
    /// next purge removes those too.
    ///
    /// - throws: `Trouble` where the store or the disk fails; what was removed until then stays removed.
    package func run(actor: String? = nil) throws {
        for pages in plan.pages { _ = try store.purgePages(ofBatch: pages.batch, actor: actor, now: now) }
        for batch in try store.purgedBatches() { try remove(dataFolder.pages.folder(ofBatch: batch)) }
        for batch in plan.audit { try store.purgeAudit(ofBatch: batch, actor: actor, now: now) }
        if let auditLimit { _ = try store.purgePlaceAudit(before: auditLimit, actor: actor, now: now) }
    }

    private func remove(_ folder: URL) throws(Trouble) {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            throw Trouble(
                .file, Wording(ja: "\(folder.path) を消せません。", en: "\(folder.path) can't be removed"),
                remedy: Wording(
                    ja: "フォルダーの権限を確かめて、もう一度実行してください。", en: "check the folder's permissions, then run it again"))
        }
    }
}
