import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage

/// A store of one test's own, on the engine that the test runs on, with short ways to bring a batch where a test wants
/// it.
struct Place: Sendable {
    private enum Address: Sendable {
        case sqlite(TemporaryFolder)
        case postgresql(String)
    }

    private let address: Address
    let store: Store
    /// 2026-04-01 09:00 in Tokyo.
    static let morning = Date(timeIntervalSince1970: 1_775_001_600)
    static let tokyo = TimeZone(identifier: "Asia/Tokyo") ?? .gmt

    init() throws {
        address =
            switch EngineUnderTest.current {
            case .sqlite: .sqlite(try TemporaryFolder())
            case .postgresql: .postgresql(try PostgresCluster.shared.get().newDatabase())
            }
        store = try Self.open(address)
    }

    /// Another opening of the same store, as another process has it.
    func reopened() throws -> Store { try Self.open(address) }

    private static func open(_ address: Address) throws -> Store {
        switch address {
        case .sqlite(let folder): try Store.open(sqliteAt: folder.file("tema.db"), timeZone: tokyo)
        case .postgresql(let url): try Store.open(postgresql: url, timeZone: tokyo)
        }
    }

    /// The store's file and the folder that it lies in; nil where the engine has no file.
    var file: (store: URL, folder: TemporaryFolder)? {
        guard case .sqlite(let folder) = address else { return nil }
        return (folder.file("tema.db"), folder)
    }

    /// The store's tables.
    func raw() throws -> SQLDatabase {
        switch address {
        case .sqlite(let folder): try SQLDatabase.open(sqliteAt: folder.file("tema.db"))
        case .postgresql(let url): try SQLDatabase.open(postgresql: url)
        }
    }

    /// Changes the tables as someone does who has the database to themselves: the ledger's guards are gone.
    func withoutGuards(_ body: (SQLConnection) throws -> Void) throws {
        let names = ["ledger_entry_update", "ledger_entry_delete", "ledger_month_update", "ledger_month_delete"]
        try raw().write { connection in
            switch EngineUnderTest.current {
            case .sqlite: for name in names { try connection.execute("DROP TRIGGER IF EXISTS \(name)") }
            case .postgresql:
                for table in ["ledger_entry", "ledger_month"] {
                    try connection.execute("DROP TRIGGER IF EXISTS \(table)_stays ON \(table)")
                }
            }
            try body(connection)
        }
    }

    @discardableResult
    func add(
        _ id: String = "b1", pages: Int = 3, sha256: String? = nil, priority: Priority = .normal,
        after seconds: Double = 0,
        baseline: MeasuredBaseline? = MeasuredBaseline(
            seconds: 198, spreadSeconds: 36, sample: 30, timed: "2026-05-18"), exportRule: ExportRule = .none
    ) throws -> AddedBatch {
        try store.addBatch(
            BatchIntake(
                batch: Batch(
                    id: id, workflow: "onestop", file: "\(id).pdf", sha256: sha256 ?? "sha of \(id)", pageCount: pages),
                pageFile: "pages/\(id).pdf", workflowVersion: "v1", department: "市民税課", baseline: baseline,
                priority: priority, received: Self.morning.addingTimeInterval(seconds), exportRule: exportRule))
    }

    func claim(_ worker: String = "w1", lease: Double = 60, after seconds: Double = 0) throws -> Claim? {
        try store.claim(worker: worker, leaseSeconds: lease, now: Self.morning.addingTimeInterval(seconds))
    }

    /// Adds a batch and splits it into documents of one page each.
    @discardableResult
    func addSplit(
        _ id: String = "b1", pages: Int = 3, priority: Priority = .normal, after seconds: Double = 0,
        baseline: MeasuredBaseline? = MeasuredBaseline(
            seconds: 198, spreadSeconds: 36, sample: 30, timed: "2026-05-18"), exportRule: ExportRule = .none
    ) throws -> [Document] {
        try add(
            id, pages: pages, priority: priority, after: seconds, baseline: baseline, exportRule: exportRule)
        try hold(id, worker: "splitter")
        let documents = (1...pages).map { Self.document($0, of: id, pages: [$0]) }
        try store.commitSplit(
            SplitResult(
                batch: id, pages: documents.flatMap(Self.records), documents: documents, openDocument: nil,
                nextPage: pages + 1), worker: "splitter", now: Self.morning)
        return documents
    }

    /// Claims what there is until `worker` has that batch's split; the rest is put back.
    private func hold(_ id: String, worker: String) throws {
        var others: [Claim] = []
        while let claim = try claim(worker) {
            if case .split(let task) = claim, task.batch.id == id { break }
            others.append(claim)
        }
        for other in others { try store.release(other, worker: worker) }
    }

    static func document(_ number: Int, of batch: String = "b1", pages: [Int]) -> Document {
        Document(
            id: "\(batch)-\(number)", batch: batch, form: "onestop", pages: pages,
            fields: [Field(name: "氏名", type: "name", value: .text("髙﨑花子"), text: "髙﨑　花子")])
    }

    static func records(_ document: Document) -> [PageRecord] {
        document.pages.enumerated().map { index, number in
            PageRecord(
                page: Page(number: number, outcome: .document(id: document.id, formPage: index + 1)),
                registration: Data("{\"residual\":0.1}".utf8))
        }
    }

    /// A person takes up a document that waits: it is queued again.
    func takeUp(_ document: String) throws {
        try raw().write {
            try $0.execute("UPDATE document SET state = 'queued' WHERE id = ? AND state = 'review'", [.text(document)])
        }
    }

    /// Claims the next document, which must be there, and settles it.
    @discardableResult
    func settleNext(
        as state: DocumentState, spent: TimeSpent = TimeSpent(), after seconds: Double = 0
    ) throws -> Document? {
        guard case .document(let task)? = try claim(after: seconds) else { return nil }
        var document = task.document
        document.state = state
        try store.commitDocument(
            document, nextStep: task.step + 1, spent: spent, worker: "w1",
            now: Self.morning.addingTimeInterval(seconds))
        return document
    }
}

extension Claim {
    /// As in `document b1-1`.
    var summary: String {
        switch self {
        case .split(let task): "split \(task.batch.id) \(task.nextPage)-\(task.lastPage)"
        case .document(let task): "document \(task.document.id)"
        case .finish(let task): "finish \(task.batch.id)"
        }
    }

    var documentTask: DocumentTask? { if case .document(let task) = self { task } else { nil } }
    var splitTask: SplitTask? { if case .split(let task) = self { task } else { nil } }
    var finishTask: FinishTask? { if case .finish(let task) = self { task } else { nil } }
}
