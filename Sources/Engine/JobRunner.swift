internal import Delivery
package import Foundation
package import Imaging
package import Paperwork
internal import Storage
internal import Synchronization
package import Workflows

/// How far a run is.
package struct RunProgress: Sendable, Hashable {
    package var pages: Int
    /// Pages that are in a finished or waiting document, blank, or set aside.
    package var pagesDone: Int
    package var documents: Int
    package var isComplete: Bool
}

/// What a run made of its files.
package struct RunOutcome: Sendable {
    package var batches: [BatchOutcome]
    /// Files that could not be taken in, each with the reason.
    package var refused: [(file: URL, trouble: Trouble)]
    package var times: StageTimes
}

/// What became of one file.
package struct BatchOutcome: Sendable {
    package struct Export: Sendable, Hashable {
        package var file: URL
        package var rows: Int
    }

    package var batch: Batch
    package var pages: [Page]
    package var documents: [Document]
    /// By document id.
    package var seconds: [String: DocumentResult.Seconds]
    package var count: PageCount
    package var exports: [Export]
}

/// Runs a job over files, to the end: what can be proved is exported, what can't waits for a person.
package final class JobRunner: Sendable {
    let job: Job
    private let shelf: JobShelf
    let place: Workplace
    let limits: PageLimits
    let store: Store
    private let workers: Int

    /// - Parameter site: for batches in the data folder that were started with another workflow or version.
    /// - throws: `Trouble` where the data folder or its store can't be opened.
    package init(
        job: Job, place: Workplace, workers: Int, site: Site? = nil, limits: PageLimits = .standard
    ) throws(Trouble) {
        self.job = job
        shelf = JobShelf(versions: place.versions, site: site)
        shelf.add(job)
        self.place = place
        self.workers = max(1, workers)
        self.limits = limits
        try place.makeFolders()
        store = try Store.open(sqliteAt: place.storeFile)
    }

    /// Blocks the calling thread until nothing more can be done without a person.
    ///
    /// A file that can't be taken in is refused with its reason, and the others go on.
    ///
    /// - throws: `Trouble` where the store or the disk fails.
    package func run(_ files: [URL], progress: @escaping @Sendable (RunProgress) -> Void = { _ in }) throws
        -> RunOutcome
    {
        var batches: [Batch] = []
        var refused: [(file: URL, trouble: Trouble)] = []
        for file in files {
            do {
                batches.append(try takeIn(file, now: Date()))
            } catch let trouble as Trouble where trouble.kind == .file {
                refused.append((file, trouble))
            }
        }
        let floor = WorkFloor(store: store, place: place, shelf: shelf, limits: limits, batches: batches.map(\.id))
        let times = try floor.work(threads: workers, progress: progress)
        return RunOutcome(batches: try batches.map(outcome), refused: refused, times: times)
    }

    private func outcome(of batch: Batch) throws -> BatchOutcome {
        let documents = try store.documents(inBatch: batch.id)
        let seconds = try documents.map { document in
            let entry = try store.timeEntry(ofDocument: document.id)
            return (
                document.id,
                DocumentResult.Seconds(
                    machine: entry?.machineSeconds ?? 0, human: entry?.humanSeconds ?? 0,
                    baseline: entry?.baselineSeconds ?? 0)
            )
        }
        let nothing = PageCount(scanned: batch.pageCount, inDocuments: 0, blank: 0, setAside: 0, waiting: 0)
        return BatchOutcome(
            batch: batch, pages: try store.pages(inBatch: batch.id).map(\.page), documents: documents,
            seconds: Dictionary(seconds) { first, _ in first }, count: try store.pageCount(batch.id) ?? nothing,
            exports: try store.exports(ofBatch: batch.id).map {
                BatchOutcome.Export(file: place.outbox.appending(path: $0.path), rows: $0.rows)
            })
    }
}

extension BatchOutcome {
    /// As `results.json` has it.
    package func result(language: Language) -> BatchResult {
        BatchResult(
            id: batch.id, file: batch.file, sha256: batch.sha256, pages: batch.pageCount, blank: count.blank,
            blankPages: pages.filter { $0.outcome == .blank }.map(\.number),
            setAside: pages.compactMap { page in
                guard case .setAside(let reason) = page.outcome else { return nil }
                return BatchResult.SetAside(page: page.number, reason: reason.text(in: language))
            },
            documents: documents.map {
                let none = DocumentResult.Seconds(machine: 0, human: 0, baseline: 0)
                return DocumentResult($0, seconds: seconds[$0.id] ?? none, language: language)
            })
    }
}

extension RunOutcome {
    /// Writes `results.json`.
    ///
    /// - throws: `Trouble` where the file can't be written.
    package func write(to file: URL, workflow: String, language: Language) throws(Trouble) {
        try JSONFile.write(
            Results(workflow: workflow, batches: batches.map { $0.result(language: language) }), to: file)
    }
}
