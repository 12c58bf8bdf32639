internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Paperwork
internal import Storage
internal import Workflows

/// What clerks do with pages that were set aside: drop them again, turned or for another workflow, or say that they need
/// nothing.
struct SetAsideRoutes: Sendable {
    let station: Station

    private struct Body: Decodable, Sendable {
        /// The workflow to drop it for; nil where it needs nothing.
        var workflow: String?
        /// Quarter turns clockwise, 0 to 3.
        var turns: Int?
        /// Why it needs nothing.
        var reason: String?
    }

    struct Answer: Encodable, Sendable {
        /// As it stands in the inbox; nil where it needs nothing.
        var file: String?
    }

    func add(to router: Router<StationContext>) {
        router.post("/api/batches/:id/pages/:page") { request, context in
            let visitor = try context.signedIn(as: .clerk, .manager, .it)
            let id = try context.parameters.require("id")
            let page = try context.parameters.require("page", as: Int.self)
            let body = try await request.decode(as: Body.self, context: context)
            return try await Response.json { try answer(page, of: id, body, visitor) }
        }
    }

    private func answer(_ page: Int, of id: String, _ body: Body, _ visitor: Visitor) throws -> Answer {
        let record = try station.batch(id, for: visitor)
        guard let workflow = body.workflow else { return try dismiss(page, of: id, body.reason ?? "", visitor) }
        let target = try station.workflow(workflow, for: visitor)
        let turns = ((body.turns ?? 0) % 4 + 4) % 4
        guard let data = try station.pictures.scan(batch: id, page: page, quarterTurns: turns) else {
            throw Refusal.missing
        }
        // Noted first: dropped twice by two people, it would be read twice.
        try note(
            SetAsideAnswer(
                page: page, account: visitor.account.name, answer: .moved, reason: target.title,
                at: station.store.now()), of: id)
        let staged = station.dataFolder.data.appending(path: "uploads/\(Password.token().prefix(24))")
        try FileManager.default.createDirectory(
            at: staged.deletingLastPathComponent(), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: staged) }
        try data.write(to: staged)
        let stem = URL(filePath: record.batch.file).deletingPathExtension().lastPathComponent
        return Answer(
            file: try Upload.place(
                staged, in: station.dataFolder.data.appending(path: "inbox/\(target.intake.inbox)"),
                as: "\(stem.prefix(60))-p\(page).png"))
    }

    private func dismiss(_ page: Int, of id: String, _ given: String, _ visitor: Visitor) throws -> Answer {
        let reason = String(given.oneLine.trimmingCharacters(in: .whitespaces).prefix(200))
        guard !reason.isEmpty else { throw Refusal.malformed(Wording(ja: "理由を書いてください。", en: "give a reason")) }
        try note(
            SetAsideAnswer(
                page: page, account: visitor.account.name, answer: .dismissed, reason: reason,
                at: station.store.now()), of: id)
        return Answer()
    }

    private func note(_ answer: SetAsideAnswer, of id: String) throws {
        guard try station.store.answerSetAside(answer, batch: id) else {
            throw Refusal.malformed(
                Wording(ja: "このページは、もう処理されています。", en: "somebody has seen to this page already"))
        }
    }
}
