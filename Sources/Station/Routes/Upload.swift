internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Imaging
internal import NIOCore
internal import Paperwork
internal import Storage
internal import Workflows

/// A scan that is dropped in the browser: it goes to the disk as it comes, and into the inbox when it is whole, where the
/// watcher takes it like any other.
struct Upload: Sendable {
    struct Taken: Encodable {
        /// As it stands in the inbox.
        var file: String
        var workflow: String
    }

    let station: Station

    func take(_ request: Request, from visitor: Visitor) async throws -> Response {
        let query = request.uri.queryParameters
        guard let id = query.get("workflow"), let given = query.get("name") else {
            throw Refusal.malformed(
                Wording(ja: "業務とファイル名が必要です。", en: "an upload names its workflow and its file"))
        }
        let workflow = try await OwnThread.run { [station] in try station.workflow(id, for: visitor) }
        let name = try Self.fileName(given)
        let limit = station.site.limits.bytes
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Refusal.tooLarge(bytes: limit)
        }
        let staged = station.dataFolder.data.appending(path: "uploads/\(Password.token().prefix(24))")
        defer { try? FileManager.default.removeItem(at: staged) }
        let size = try await store(request.body, in: staged, limit: limit)
        guard size > 0 else {
            throw Refusal.malformed(
                Wording(ja: "「\(name)」は空のファイルです。スキャンし直してください。", en: "\(name) is empty; scan it again"))
        }
        let inbox = station.dataFolder.data.appending(path: "inbox/\(workflow.intake.inbox)")
        let (folder, stagedFile) = (inbox, staged)
        let placed = try await OwnThread.run { try Self.place(stagedFile, in: folder, as: name) }
        let store = station.store
        try await OwnThread.run {
            try store.recordInPlace(
                .uploaded, actor: visitor.account.name, detail: ["file": placed, "workflow": id], now: store.now())
        }
        return try Response.json(Taken(file: placed, workflow: id), status: .created)
    }

    /// Writes a request's body to a file.
    ///
    /// - Returns: its bytes.
    /// - throws: `Refusal.tooLarge`; `Trouble` or an error of the file system where it can't be stored.
    func store(_ body: RequestBody, in file: URL, limit: Int) async throws -> Int {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o640])
        else {
            throw Trouble(
                .file, Wording(ja: "受け取ったファイルを保存できません。", en: "the upload can't be stored"),
                remedy: Wording(ja: "ディスクの空きを確かめてください。", en: "check the free disk space"))
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var size = 0
        for try await piece in body {
            size += piece.readableBytes
            guard size <= limit else { throw Refusal.tooLarge(bytes: limit) }
            try handle.write(contentsOf: Data(piece.readableBytesView))
        }
        try handle.synchronize()
        return size
    }

    /// The last part of what the browser calls it, fit for a folder: no command, no hidden or passed-over name.
    private static func fileName(_ given: String) throws(Refusal) -> String {
        let last = given.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var name = last.oneLine.trimmingCharacters(in: .whitespaces)
        while let first = name.first, first == "." || first == "~" { name.removeFirst() }
        guard !name.isEmpty, name.utf8.count <= 200 else {
            throw .malformed(
                Wording(ja: "ファイル名が空か長すぎます。短い名前に変えてください。", en: "the file's name is empty or too long"))
        }
        return name
    }

    /// Under its name, or where that is taken with a number: nothing that lies there is replaced.
    static func place(_ staged: URL, in folder: URL, as name: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = URL(filePath: name)
        let (stem, ending) = (url.deletingPathExtension().lastPathComponent, url.pathExtension)
        for number in 1... {
            let candidate = number == 1 ? name : "\(stem)-\(number)" + (ending.isEmpty ? "" : ".\(ending)")
            if link(staged.path, folder.appending(path: candidate).path) == 0 { return candidate }
            guard errno == EEXIST, number < 1000 else { break }
        }
        throw Trouble(
            .file,
            Wording(ja: "受付フォルダー \(folder.path) に書き込めません。", en: "the inbox \(folder.path) can't be written"),
            remedy: Wording(ja: "空きと権限を確かめてください。", en: "check its space and permissions"))
    }
}
