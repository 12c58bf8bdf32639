import Foundation
import Paperwork
import SQLAccess
import Storage

/// A store to measure, and short ways to fill it.
struct BenchmarkStore: Sendable {
    /// A file's path, or `postgresql://…`.
    var address: String

    static let morning = Date(timeIntervalSince1970: 1_775_001_600)

    func open() throws -> Store {
        address.hasPrefix("postgresql:")
            ? try Store.open(postgresql: address, timeZone: .gmt)
            : try Store.open(sqliteAt: URL(filePath: address), timeZone: .gmt)
    }

    func raw() throws -> SQLDatabase {
        address.hasPrefix("postgresql:")
            ? try SQLDatabase.open(postgresql: address) : try SQLDatabase.open(sqliteAt: URL(filePath: address))
    }

    /// What PostgreSQL's autovacuum would do within its next minute: take in how much the tables hold.
    func analyze() throws {
        guard address.hasPrefix("postgresql:") else { return }
        try raw().write { connection in try connection.execute("ANALYZE") }
    }

    /// Adds a batch of so many documents of one page each, ready to be claimed.
    func add(batch id: String, documents count: Int, to store: Store, after seconds: Double = 0) throws {
        let received = Self.morning.addingTimeInterval(seconds)
        let baseline = MeasuredBaseline(seconds: 198, spreadSeconds: 36, sample: 30, timed: "2026-05-18")
        _ = try store.addBatch(
            BatchIntake(
                batch: Batch(id: id, workflow: "onestop", file: "\(id).pdf", sha256: id, pageCount: count),
                pageFile: "pages/\(id).pdf", workflowVersion: "v1", department: "市民税課", baseline: baseline,
                priority: .now, received: received))
        guard case .split? = try store.claim(worker: "splitter", leaseSeconds: 600, now: received) else { return }
        let documents = (1...count).map { Self.document($0, of: id) }
        let pages = documents.map {
            PageRecord(page: Page(number: $0.pages[0], outcome: .document(id: $0.id, formPage: 1)))
        }
        try store.commitSplit(
            SplitResult(batch: id, pages: pages, documents: documents, openDocument: nil, nextPage: count + 1),
            worker: "splitter", now: received)
    }

    /// Claims the next document and commits it as done; false where there is none.
    static func workOnce(on store: Store, worker: String) throws -> Bool {
        guard case .document(let task)? = try store.claim(worker: worker, leaseSeconds: 600, now: morning) else {
            return false
        }
        var document = task.document
        document.state = .done
        try store.commitDocument(
            document, nextStep: 5, spent: TimeSpent(machine: 0.3), worker: worker, now: morning)
        return true
    }

    /// As large as a form of twelve fields.
    private static func document(_ number: Int, of batch: String) -> Document {
        let fields = (1...12).map {
            Field(name: "項目\($0)", type: "text", value: .text("髙﨑花子 \(number)"), text: "髙﨑　花子 \(number)")
        }
        return Document(id: "\(batch)-\(number)", batch: batch, form: "onestop", pages: [number], fields: fields)
    }
}
