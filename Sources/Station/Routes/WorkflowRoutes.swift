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
        router.get("/workflows") { _, context in
            let visitor = try context.signedIn()
            return try pages.page("workflows", for: visitor, language: visitor.language)
        }
        router.get("/api/workflows") { _, context in
            let visitor = try context.signedIn()
            return try Response.json(try await OwnThread.run { try list(for: visitor) })
        }
        router.get("/api/workflows/:id/job") { _, context in
            _ = try context.signedIn()
            let id = try context.parameters.require("id")
            guard let workflow = station.workflows().first(where: { $0.id == id }), let file = workflow.files.first
            else { throw Refusal.missing }
            let text = try await OwnThread.run { try String(contentsOf: file, encoding: .utf8) }
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
    }

    private func list(for visitor: Visitor) throws -> Answer {
        let read = SiteWorkflows(station.site).read()
        let waiting = try station.store.waitingCounts()
        let batches = Dictionary(grouping: try station.store.batches(), by: \.batch.workflow).mapValues(\.count)
        let rows = (read.value ?? []).filter { visitor.account.sees(department: $0.department) }.map { workflow in
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
            mistakes: isShown ? read.diagnostics.map { $0.text(in: visitor.language) } : [])
    }
}
