import Engine
import Foundation
import Imaging
import Intake
import Paperwork
import SQLAccess
import SlipRuns
import Slips
import Storage
import Synchronization
import Testing
import Workflows

/// A data folder with the inbox `slip`, and a watcher on a clock that only the test moves.
final class InboxScene {
    /// Where a test cuts the taking, as a kill would.
    struct Cut: Error {}

    private final class Heard: Sendable {
        let events = Mutex<[InboxEvent]>([])
    }

    let folder: SlipFolder
    let store: Store
    let workflow: Workflow
    let dataFolder: DataFolder
    private(set) var elapsed = 1000.0
    var date = Date(timeIntervalSince1970: 1_775_001_600)
    private let heard = Heard()
    private var watcher: InboxWatcher?

    init(limits: PageLimits = .standard) throws {
        folder = try SlipFolder()
        dataFolder = folder.dataFolder
        workflow = try folder.job().workflow
        self.limits = limits
        for name in ["data/inbox/slip", "data/pages", "out"] {
            try FileManager.default.createDirectory(at: folder.file(name), withIntermediateDirectories: true)
        }
        store = try Store.open(sqliteAt: dataFolder.storeFile)
    }

    private let limits: PageLimits

    var events: [InboxEvent] { heard.events.withLock { $0 } }
    var inbox: URL { folder.file("data/inbox/slip") }

    func newWatcher(
        timing: InboxTiming = .standard, checkpoint: @escaping @Sendable (ImportStep) throws -> Void = { _ in },
        report: @escaping @Sendable (InboxEvent) -> Void = { _ in }
    ) -> InboxWatcher {
        InboxWatcher(
            store: store, dataFolder: dataFolder, workflows: [workflow], limits: limits, timing: timing,
            checkpoint: checkpoint
        ) { [heard] event in
            heard.events.withLock { $0.append(event) }
            report(event)
        }
    }

    /// Lets seconds pass, then looks once.
    func look(after seconds: Double = 2) throws {
        elapsed += seconds
        date += seconds
        let watcher = watcher ?? newWatcher()
        self.watcher = watcher
        try watcher.look(InboxMoment(elapsed: elapsed, date: date))
    }

    /// Another process goes on in place of this one.
    func restart() { watcher = nil }

    /// Looks until `step` is done for the first time, where the process is killed. True where it came to that.
    func dies(after step: ImportStep, looks: Int = 2) throws -> Bool {
        let watcher = newWatcher { if $0 == step { throw Cut() } }
        for _ in 0..<looks {
            elapsed += 2
            do {
                try watcher.look(InboxMoment(elapsed: elapsed, date: date))
            } catch is Cut {
                return true
            }
        }
        return false
    }

    @discardableResult
    func drop(_ name: String, _ bytes: Data) throws -> URL { try folder.write(bytes, to: "data/inbox/slip/\(name)") }

    @discardableResult
    func drop(_ name: String, pages: [Slip.Page] = [.plain]) throws -> URL { try drop(name, Slip.pdf(pages)) }

    /// The names in a folder under the data folder, or in the inbox, sorted.
    func names(_ path: String = "inbox/slip") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: dataFolder.data.appending(path: path).path)) ?? [])
            .sorted()
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: dataFolder.data.appending(path: path), encoding: .utf8)
    }

    /// The files of all batches, in the order in which they came in.
    func batches() throws -> [String] { try store.batches().map(\.batch.file) }

    /// Brings the only batch to its rest: a document of a page each, with the states given; pages beyond are set aside.
    func work(
        _ states: [DocumentState], blank: Int = 0, setAside: [Wording] = [], fields: [Field] = []
    ) throws {
        let batch = try #require(try store.batches().first).batch
        let now = date
        guard case .split? = try store.claim(worker: "w", leaseSeconds: 60, now: now) else {
            throw Cut()
        }
        let documents = states.indices.map {
            Document(id: "\(batch.id)-\($0 + 1)", batch: batch.id, form: "slip", pages: [$0 + 1])
        }
        var pages = documents.map {
            PageRecord(page: Page(number: $0.pages[0], outcome: .document(id: $0.id, formPage: 1)))
        }
        for _ in 0..<blank { pages.append(PageRecord(page: Page(number: pages.count + 1, outcome: .blank))) }
        for reason in setAside {
            pages.append(PageRecord(page: Page(number: pages.count + 1, outcome: .setAside(reason: reason))))
        }
        try store.commitSplit(
            SplitResult(
                batch: batch.id, pages: pages, documents: documents, openDocument: nil, nextPage: pages.count + 1),
            worker: "w", now: now)
        for state in states {
            guard case .document(let task)? = try store.claim(worker: "w", leaseSeconds: 60, now: now) else { break }
            var document = task.document
            document.state = state
            document.fields = fields
            try store.commitDocument(document, nextStep: 1, worker: "w", now: now)
        }
        try finish()
    }

    /// A person settles the only document that waits.
    func settleWaiting() throws {
        let raw = try SQLDatabase.open(sqliteAt: dataFolder.storeFile)
        try raw.write { connection in
            try connection.execute("UPDATE document SET state = 'queued' WHERE state = 'review'")
        }
        guard case .document(let task)? = try store.claim(worker: "w", leaseSeconds: 60, now: date) else { return }
        var document = task.document
        document.state = .done
        try store.commitDocument(document, nextStep: 1, worker: "w", now: date)
        try finish()
    }

    /// Carries out the finish that is queued, if one is.
    func finish() throws {
        guard case .finish(let task)? = try store.claim(worker: "w", leaseSeconds: 60, now: date) else { return }
        let export = ExportRecord(step: 1, path: "slip-\(task.batch.id).csv", rows: 1, sha256: "0")
        try store.commitFinish(batch: task.batch.id, exports: [export], worker: "w", now: date)
    }
}
