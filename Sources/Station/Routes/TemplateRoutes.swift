internal import Engine
internal import FieldTypes
internal import Forms
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Imaging
internal import Paperwork
internal import Storage
internal import Workflows

/// Where IT draws forms: the templates of the site's workflows, their blank forms, and what is changed in them.
struct TemplateRoutes: Sendable {
    let station: Station
    let pages: Pages
    let desk: TemplateDesk

    init(station: Station, pages: Pages) {
        self.station = station
        self.pages = pages
        desk = TemplateDesk(station: station)
    }

    func add(to router: Router<StationContext>) {
        pages.add("templates", at: "/templates", for: Tab.templates.roles, to: router)
        router.get("/api/templates") { _, context in
            let visitor = try context.signedIn(as: .it)
            return try await Response.json { list(for: visitor) }
        }
        router.post("/api/templates") { request, context in
            let visitor = try context.signedIn(as: .it)
            let begun = try await TemplateBeginning(station: station).begin(request, by: visitor)
            return try Response.json(begun, status: .created)
        }
        router.get("/api/templates/:workflow/:form") { _, context in
            let (visitor, place) = try await place(context)
            return try await Response.json { try desk.open(place, for: visitor) }
        }
        router.get("/api/templates/:workflow/:form/pages/:page") { request, context in
            let (_, place) = try await place(context)
            let page = try context.parameters.require("page", as: Int.self)
            return try await picture(of: page, place, request)
        }
        router.get("/api/templates/:workflow/:form/found") { _, context in
            let (visitor, place) = try await place(context)
            return try await Response.json { try desk.found(on: place, for: visitor) }
        }
        router.post("/api/templates/:workflow/:form") { request, context in
            let (visitor, place) = try await place(context)
            let edit = try await request.decode(as: TemplateEdit.self, context: context)
            return try await Response.json { try desk.save(edit, of: place, by: visitor) }
        }
        router.post("/api/templates/:workflow/:form/drafts") { request, context in
            let (visitor, place) = try await place(context)
            let edit = try await request.decode(as: TemplateEdit.self, context: context)
            return try await Response.json { try desk.draft(edit, of: place, by: visitor) }
        }
        router.post("/api/templates/:workflow/:form/drafts/:draft") { request, context in
            let (visitor, place) = try await place(context)
            let draft = try context.parameters.require("draft")
            let png = try await TemplateTrial(station: station, desk: desk).show(
                request, draft, of: place, for: visitor)
            return Response(
                status: .ok, headers: [.contentType: "image/png"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: png)))
        }
    }

    struct Row: Encodable, Sendable {
        struct Form: Encodable, Sendable {
            var id: String
            var version: String
            var pages: Int
            var fields: Int
        }

        var workflow: String
        var title: String
        var department: String
        var forms: [Form]
    }

    private func list(for visitor: Visitor) -> [Row] {
        station.workflows().filter { visitor.account.sees(department: $0.department) }.map { workflow in
            Row(
                workflow: workflow.id, title: workflow.title, department: workflow.department,
                forms: workflow.forms.map {
                    Row.Form(id: $0.id, version: $0.version, pages: $0.pages, fields: $0.fields.count)
                })
        }
    }

    /// Which template a request is about.
    private func place(_ context: StationContext) async throws -> (Visitor, TemplatePlace) {
        let visitor = try context.signedIn(as: .it)
        let (id, form) = (try context.parameters.require("workflow"), try context.parameters.require("form"))
        let workflows = await OwnThread.run { station.workflows() }
        guard let workflow = workflows.first(where: { $0.id == id }),
            visitor.account.sees(department: workflow.department),
            let place = TemplatePlace(workflow, form: form)
        else { throw Refusal.missing }
        return (visitor, place)
    }

    /// A page of the blank form as PNG in shades of grey, at 150 dpi; asked for again only where the file has changed.
    private func picture(of page: Int, _ place: TemplatePlace, _ request: Request) async throws -> Response {
        guard let blank = place.blank else { throw Refusal.missing }
        let tag = "\"\(TemplateDesk.stamp(of: blank))-\(page)\""
        let headers: HTTPFields = [
            .contentType: "image/png", .eTag: tag, .cacheControl: "private, max-age=0, must-revalidate",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        let limits = station.site.limits
        let png = try await OwnThread.run {
            let source = try PageSource(opening: blank, limits: limits)
            guard (1...max(1, source.pageCount)).contains(page) else { throw Refusal.missing }
            return try source.page(page).reduced(toDPI: 150).bitmap.gray8().pngData(dpi: 150)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: png)))
    }
}

/// A template of a workflow, by its file.
struct TemplatePlace: Sendable {
    var workflow: Workflow
    /// As it was when the workflow was read last.
    var form: FormTemplate
    /// Nil where it has none to draw zones on.
    var blank: URL?
    var file: URL

    /// Nil where the workflow has no such form.
    init?(_ workflow: Workflow, form id: String) {
        guard let index = workflow.forms.firstIndex(where: { $0.id == id }) else { return nil }
        let files = workflow.templateFiles
        guard files.indices.contains(index) else { return nil }
        self.workflow = workflow
        form = workflow.forms[index]
        blank = form.blank
        file = files[index]
    }
}
