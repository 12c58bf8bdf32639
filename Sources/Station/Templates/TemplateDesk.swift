internal import Delivery
internal import Engine
internal import FieldTypes
internal import Forms
internal import Foundation
internal import Paperwork
internal import Storage
internal import Synchronization
internal import Workflows

/// Opens templates for their designer, and checks and saves what was changed in them.
final class TemplateDesk: Sendable {
    /// A changed text that is not saved.
    struct Draft: Sendable {
        var text: String
        var file: URL
        var account: String
    }

    private static let mostDrafts = 20

    private let station: Station
    /// Two who save at once do so one after the other, so that the second is told.
    private let saving = Mutex(())
    private let drafts = Mutex<[(token: String, draft: Draft)]>([])
    private let findings = Mutex<[String: [TemplateView.Field]]>([:])

    init(station: Station) { self.station = station }

    struct Saved: Encodable, Sendable {
        struct Mistake: Encodable, Sendable {
            /// Without its folder.
            var file: String
            /// From 1; 0 where it has no place.
            var line: Int
            var message: String
            /// Which field of the changed template it is in, from 0.
            var field: Int?
        }

        /// What keeps it from being saved; empty where all is well.
        var mistakes: [Mistake]
        var warnings: [String] = []
        /// Of the text as it is now.
        var sha256: String?
        /// Names a draft that can be tried.
        var draft: String?
    }

    /// The template as it is now; with its mistakes and no fields where there are some.
    func open(_ place: TemplatePlace, for visitor: Visitor) throws -> TemplateView {
        let data = try Data(contentsOf: place.file)
        let text = String(decoding: data, as: UTF8.self)
        let read = DraftTexts.reading(text, at: place.file) { TemplateReader.read(place.file) }
        return TemplateView(
            place, sha256: SHA256.hex(data), text: try? TemplateText(text), template: read.value,
            mistakes: mistakes(read.diagnostics, visitor, text: nil, file: place.file))
    }

    /// Writes a change into the template's file, where it then has no mistake.
    ///
    /// - throws: `Refusal.changed` where the file is not the one that the change was made on.
    func save(_ edit: TemplateEdit, of place: TemplatePlace, by visitor: Visitor) throws -> Saved {
        try saving.withLock { _ in
            let text = try changed(edit, of: place)
            let saved = try check(text, of: place, for: visitor)
            guard saved.mistakes.isEmpty else { return saved }
            let bytes = Array(text.text.utf8)
            // A link stays one: what it leads to is written.
            let target = place.file.resolvingSymlinksInPath().path
            let mode = try? FileManager.default.attributesOfItem(atPath: target)[.posixPermissions]
            let output = try AtomicFile(at: target)
            try output.write(bytes)
            guard SHA256.hex(try Data(contentsOf: place.file)) == edit.sha256 else { throw Self.changedMeanwhile }
            try output.commit()
            if let mode {
                try? FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target)
            }
            let sha256 = SHA256.hex(bytes)
            try station.store.recordInPlace(
                .templateSaved, actor: visitor.account.name,
                detail: ["workflow": place.workflow.id, "form": place.form.id, "sha256": sha256],
                now: station.store.now())
            station.forgetWorkflows()
            return Saved(mistakes: [], warnings: saved.warnings, sha256: sha256)
        }
    }

    /// Keeps a change in memory, to be tried on a scan.
    func draft(_ edit: TemplateEdit, of place: TemplatePlace, by visitor: Visitor) throws -> Saved {
        var text = try changed(edit, of: place)
        var saved = try check(text, of: place, for: visitor)
        guard saved.mistakes.isEmpty else { return saved }
        if let blank = place.blank { try text.setBlank(blank.path) }
        let token = String(Password.token().prefix(24))
        let draft = Draft(text: text.text, file: place.file, account: visitor.account.name)
        drafts.withLock { drafts in
            drafts.append((token, draft))
            if drafts.count > Self.mostDrafts { drafts.removeFirst() }
        }
        saved.draft = token
        return saved
    }

    /// Gives a draft out, once.
    func take(_ token: String, of place: TemplatePlace, for visitor: Visitor) throws(Refusal) -> Draft {
        let taken = drafts.withLock { drafts in
            drafts.firstIndex { $0.token == token }.map { drafts.remove(at: $0).draft }
        }
        guard let taken, taken.file == place.file, taken.account == visitor.account.name else { throw .missing }
        return taken
    }

    /// The places to fill in that `tema form new` finds on the blank form; none on one that lies askew.
    func found(on place: TemplatePlace, for visitor: Visitor) throws -> [TemplateView.Field] {
        guard let blank = place.blank else { return [] }
        let stamp = Self.stamp(of: blank)
        if let known = findings.withLock({ $0[stamp] }) { return known }
        let run = try ProgramRun(station)
        defer { run.end() }
        let target = run.folder.appending(path: "found.yml")
        _ = try run.run(
            ["form", "new", blank.path, "--out", target.path, "--id", "found"], language: visitor.language)
        let read = TemplateReader.read(target)
        let isStraight = read.value?.blank?.lastPathComponent == blank.lastPathComponent
        let fields =
            isStraight ? read.value?.fields.map { TemplateView.Field($0, keys: ["zone"]) } ?? [] : []
        findings.withLock { $0[stamp] = fields }
        return fields
    }

    /// Differs from an earlier one where the file was changed in between.
    static func stamp(of file: URL) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        let changed = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return String(SHA256.hex("\(file.path) \(attributes?[.size] as? Int ?? -1) \(changed)".utf8).prefix(20))
    }

    private func changed(_ edit: TemplateEdit, of place: TemplatePlace) throws -> TemplateText {
        let data = try Data(contentsOf: place.file)
        guard SHA256.hex(data) == edit.sha256 else { throw Self.changedMeanwhile }
        do {
            return try edit.apply(to: String(decoding: data, as: UTF8.self))
        } catch let trouble as Trouble {
            throw Refusal.malformed(trouble.sentence)
        }
    }

    /// As `tema check` looks at the workflow's folder, with the text in the template's place.
    private func check(_ text: TemplateText, of place: TemplatePlace, for visitor: Visitor) throws -> Saved {
        let (found, warnings) = try DraftTexts.reading(text.text, at: place.file) {
            let read = TemplateReader.read(place.file)
            guard let template = read.value else { return (read.diagnostics, [Diagnostic]()) }
            let workflow = WorkflowReader.read(place.workflow.files[0], site: station.site)
            guard workflow.value != nil else { return (workflow.diagnostics, []) }
            return (try Job.zoneMistakes(in: template, at: place.file), workflow.warnings)
        }
        return Saved(
            mistakes: mistakes(found, visitor, text: text, file: place.file),
            warnings: warnings.map { $0.text(in: visitor.language) })
    }

    private func mistakes(
        _ found: [Diagnostic], _ visitor: Visitor, text: TemplateText?, file: URL
    ) -> [Saved.Mistake] {
        found.prefix([Diagnostic].shownLimit).map { mistake in
            let name = URL(filePath: mistake.file).lastPathComponent
            return Saved.Mistake(
                file: name, line: mistake.line, message: mistake.message.text(in: visitor.language),
                field: name == file.lastPathComponent ? text?.field(atLine: mistake.line) : nil)
        }
    }

    private static let changedMeanwhile = Refusal.changed(
        Wording(
            ja: "この様式は、開いた後にほかの人が変えました。開き直してから、もう一度直してください。何も保存していません。",
            en: "the template was changed by someone else since you opened it; open it again. Nothing was saved"))
}
