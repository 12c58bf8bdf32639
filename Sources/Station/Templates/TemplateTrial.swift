internal import Engine
internal import Foundation
internal import Hummingbird
internal import Imaging
internal import Paperwork
internal import Workflows

/// Tries a changed template on a scan before it is saved: what would be read, drawn over the scan.
struct TemplateTrial: Sendable {
    let station: Station
    let desk: TemplateDesk

    /// - Returns: a PNG.
    /// - throws: `Refusal` where the scan is too large, or can't be read or laid onto the form, with the reason.
    func show(
        _ request: Request, _ draft: String, of place: TemplatePlace, for visitor: Visitor
    ) async throws -> [UInt8] {
        let limit = station.site.limits.bytes
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Refusal.tooLarge(bytes: limit)
        }
        let draft = try desk.take(draft, of: place, for: visitor)
        let run = try ProgramRun(station)
        defer { run.end() }
        let scan = run.folder.appending(path: "scan")
        guard try await Upload(station: station).store(request.body, in: scan, limit: limit) > 0 else {
            throw Refusal.malformed(Wording(ja: "ファイルが空です。", en: "the file is empty"))
        }
        return try await OwnThread.run {
            let (template, picture) = (run.folder.appending(path: "form.yml"), run.folder.appending(path: "read.png"))
            try Data(draft.text.utf8).write(to: template)
            let said = try run.run(
                ["form", "show", template.path, "--scan", scan.path, "--out", picture.path],
                language: visitor.language
            ).said
            if let png = try? Data(contentsOf: picture) { return Array(png) }
            let reason = said.split(whereSeparator: \.isNewline).joined(separator: " ")
                .replacing("\(run.folder.path)/", with: "")
            throw Refusal.malformed(
                reason.isEmpty
                    ? Wording(
                        ja: "このスキャンを読み取れませんでした（時間か機械の限度を超えました）。",
                        en: "the scan could not be read within the limits of time and memory")
                    : Wording(verbatim: reason))
        }
    }
}
