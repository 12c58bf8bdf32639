internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Imaging
internal import NIOCore
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// What came in, and what became of every page of it.
struct BatchRoutes: Sendable {
    let station: Station
    let pages: Pages
    let bell: ChangeBell

    func add(to router: Router<StationContext>) {
        pages.add("batches", at: "/batches", to: router)
        router.get("/api/batches") { _, context in
            let visitor = try context.signedIn()
            return try await Response.json { try list(for: visitor) }
        }
        router.get("/api/batches/:id") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            return try await Response.json { try detail(id, for: visitor) }
        }
        router.get("/api/batches/:id/original") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            let record = try await OwnThread.run { try station.batch(id, for: visitor) }
            return try Download.response(
                station.dataFolder.pages.url(of: record.pageFile), name: record.batch.file,
                type: "application/octet-stream")
        }
        router.get("/api/batches/:id/exports/:number") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            let number = try context.parameters.require("number", as: Int.self)
            let url = try await OwnThread.run {
                let record = try station.batch(id, for: visitor)
                let exports = try station.store.exports(ofBatch: record.batch.id)
                guard exports.indices.contains(number) else { throw Refusal.missing }
                return station.dataFolder.outbox.appending(path: exports[number].path)
            }
            return try Download.response(url, name: url.lastPathComponent, type: "text/csv")
        }
        router.get("/api/pages/:batch/:page") { _, context in
            let visitor = try context.signedIn()
            let id = try context.parameters.require("batch")
            let page = try context.parameters.require("page", as: Int.self)
            let data = try await OwnThread.run {
                let record = try station.batch(id, for: visitor)
                return try station.pictures.png(batch: record.batch.id, page: page)
            }
            guard let data else { throw Refusal.missing }
            return Response(
                status: .ok, headers: [.contentType: "image/png"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
        }
        router.get("/api/pages/:batch/:page/strip") { request, context in
            let visitor = try context.signedIn()
            let id = try context.parameters.require("batch")
            let page = try context.parameters.require("page", as: Int.self)
            let zones = Self.zones(request.uri.queryParameters.get("zones") ?? "")
            guard !zones.isEmpty else {
                throw Refusal.malformed(Wording(ja: "範囲が読めません。", en: "the zones can't be read"))
            }
            let data = try await OwnThread.run {
                let record = try station.batch(id, for: visitor)
                return try station.pictures.strip(batch: record.batch.id, page: page, zones: zones)
            }
            guard let data else { throw Refusal.missing }
            return Response(
                status: .ok, headers: [.contentType: "image/png"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
        }
        router.get("/api/events") { _, context in
            _ = try context.signedIn()
            return events()
        }
        router.post("/api/records") { request, context in
            let visitor = try context.signedIn(as: .clerk, .it, .manager)
            return try await RecordPost(station: station).take(request, from: visitor)
        }
        router.post("/api/uploads") { request, context in
            let visitor = try context.signedIn(as: .clerk, .it, .manager)
            return try await Upload(station: station).take(request, from: visitor)
        }
    }

    /// `left,top,width,height;…` in millimetres; none where one is no such thing.
    private static func zones(_ text: String) -> [Zone] {
        let zones = text.split(separator: ";").map { $0.split(separator: ",").compactMap { Double($0) } }
        guard zones.allSatisfy({ $0.count == 4 && $0.allSatisfy(\.isFinite) }) else { return [] }
        return zones.map { Zone(left: $0[0], top: $0[1], width: $0[2], height: $0[3]) }
    }

    /// A line whenever something has changed; ends by itself after a while, and the page asks again.
    private func events() -> Response {
        let bell = bell
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream"],
            body: ResponseBody { writer in
                var seen: Int64?
                let end = ContinuousClock.now.advanced(by: .seconds(600))
                while ContinuousClock.now < end, !Task.isCancelled {
                    let version = bell.version
                    if version != seen {
                        seen = version
                        try await writer.write(ByteBuffer(string: "data: \(version)\n\n"))
                    } else {
                        try await writer.write(ByteBuffer(string: ":\n\n"))
                    }
                    try await Task.sleep(for: .seconds(1))
                }
                try await writer.finish(nil)
            })
    }

    struct Listing: Encodable, Sendable {
        struct Inbox: Encodable, Sendable {
            var workflow: String
            var title: String
        }

        struct Row: Encodable, Sendable {
            var status: ServiceStatus.BatchStatus
            var title: String
            var isFinished: Bool
            var exports: [String]
        }

        var batches: [Row]
        var inboxes: [Inbox]
        /// Files that lie in inboxes.
        var lying: [ServiceStatus.InboxStatus]
        var pauses: [ServiceStatus.PauseStatus]
        var workers: Int
        /// Whether this visitor settles what waits.
        var mayReview: Bool
        /// Documents that wait for this visitor.
        var waiting: Int
        var limitMegabytes: Int
    }

    private func list(for visitor: Visitor) throws -> Listing {
        let (store, workflows) = (station.store, station.workflows())
        let seen = workflows.filter { visitor.account.sees(department: $0.department) }
        let now = store.now()
        let status = try ServiceStatus.look(
            at: station.dataFolder, workflows: seen, keep: station.site.keep,
            .openAndFinished(since: now.addingTimeInterval(-14 * 86400)), language: visitor.language, now: now)
        let titles = Dictionary(workflows.map { ($0.id, $0.title) }) { first, _ in first }
        var rows: [Listing.Row] = []
        for batch in status.batches.reversed() {
            guard let record = try store.batch(batch.id), visitor.account.sees(department: record.department) else {
                continue
            }
            rows.append(
                Listing.Row(
                    status: batch, title: titles[batch.workflow] ?? batch.workflow,
                    isFinished: record.state == .finished,
                    exports: try store.exports(ofBatch: batch.id).map(\.path)))
        }
        let ids = Set(seen.map(\.id))
        return Listing(
            batches: rows,
            inboxes: seen.map { Listing.Inbox(workflow: $0.id, title: $0.title) },
            lying: status.inbox.filter { ids.contains($0.workflow) },
            pauses: status.pauses.filter { ids.contains($0.workflow) }, workers: status.workers.count,
            mayReview: Tab.review.roles.contains(visitor.account.role),
            waiting: try station.desk.count(
                for: Reviewer(visitor.account, language: visitor.language), workflows: workflows),
            limitMegabytes: station.site.limits.bytes / 1_000_000)
    }

    struct Detail: Encodable, Sendable {
        struct PageRow: Encodable, Sendable {
            var number: Int
            /// `document`, `blank` or `set_aside`.
            var outcome: String
            var document: String?
            var reason: String?
            /// What a person did with it; nil where nobody has, or it is not set aside.
            var answer: String?
        }

        struct DocumentRow: Encodable, Sendable {
            var id: String
            var number: Int
            var form: String
            var state: DocumentState
            var words: String
            var pages: [Int]
            /// Why it waits or failed.
            var reasons: [String]
        }

        var id: String
        var file: String
        var pages: [PageRow]
        var documents: [DocumentRow]
        var exports: [String]
        var hasPictures: Bool
    }

    private func detail(_ id: String, for visitor: Visitor) throws -> Detail {
        let store = station.store
        let record = try station.batch(id, for: visitor)
        let answers = Dictionary(try store.setAsideAnswers(ofBatch: id).map { ($0.page, $0) }) { $1 }
        let pages = try store.pages(inBatch: id).map { page in
            switch page.page.outcome {
            case .document(let document, _):
                Detail.PageRow(number: page.page.number, outcome: "document", document: document)
            case .blank: Detail.PageRow(number: page.page.number, outcome: "blank")
            case .setAside(let reason):
                Detail.PageRow(
                    number: page.page.number, outcome: "set_aside", reason: reason.text(in: visitor.language),
                    answer: answers[page.page.number].map { answer in
                        Words.text("aside-\(answer.answer.rawValue)", visitor.language) + ": " + answer.reason
                    })
            }
        }
        let documents = try store.documents(inBatch: id).enumerated().map { index, document in
            Detail.DocumentRow(
                id: document.id, number: index + 1, form: document.form, state: document.state,
                words: document.state.wording.text(in: visitor.language), pages: document.pages,
                reasons: document.state == .done
                    ? [] : document.openProblems.map { document.veiled($0.message).text(in: visitor.language) })
        }
        return Detail(
            id: id, file: record.batch.file, pages: pages, documents: documents,
            exports: try store.exports(ofBatch: id).map(\.path), hasPictures: try store.keepsPages(ofBatch: id))
    }
}

extension Station {
    /// A batch that the visitor may see.
    ///
    /// - throws: `Refusal.missing` where there is none, or it is of a department that they do not see; that is written down.
    func batch(_ id: String, for visitor: Visitor) throws -> BatchRecord {
        guard let record = try store.batch(id) else { throw Refusal.missing }
        guard visitor.account.sees(department: record.department) else {
            try store.recordInPlace(
                .accessRefused, actor: visitor.account.name, detail: ["batch": id], now: store.now())
            throw Refusal.missing
        }
        return record
    }
}
