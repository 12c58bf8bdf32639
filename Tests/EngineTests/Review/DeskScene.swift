import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// Slips that were read and wait, and the desk where people settle them.
struct DeskScene: Sendable {
    let folder: SlipFolder
    let store: Store
    let desk: ReviewDesk
    private let scan: URL
    private let workflow: Workflow

    /// Reads these pages.
    init(
        template: String = Slip.marksTemplate, steps: String, pages: [Slip.Page] = [.plain],
        files: [String: String] = [:]
    ) throws {
        folder = try SlipFolder(template: template, steps: steps)
        for (path, text) in files { try folder.write(text, to: path) }
        scan = try folder.scan(pages)
        _ = try folder.run([scan])
        store = try Store.open(folder.dataFolder)
        desk = ReviewDesk(store: store, dataFolder: folder.dataFolder, site: nil)
        workflow = try folder.job().workflow
    }

    /// The workers do what there is to do.
    @discardableResult
    func work() throws -> BatchOutcome { try #require(try folder.run([scan]).batches.first) }

    /// The documents as they are, in the batch's order.
    var documents: [Document] { get throws { try store.documents(inBatch: batch) } }

    var batch: String { get throws { try #require(try store.batches().first).batch.id } }

    func document(_ id: String) throws -> Document { try #require(try store.document(id)) }

    static func reviewer(
        _ name: String, role: Account.Role = .clerk, departments: [String] = []
    ) -> Reviewer {
        Reviewer(
            Account(name: name, display: name, role: role, departments: departments, created: Date()), language: .en)
    }

    func queue(of reviewer: Reviewer, only workflow: String? = nil) throws -> [String] {
        let waiting = try desk.queue(for: reviewer, workflows: [self.workflow], only: workflow)
        #expect(try desk.count(for: reviewer, workflows: [self.workflow], only: workflow) == waiting.count)
        return waiting.map(\.id)
    }

    func next(for reviewer: Reviewer) throws -> ReviewView? {
        try desk.next(for: reviewer, workflows: [workflow])
    }

    func open(_ id: String, by reviewer: Reviewer) throws -> (view: ReviewView, hold: ReviewHold) {
        let view = try #require(try desk.open(id, for: reviewer))
        return (view, view.hold(of: reviewer))
    }

    /// The first document, in that person's hand.
    func openFirst(by reviewer: Reviewer) throws -> (view: ReviewView, hold: ReviewHold) {
        try open(try #require(try documents.first).id, by: reviewer)
    }

    func settle(
        _ field: String, _ text: String?, _ hold: ReviewHold, by reviewer: Reviewer, force: Bool = false,
        seconds: Double = 1
    ) throws -> Settlement {
        try desk.settle(
            hold, ReviewDesk.Entry(field: field, text: text, force: force, seconds: seconds, mode: "document"),
            for: reviewer)
    }

    /// Confirms whatever is in doubt until nothing is; gives what came of the last.
    @discardableResult
    func confirmAll(_ view: ReviewView, by reviewer: Reviewer, force: Bool = true) throws -> Settlement {
        var settlement = Settlement.open(view)
        while case .open(let view) = settlement, let field = view.fields.first(where: { $0.state == .doubt }) {
            settlement = try settle(field.name, nil, view.hold(of: reviewer), by: reviewer, force: force)
        }
        return settlement
    }
}

extension ReviewView {
    func hold(of reviewer: Reviewer) -> ReviewHold {
        ReviewHold(document: id, account: reviewer.account, token: token)
    }

    func field(_ name: String) -> FieldView? { fields.first { $0.name == name } }
}

extension Settlement {
    /// `open`, `complete`, `waits` or `contradicted`.
    var name: String {
        switch self {
        case .open: "open"
        case .complete: "complete"
        case .waitsForAnother: "waits"
        case .contradicted: "contradicted"
        }
    }

    var view: ReviewView? { if case .open(let view) = self { view } else { nil } }
    var objection: String? { if case .contradicted(let wording) = self { wording.en } else { nil } }
}
