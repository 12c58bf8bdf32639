internal import Engine
package import Foundation
internal import Imaging
package import Paperwork
package import Storage
package import Workflows

/// Takes files and folders in as batches.
struct BatchImporter {
    /// What became of one.
    enum Outcome {
        case added(Batch)
        /// The same bytes came in for the same workflow before.
        case duplicate(of: BatchRecord)
        /// It can't be read, for this reason.
        case refused(Trouble)
        /// Somebody wrote to it while it was copied.
        case changed
    }

    let store: Store
    let dataFolder: DataFolder
    let workflow: Workflow
    let limits: PageLimits
    /// Called after each step that outlives this process.
    var checkpoint: @Sendable (ImportStep) throws -> Void = { _ in }

    /// Keeps a copy of the original and queues its pages.
    ///
    /// - parameter arrival: How it came in, where it came through an inbox.
    /// - throws: `Trouble` where the original can't be kept or the store fails; nothing was added then.
    func take(_ original: URL, arrival: NewArrival? = nil, now: Date) throws -> Outcome {
        if let trouble = refusal(of: original) { return .refused(trouble) }
        let before = EntryStamp(original)
        let copy = try dataFolder.pages.stage(original, as: arrival?.token ?? "run-\(UUID().uuidString)")
        try checkpoint(.copied)
        guard EntryStamp(original) == before else {
            dataFolder.pages.discard(copy)
            return .changed
        }
        if let earlier = try store.batch(ofWorkflow: workflow.id, sha256: copy.sha256) {
            dataFolder.pages.discard(copy)
            return .duplicate(of: earlier)
        }
        let pages: Int
        do {
            pages = try pageCount(of: copy.url)
        } catch {
            dataFolder.pages.discard(copy)
            return .refused(error)
        }
        let batch = Batch(
            id: try freeIdentifier(sha256: copy.sha256, now: now), workflow: workflow.id, file: copy.name,
            sha256: copy.sha256, pageCount: pages)
        try dataFolder.versions.keep(workflow)
        let kept = try dataFolder.pages.keep(copy, batch: batch.id)
        try checkpoint(.kept)
        var intake = BatchIntake(
            batch: batch, pageFile: kept, workflow: workflow, received: now, arrival: arrival,
            pagesAtOnce: RecordFile.isOne(copy.url) && workflow.intake.records != nil ? Self.rowsAtOnce : nil)
        intake.preparationSeconds =
            RecordFile.isOne(copy.url) ? 0 : workflow.timeCosts.preparationPerPage * Double(pages)
        guard case .duplicate(let id) = try store.addBatch(intake) else {
            try checkpoint(.added)
            return .added(batch)
        }
        if id != batch.id { dataFolder.pages.forget(batch: batch.id) }
        guard let earlier = try store.batch(id) else { throw Trouble.batchVanished(id) }
        return .duplicate(of: earlier)
    }

    /// Of a file of records its rows: each is one document.
    private func pageCount(of file: URL) throws(Trouble) -> Int {
        guard workflow.intake.records != nil, RecordFile.isOne(file) else {
            return try PageSource(opening: file, limits: limits).pageCount
        }
        return try RecordFile(file).rows.count
    }

    /// Rows that become documents in one transaction.
    private static let rowsAtOnce = 500

    /// Why an original needs not even be copied: its first bytes or its size say so.
    private func refusal(of original: URL) -> Trouble? {
        if workflow.intake.records != nil, RecordFile.isOne(original) { return nil }
        do {
            if let entries = try? FolderEntry.tree(original) {
                guard entries.map(\.size).reduce(0, +) > limits.bytes else { return nil }
            } else {
                var isForeign = false
                if case .foreign = try FileCompleteness.of(original) { isForeign = true }
                guard isForeign || (EntryStamp(original)?.size ?? 0) > limits.bytes else { return nil }
            }
            _ = try PageSource(opening: original, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    /// As `identifier`, with a number where an earlier batch has it of which nothing is left to go on with.
    private func freeIdentifier(sha256: String, now: Date) throws -> String {
        let first = identifier(sha256: sha256, now: now)
        var (id, number) = (first, 1)
        while try store.batch(id) != nil {
            number += 1
            id = "\(first)-\(number)"
        }
        return id
    }

    /// The local date and a digest of the workflow and the file's bytes: short enough for a file's name, and the same for
    /// the same bytes in the same workflow on the same day.
    private func identifier(sha256: String, now: Date) -> String {
        let day = Calendar(identifier: .gregorian).dateComponents(in: dataFolder.timeZone, from: now)
        var digest = SHA256()
        digest.update(Data("\(workflow.id) \(sha256)".utf8))
        return String(format: "%04d%02d%02d-", day.year ?? 0, day.month ?? 0, day.day ?? 0)
            + digest.finished().prefix(10)
    }
}

extension BatchIntake {
    /// - Parameter pageFile: the kept original's path relative to the page store.
    package init(
        batch: Batch, pageFile: String, workflow: Workflow, received: Date, arrival: NewArrival? = nil,
        pagesAtOnce: Int? = nil
    ) {
        self.init(
            batch: batch, pageFile: pageFile, workflowVersion: workflow.sha256, department: workflow.department,
            baseline: workflow.countingBaseline.map(MeasuredBaseline.init),
            priority: Priority(workflow.intake.priority),
            received: received, exportRule: workflow.exportRule, arrival: arrival, pagesAtOnce: pagesAtOnce)
        guard let baseline = workflow.countingBaseline else { return }
        evidence = BaselineEvidence(
            timedBy: baseline.by, approved: baseline.approved, forms: workflow.formVersions,
            carriedOver: workflow.carriedOver.joined(separator: "; "))
    }
}

extension Priority {
    fileprivate init(_ priority: Intake.Priority) {
        self =
            switch priority {
            case .now: .now
            case .normal: .normal
            case .bulk: .bulk
            }
    }
}

extension MeasuredBaseline {
    package init(_ baseline: Baseline) {
        self.init(
            seconds: baseline.minutes * 60, spreadSeconds: baseline.spread * 60, sample: baseline.sample,
            timed: baseline.timed)
    }
}

extension Trouble {
    fileprivate static func batchVanished(_ id: String) -> Trouble {
        Trouble(
            .store,
            Wording(ja: "バッチ \(id) が見つかりません。", en: "The batch \(id) is not in the store."),
            remedy: Wording(ja: "バックアップから復元してください。", en: "Restore the store from a backup."))
    }
}
