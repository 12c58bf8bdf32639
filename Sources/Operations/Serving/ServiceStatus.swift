package import Engine
package import Foundation
internal import Intake
package import Paperwork
internal import Storage
package import Workflows

/// What is under way in a place, and who works on it: what `tema status` shows.
package struct ServiceStatus: Sendable, Encodable {
    /// A batch: its pages by what became of them, its documents by their state.
    package struct BatchStatus: Sendable, Encodable {
        package var id: String
        package var workflow: String
        package var file: String
        /// When it came in.
        package var received: Date
        package var pages: Int
        /// Pages that are in documents.
        package var documentPages: Int
        package var blank: Int
        package var setAside: Int
        package var queued: Int
        package var working: Int
        package var review: Int
        package var done: Int
        package var rejected: Int
        package var failed: Int
        package var inDoubt: Int
        /// When nothing more will happen to it without a person, by the speed so far; nil where that is so already, or
        /// nothing is known of the speed.
        package var estimate: Date?
        /// Pages that were not looked at yet.
        package var waiting: Int
        /// Why the batch as a whole stopped, or can't go on for the moment.
        package var failure: String?
        /// The id of the batch that it processes again, where nobody has decided yet whether to accept that: it is held.
        package var trialOf: String?
        /// Its export is written once the documents that wait for a person are settled.
        package var isExportHeld: Bool

        enum CodingKeys: String, CodingKey {
            case id, workflow, file, received, pages, blank, queued, working, review, done, rejected, failed, estimate
            case waiting, failure
            case documentPages = "document_pages"
            case setAside = "set_aside"
            case trialOf = "trial_of"
            case isExportHeld = "export_held"
            case inDoubt = "in_doubt"
        }
    }

    /// A worker process, and what it is at.
    package struct WorkerStatus: Sendable, Encodable {
        package var host: String
        package var pid: Int
        /// Since when it works.
        package var since: Date
        /// The document, or the batch, that it is at.
        package var document: String?
    }

    /// A workflow that rests because something outside its documents is wrong.
    package struct PauseStatus: Sendable, Encodable {
        package var workflow: String
        package var until: Date
        package var reason: String
    }

    /// A file that lies in an inbox.
    package struct InboxStatus: Sendable, Encodable {
        package var workflow: String
        package var inbox: String
        package var file: String
        /// Why it can't be taken yet; nil where it will be at once.
        package var reason: String?
    }

    package var batches: [BatchStatus]
    package var workers: [WorkerStatus]
    package var pauses: [PauseStatus]
    package var inbox: [InboxStatus]
    /// Batches in which documents wait for longer than the site file says.
    package var overdue: [OverdueBatch]
}

extension ServiceStatus {
    /// Which batches to show.
    package enum Choice: Sendable {
        /// Those not finished, and those finished at that moment or later.
        case openAndFinished(since: Date)
        case all
    }

    /// - Parameters:
    ///   - workflows: those whose inboxes to look into.
    ///   - keep: how long documents may wait.
    /// - throws: `Trouble` where the store can't be read.
    package static func look(
        at dataFolder: DataFolder, workflows: [Workflow], keep: KeepPeriods = KeepPeriods(), _ choice: Choice,
        language: Language, now: Date
    ) throws -> ServiceStatus {
        let store = try Store.existing(dataFolder)
        let workers = try store.workers()
        var forecast = Forecast(store: store, workers: workers.count, now: now)
        let trials = try store.trials()
        let rests = Dictionary(try store.batchRests().map { ($0.batch, $0.reason) }) { first, _ in first }
        let batches =
            switch choice {
            case .all: try store.batches()
            case .openAndFinished(let since): try store.openBatches() + store.batches(finishedSince: since)
            }
        // Earlier batches are served first, so each waits for those before it.
        let served = batches.sorted { ($0.priority.rawValue, $0.received) < ($1.priority.rawValue, $1.received) }
        let statuses = try served.compactMap { record in
            try store.progress(record.batch.id).map { progress in
                BatchStatus(
                    record, progress, estimate: try forecast.end(of: record, progress),
                    trialOf: trials[record.batch.id]?.original,
                    stopped: record.failure ?? rests[record.batch.id], language: language)
            }
        }
        return ServiceStatus(
            batches: statuses.sorted { $0.received < $1.received },
            workers: workers.map {
                WorkerStatus(host: $0.host, pid: $0.pid, since: $0.started, document: $0.holds)
            },
            pauses: try store.pauses().filter { $0.until > now }.map {
                PauseStatus(workflow: $0.workflow, until: $0.until, reason: $0.reason.text(in: language))
            },
            inbox: InboxItem.list(in: dataFolder, workflows: workflows).map {
                InboxStatus(
                    workflow: $0.workflow, inbox: $0.inbox, file: $0.file, reason: $0.reason?.text(in: language))
            },
            overdue: try OverdueBatch.list(in: store, keep: keep, now: now))
    }
}

extension ServiceStatus.BatchStatus {
    fileprivate init(
        _ record: BatchRecord, _ progress: BatchProgress, estimate: Date?, trialOf: String?, stopped: Wording?,
        language: Language
    ) {
        let count = { (state: DocumentState) in progress.documents[state] ?? 0 }
        self.init(
            id: record.batch.id, workflow: record.batch.workflow, file: record.batch.file, received: record.received,
            pages: progress.pages.scanned, documentPages: progress.pages.inDocuments, blank: progress.pages.blank,
            setAside: progress.pages.setAside, queued: count(.queued), working: count(.working),
            review: count(.review), done: count(.done), rejected: count(.rejected), failed: count(.failed),
            inDoubt: count(.inDoubt), estimate: estimate, waiting: progress.pages.waiting,
            failure: stopped?.text(in: language), trialOf: trialOf,
            isExportHeld: record.exportRule == .whole && progress.isAtRest && count(.review) + count(.inDoubt) > 0)
    }
}

/// Adds up what lies before each batch, in the order in which they are served.
private struct Forecast {
    let store: Store
    let workers: Int
    let now: Date
    private var seconds: Double = 0
    private var speeds: [String: Double] = [:]

    init(store: Store, workers: Int, now: Date) {
        self.store = store
        self.workers = workers
        self.now = now
    }

    mutating func end(of record: BatchRecord, _ progress: BatchProgress) throws -> Date? {
        let workflow = record.batch.workflow
        guard !progress.isAtRest, workers > 0, let speed = try speed(of: workflow) else { return nil }
        let inDocuments = progress.pages.inDocuments
        let known = progress.documents.values.reduce(0, +)
        let documentsPerPage = inDocuments > 0 ? Double(known) / Double(inDocuments) : 1
        let left =
            Double((progress.documents[.queued] ?? 0) + (progress.documents[.working] ?? 0))
            + Double(progress.pages.waiting) * documentsPerPage
        seconds += left * speed / Double(workers)
        return now.addingTimeInterval(seconds)
    }

    /// Machine seconds a document; nil where none of the workflow was read yet.
    private mutating func speed(of workflow: String) throws -> Double? {
        if let known = speeds[workflow] { return known }
        let measured = try store.meanMachineSeconds(workflow: workflow)
        speeds[workflow] = measured
        return measured
    }
}
