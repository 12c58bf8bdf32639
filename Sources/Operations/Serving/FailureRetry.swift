package import Engine
internal import Foundation
internal import Paperwork
internal import Storage
package import Workflows

/// Puts back into the queue what was given up, once its cause is mended.
package struct FailureRetry {
    private let store: Store

    /// - throws: `Trouble` where there is no store, or it can't be opened.
    package init(_ dataFolder: DataFolder) throws { store = try Store.existing(dataFolder) }

    /// The failed documents and failed batches among `ids`, each a document or a batch (which stands for all in it);
    /// all there are where `ids` is empty. Gives the ids of what is queued again.
    ///
    /// - throws: `Trouble` where an id is of nothing in the store.
    package func retry(_ ids: [String]) throws -> [String] {
        let targets = ids.isEmpty ? try store.batches().map(\.batch.id) : ids
        return try targets.flatMap { id in
            if try store.batch(id) != nil { return try retry(batch: id) }
            guard try store.document(id) != nil else { throw Self.unknown(id) }
            return try store.retry(document: id, now: store.now()) ? [id] : []
        }
    }

    /// Of the batches and documents among `ids`, the batches that keep a version of their workflow which its files are not
    /// any more: queueing them again does not change that.
    ///
    /// - Parameter workflows: those of the site, as their files are now.
    package func outdated(_ ids: [String], under workflows: [Workflow]) throws -> [String] {
        var seen = Set<String>()
        return try ids.compactMap { id in
            let batch = try store.batch(id) == nil ? store.document(id)?.batch ?? id : id
            guard seen.insert(batch).inserted, let record = try store.batch(batch),
                let now = workflows.first(where: { $0.id == record.batch.workflow }),
                now.sha256 != record.workflowVersion
            else { return nil }
            return batch
        }
    }

    /// Lets workflows go on that rest; all of them where `workflows` is empty. Gives those that rested.
    package func resume(_ workflows: [String]) throws -> [String] {
        let resting = try store.pauses().map(\.workflow)
        return try (workflows.isEmpty ? resting : workflows).filter { try store.resume(workflow: $0) }
    }

    private func retry(batch id: String) throws -> [String] {
        let documents = try store.failedDocuments(inBatch: id).filter {
            try store.retry(document: $0, now: store.now())
        }
        return try store.retry(batch: id, now: store.now()) ? documents + [id] : documents
    }

    private static func unknown(_ id: String) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(id)」という帳票もバッチもありません。", en: "there is no document and no batch '\(id)'"),
            remedy: Wording(ja: "tema status で番号を確かめてください。", en: "see tema status for the ids"))
    }
}
