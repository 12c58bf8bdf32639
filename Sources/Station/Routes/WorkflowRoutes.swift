internal import Engine
internal import FieldTypes
internal import Forms
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// The workflows of the site, as their files are now.
struct WorkflowRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        pages.add("workflows", at: "/workflows", to: router)
        router.get("/api/workflows") { _, context in
            let visitor = try context.signedIn()
            return try await Response.json { try list(for: visitor) }
        }
        router.get("/api/workflows/:id/fields") { _, context in
            let visitor = try context.signedIn()
            let id = try context.parameters.require("id")
            return try await Response.json { try fields(of: try station.workflow(id, for: visitor)) }
        }
        router.get("/api/workflows/:id/job") { _, context in
            let visitor = try context.signedIn()
            let id = try context.parameters.require("id")
            let text = try await OwnThread.run {
                guard let file = try station.workflow(id, for: visitor).files.first else { throw Refusal.missing }
                return try String(contentsOf: file, encoding: .utf8)
            }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }

    struct Answer: Encodable, Sendable {
        struct Row: Encodable, Sendable {
            var id: String
            var title: String
            var department: String
            var version: String
            var inbox: String
            var forms: [String]
            var fields: Int
            var baselineMinutes: Double?
            var batches: Int
            var waiting: Int
        }

        var workflows: [Row]
        /// Mistakes in job files, as `tema check` prints them.
        var mistakes: [String]
        /// Whether this visitor reads golden cases and past batches again.
        var mayRun: Bool
    }

    /// How a field fares: what passes unseen, and of what people looked at how much they put right.
    struct FieldRow: Encodable, Sendable {
        var name: String
        var label: String
        var type: String
        /// Of the latest documents.
        var accepted: Share?
        /// Of what people looked at in the last 90 days.
        var corrected: Share?
        /// Mean seconds that a person takes; nil where nobody had to look.
        var seconds: Double?
    }

    /// Documents that shares are taken from.
    private static let latest = 300

    private func fields(of workflow: Workflow) throws -> [FieldRow] {
        let store = station.store
        var accepted: [String: (Int, Int)] = [:]
        for document in try store.latestDocuments(ofWorkflow: workflow.id, limit: Self.latest) {
            for field in document.fields {
                let isUnseen = field.decision?.accepted == true && field.decision?.by == .evidence
                accepted[field.name, default: (0, 0)].0 += isUnseen ? 1 : 0
                accepted[field.name, default: (0, 0)].1 += 1
            }
        }
        let since = store.now().addingTimeInterval(-90 * 86400)
        let corrections = Dictionary(
            try store.corrections(ofWorkflow: workflow.id, since: since).map { ($0.field, $0) }
        ) { $1 }
        var seen = Set<String>()
        return workflow.forms.flatMap(\.fields).filter { seen.insert($0.name).inserted }.map { field in
            let counts = accepted[field.name] ?? (0, 0)
            let people = corrections[field.name]
            let looked = (people?.confirmed ?? 0) + (people?.changed ?? 0)
            return FieldRow(
                name: field.name, label: field.label, type: field.type, accepted: Share(counts.0, of: counts.1),
                corrected: Share(people?.changed ?? 0, of: looked),
                seconds: people.flatMap { looked > 0 ? $0.seconds / Double(looked) : nil })
        }
    }

    private func list(for visitor: Visitor) throws -> Answer {
        let read = SiteWorkflows(station.site).read()
        let waiting = try station.store.waitingCounts()
        let batches = Dictionary(grouping: try station.store.batches(), by: \.batch.workflow).mapValues(\.count)
        let rows = station.workflows().filter { visitor.account.sees(department: $0.department) }.map { workflow in
            Answer.Row(
                id: workflow.id, title: workflow.title, department: workflow.department,
                version: String(workflow.sha256.prefix(10)), inbox: workflow.intake.inbox,
                forms: workflow.forms.map(\.id), fields: workflow.forms.map(\.fields.count).reduce(0, +),
                baselineMinutes: workflow.baseline.map(\.minutes), batches: batches[workflow.id] ?? 0,
                waiting: waiting[workflow.id] ?? 0)
        }
        let isShown = visitor.account.role == .it
        return Answer(
            workflows: rows,
            mistakes: isShown ? read.diagnostics.map { $0.text(in: visitor.language) } : [],
            mayRun: [.it, .manager].contains(visitor.account.role))
    }
}
