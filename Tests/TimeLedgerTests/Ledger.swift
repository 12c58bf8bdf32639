import Foundation
import Paperwork
import PostgresCluster
import Storage

/// A store on the engine that the test runs on, filled with settled documents on chosen days.
final class Ledger {
    private let folder: TemporaryFolder
    let store: Store
    private var batches = 0

    init(timeZone: TimeZone = .gmt) throws {
        folder = try TemporaryFolder()
        store =
            switch EngineUnderTest.current {
            case .sqlite: try Store.open(sqliteAt: folder.file("tema.db"), timeZone: timeZone)
            case .postgresql:
                try Store.open(postgresql: PostgresCluster.shared.get().newDatabase(), timeZone: timeZone)
            }
    }

    /// One batch, of which each document ends in that state, after so many human seconds.
    ///
    /// - Parameter crashes: says before each step whether the worker that takes it dies with it.
    func settle(
        _ workflow: String, department: String, baseline: MeasuredBaseline?, day: String,
        documents ends: [(state: DocumentState, human: Double)], exportRule: ExportRule = .none,
        crashes: () -> Bool = { false }
    ) throws {
        batches += 1
        let id = "b\(batches)"
        var now = try Date("\(day)T12:00:00Z", strategy: .iso8601)
        /// What is to do next, in the hands of a worker that lives.
        func claim() throws -> Claim? {
            if crashes() {
                _ = try store.claim(worker: "dead", leaseSeconds: 60, now: now)
                now += 61
            }
            return try store.claim(worker: "w", leaseSeconds: 60, now: now)
        }
        let batch = Batch(id: id, workflow: workflow, file: id, sha256: id, pageCount: ends.count)
        _ = try store.addBatch(
            BatchIntake(
                batch: batch, pageFile: id, workflowVersion: "v", department: department, baseline: baseline,
                priority: .now, received: now, exportRule: exportRule))
        _ = try claim()
        let documents = (1...ends.count).map { Document(id: "\(id)-\($0)", batch: id, form: "f", pages: [$0]) }
        let pages = documents.map {
            PageRecord(page: Page(number: $0.pages[0], outcome: .document(id: $0.id, formPage: 1)))
        }
        try store.commitSplit(
            SplitResult(batch: id, pages: pages, documents: documents, openDocument: nil, nextPage: ends.count + 1),
            worker: "w", now: now)
        for end in ends {
            guard case .document(let task)? = try claim() else { return }
            var document = task.document
            document.state = end.state
            try store.commitDocument(
                document, nextStep: 1, spent: TimeSpent(human: end.human), worker: "w", now: now)
        }
        guard case .finish? = try claim() else { return }
        try store.commitFinish(batch: id, exports: [], worker: "w", now: now)
    }
}
