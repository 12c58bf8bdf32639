internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// Past batches, processed again under their workflow's present version: the differences are looked at first, and then
/// taken or dropped.
struct TrialRoutes: Sendable {
    let station: Station
    private let trials: Trials

    /// Batches that are offered.
    private static let most = 50

    init(station: Station) {
        self.station = station
        trials = Trials(station.dataFolder, site: station.site, store: station.store)
    }

    func add(to router: Router<StationContext>) {
        router.get("/api/workflows/:id/trials") { _, context in
            let visitor = try context.signedIn(as: .it, .manager)
            let id = try context.parameters.require("id")
            return try await Response.json { try batches(of: try station.workflow(id, for: visitor), for: visitor) }
        }
        router.get("/api/batches/:id/trial") { _, context in
            let visitor = try context.signedIn(as: .it, .manager)
            let id = try context.parameters.require("id")
            return try await Response.json {
                try standing(of: try station.batch(id, for: visitor).batch.id, for: visitor)
            }
        }
        router.post("/api/batches/:id/trial") { request, context in
            let visitor = try context.signedIn(as: .it, .manager)
            let id = try context.parameters.require("id")
            let body = try await request.decode(as: Body.self, context: context)
            return try await Response.json { try act(body.action, on: id, by: visitor) }
        }
    }

    private struct Body: Decodable, Sendable {
        enum Action: String, Decodable, Sendable { case begin, take, drop }

        var action: Action
    }

    struct Row: Encodable, Sendable {
        var id: String
        var file: String
        var version: String
        var received: Date
        var pages: Int
        /// It is being processed again, or that waits for a decision.
        var isOnTrial: Bool
    }

    private func batches(of workflow: Workflow, for visitor: Visitor) throws -> [Row] {
        try station.store.pastBatches(ofWorkflow: workflow.id, besides: workflow.sha256, limit: Self.most)
            .filter { visitor.account.sees(department: $0.department) }.map {
                Row(
                    id: $0.id, file: $0.file, version: $0.version, received: $0.received, pages: $0.pages,
                    isOnTrial: $0.state == .trial)
            }
    }

    struct Standing: Encodable, Sendable {
        struct FieldRow: Encodable, Sendable {
            var field: String
            /// Nil where the document has no such field on that side.
            var old: String?
            var new: String?
            var acceptedBefore: Bool?
            var acceptedAfter: Bool?
        }

        struct DocumentRow: Encodable, Sendable {
            var pages: [Int]
            /// Nil where there was no such document before, or is none any more.
            var old: String?
            var new: String?
            var fields: [FieldRow]
        }

        struct ExportRow: Encodable, Sendable {
            var file: String
            var replaces: Bool
        }

        /// Of documents and pages together: how many are done with, and of how many.
        var done: Int
        var of: Int
        /// Documents that wait for a person: before, nothing can be taken.
        var waiting: Int
        /// Nil until all is read.
        var documents: [DocumentRow]?
        var unchanged: Int?
        var exports: [ExportRow]?
    }

    private func standing(of batch: String, for visitor: Visitor) throws -> Standing {
        guard let (progress, difference) = try trials.standing(batch) else { throw Refusal.missing }
        let documents = progress.documents.values.reduce(0, +)
        let open = [.queued, .working].map { progress.documents[$0] ?? 0 }.reduce(0, +)
        var standing = Standing(
            done: documents - open, of: max(1, documents),
            waiting: (progress.documents[.review] ?? 0) + (progress.documents[.inDoubt] ?? 0))
        guard let difference else { return standing }
        standing.unchanged = difference.unchanged
        standing.exports = difference.exports.map { Standing.ExportRow(file: $0.file, replaces: $0.replaces) }
        standing.documents = difference.documents.map { document in
            let words = { (side: BatchDifference.DocumentSide?) in
                side.map { "\($0.form), \($0.state.wording.text(in: visitor.language))" }
            }
            return Standing.DocumentRow(
                pages: document.new?.pages ?? document.old?.pages ?? [], old: words(document.old),
                new: words(document.new),
                fields: document.fields.map {
                    Standing.FieldRow(
                        field: $0.field, old: $0.old?.plainText, new: $0.new?.plainText,
                        acceptedBefore: $0.acceptedBefore, acceptedAfter: $0.acceptedAfter)
                })
        }
        return standing
    }

    struct Acted: Encodable, Sendable {
        /// Of the batch that a difference can be asked for; nil where none can any more.
        var batch: String?
    }

    private func act(_ action: Body.Action, on id: String, by visitor: Visitor) throws -> Acted {
        let record = try station.batch(id, for: visitor)
        let batch = record.batch.id
        do {
            switch action {
            case .begin:
                let workflow = try station.workflow(record.batch.workflow, for: visitor)
                try trials.start(batch) { _ in workflow }
                return Acted(batch: batch)
            case .take: try trials.adopt(batch, actor: visitor.account.name)
            case .drop: _ = try trials.drop(batch, actor: visitor.account.name)
            }
        } catch let trouble as Trouble {
            throw Refusal.changed(trouble.sentence)
        }
        return Acted(batch: nil)
    }
}
