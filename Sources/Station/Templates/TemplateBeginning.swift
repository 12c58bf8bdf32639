internal import Delivery
internal import Engine
internal import Forms
internal import Foundation
internal import Hummingbird
internal import Imaging
internal import Paperwork
internal import Storage
internal import Workflows

/// Makes a workflow out of a blank form: a first template of what is found on it, and a job file that reads, has doubts
/// reviewed, and exports all fields.
struct TemplateBeginning: Sendable {
    struct Begun: Encodable, Sendable {
        var workflow: String
        var fields: Int
        /// Of the new folder.
        var folder: String
        /// What is still to be done in the site file; nil where the workflow is served as it is.
        var remark: String?
    }

    let station: Station

    private static let endings = ["pdf", "png", "jpg", "jpeg", "tif", "tiff"]

    /// - throws: `Refusal` where the names are taken or can't be names, or nothing to fill in is found on the blank.
    func begin(_ request: Request, by visitor: Visitor) async throws -> Begun {
        let query = request.uri.queryParameters
        let id = query.get("workflow") ?? ""
        let (title, department) = (try name(query.get("title")), try name(query.get("department")))
        let ending = URL(filePath: query.get("name") ?? "").pathExtension.lowercased()
        guard id.wholeMatch(of: /[a-z0-9][a-z0-9-]{0,39}/) != nil, Self.endings.contains(ending) else {
            throw Refusal.malformed(
                Wording(
                    ja: "業務IDは英小文字・数字・ハイフンで40文字まで、様式はPDFか画像です。",
                    en: "an id has up to 40 of a-z, 0-9 and -; a blank is a PDF or a picture"))
        }
        let (target, taken) = (folder(of: id), await OwnThread.run { isTaken(id) })
        guard !taken else {
            throw Refusal.malformed(Wording(ja: "業務「\(id)」はもうあります。", en: "there is a workflow \(id) already"))
        }
        let run = try ProgramRun(station)
        defer { run.end() }
        let forms = run.folder.appending(path: "\(id)/forms")
        try FileManager.default.createDirectory(at: forms, withIntermediateDirectories: true)
        let blank = forms.appending(path: "\(id)-blank.\(ending)")
        guard try await Upload(station: station).store(request.body, in: blank, limit: station.site.limits.bytes) > 0
        else { throw Refusal.malformed(Wording(ja: "ファイルが空です。", en: "the file is empty")) }
        return try await OwnThread.run {
            let fields = try write(id, title, department, blank: blank, run, for: visitor)
            try place(forms.deletingLastPathComponent(), at: target, id)
            try station.store.recordInPlace(
                .templateSaved, actor: visitor.account.name, detail: ["workflow": id, "form": id],
                now: station.store.now())
            let isNamed = (try? nameInSiteFile(target)) ?? false
            station.forgetWorkflows()
            return Begun(
                workflow: id, fields: fields, folder: target.path, remark: isNamed ? nil : remark(target, visitor))
        }
    }

    /// Template and job file, beside the blank.
    private func write(
        _ id: String, _ title: String, _ department: String, blank: URL, _ run: ProgramRun, for visitor: Visitor
    ) throws -> Int {
        let file = blank.deletingLastPathComponent().appending(path: "\(id).yml")
        let said = try run.run(
            ["form", "new", blank.path, "--out", file.path, "--id", id], language: visitor.language
        ).said
        guard let template = TemplateReader.read(file).value else {
            let reason = said.split(whereSeparator: \.isNewline).joined(separator: " ")
            throw Refusal.malformed(
                reason.isEmpty
                    ? Wording(ja: "この様式からは作れませんでした。", en: "no template could be made of this blank")
                    : Wording(verbatim: reason))
        }
        let folder = blank.deletingLastPathComponent().deletingLastPathComponent()
        let job = StarterJob.yaml(
            id: id, title: title, department: department, form: template, template: file.lastPathComponent)
        try Data(job.utf8).write(to: folder.appending(path: "workflow.yml"))
        let read = WorkflowReader.read(folder, site: station.site)
        guard read.value != nil else {
            throw Refusal.malformed(
                Wording(verbatim: read.diagnostics.map { $0.text(in: visitor.language) }.joined(separator: " ")))
        }
        return template.fields.count
    }

    /// Where the other workflows lie.
    private func folder(of id: String) -> URL {
        let beside = station.site.workflows.first.map { WorkflowReader.jobFile(at: $0).deletingLastPathComponent() }
        let parent = beside?.deletingLastPathComponent() ?? station.site.folder.appending(path: "Workflows")
        return parent.appending(path: id).standardizedFileURL
    }

    private func isTaken(_ id: String) -> Bool {
        FileManager.default.fileExists(atPath: folder(of: id).path)
            || station.workflows().contains { $0.id == id || $0.intake.inbox == id }
    }

    /// Appears there whole, or not at all, and in the place of nothing.
    private func place(_ made: URL, at target: URL, _ id: String) throws {
        let parent = target.deletingLastPathComponent()
        let hidden = parent.appending(path: ".tema-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: hidden) }
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: made, to: hidden)
            try FileManager.default.moveItem(at: hidden, to: target)
        } catch {
            throw Trouble(
                .file,
                Wording(ja: "フォルダー \(parent.path) に書けません。", en: "the folder \(parent.path) can't be written"),
                remedy: Wording(
                    ja: "サービスの利用者に書き込みの権限を与えてください。", en: "let the service's user write there"))
        }
    }

    /// Names the new workflow in a site file that lists them, so that it is served from now on.
    ///
    /// - Returns: false where the file can't be written as it is.
    private func nameInSiteFile(_ target: URL) throws -> Bool {
        guard let file = station.site.file else { return true }
        let data = try Data(contentsOf: file)
        guard SiteReader.read(file).value?.workflows.isEmpty == false else { return true }
        let folder = station.site.folder.standardizedFileURL.path + "/"
        let path = target.path.hasPrefix(folder) ? String(target.path.dropFirst(folder.count)) : target.path
        var text = try SiteText(String(decoding: data, as: UTF8.self))
        try text.add(workflow: path)
        let place = file.resolvingSymlinksInPath().path
        let mode = try? FileManager.default.attributesOfItem(atPath: place)[.posixPermissions]
        let output = try AtomicFile(at: place)
        try output.write(Array(text.text.utf8))
        guard try Data(contentsOf: file) == data else { return false }
        try output.commit()
        if let mode { try? FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place) }
        return true
    }

    private func remark(_ target: URL, _ visitor: Visitor) -> String {
        Wording(
            ja: "サイトファイルには書き込めませんでした。workflows: に \(target.path) を書き加えると、この業務が使えます。",
            en: "the site file could not be changed: name \(target.path) under workflows: to use it"
        ).text(in: visitor.language)
    }

    private func name(_ given: String?) throws(Refusal) -> String {
        let name = (given ?? "").oneLine.trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty, name.count <= 60 else {
            throw .malformed(
                Wording(ja: "業務の名前と部署を60文字までで書いてください。", en: "give a title and a department of up to 60 characters"))
        }
        return name
    }
}
