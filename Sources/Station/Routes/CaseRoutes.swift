internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// A workflow's golden cases: shown, and read again at a touch.
struct CaseRoutes: Sendable {
    let station: Station

    /// What reading all cases may take: seconds of the clock, and of a processor.
    private static let (patience, seconds) = (900.0, 900)

    func add(to router: Router<StationContext>) {
        router.get("/api/workflows/:id/cases") { _, context in
            let (visitor, id) = (try context.signedIn(), try context.parameters.require("id"))
            return try await Response.json { try cases(of: try station.workflow(id, for: visitor), for: visitor) }
        }
        router.post("/api/workflows/:id/cases") { _, context in
            let visitor = try context.signedIn(as: .it, .manager)
            let id = try context.parameters.require("id")
            return try await Response.json { try run(try station.workflow(id, for: visitor), for: visitor) }
        }
    }

    struct Listing: Encodable, Sendable {
        struct Case: Encodable, Sendable {
            var name: String
            var scan: String
            var documents: Int
            var values: Int
        }

        var cases: [Case]
        /// Of the run that later ones must not fall below, by field; nil where none was accepted.
        var accepted: [String: GoldenRun.Score]?
        var mistakes: [String]
    }

    private func cases(of workflow: Workflow, for visitor: Visitor) throws -> Listing {
        let read = GoldenCaseReader.read(workflow)
        let accepted = try? Data(contentsOf: GoldenRun.acceptedFile(of: workflow))
        return Listing(
            cases: (read.value ?? []).map { golden in
                Listing.Case(
                    name: golden.name, scan: golden.scan.lastPathComponent, documents: golden.documents.count,
                    values: golden.documents.map(\.fields.count).reduce(0, +))
            },
            accepted: accepted.flatMap { try? JSONDecoder().decode([String: GoldenRun.Score].self, from: $0) },
            mistakes: read.diagnostics.prefix([Diagnostic].shownLimit).map { $0.text(in: visitor.language) })
    }

    /// As `tema test` reads them, in a process of its own.
    private func run(_ workflow: Workflow, for visitor: Visitor) throws -> GoldenRun.Report {
        let run = try ProgramRun(station)
        defer { run.end() }
        var arguments = ["test", workflow.files[0].path, "--json", "--misses"]
        if let file = station.site.file { arguments += ["--site", file.path] }
        let ended = try run.run(
            arguments, language: visitor.language, patience: Self.patience, seconds: Self.seconds)
        guard let reports = try? JSONDecoder().decode([String: GoldenRun.Report].self, from: Data(ended.printed.utf8)),
            let report = reports[workflow.id]
        else {
            let reason = ended.said.split(whereSeparator: \.isNewline).joined(separator: " ")
            throw Refusal.malformed(
                reason.isEmpty
                    ? Wording(
                        ja: "正解例を読み終えられませんでした（時間か機械の限度を超えました）。",
                        en: "the cases could not be read within the limits of time and memory")
                    : Wording(verbatim: reason))
        }
        return report
    }
}
