internal import Delivery
package import Engine
package import Foundation
internal import Paperwork
internal import Storage

/// A whole copy of the place: the store, the originals and the workflows' versions that it names, models trained here, and
/// the key that signs closed months.
///
/// It is put together in a hidden folder beside its own, and renamed when all of it is on the disk: a folder that has
/// its name is whole.
package struct Backup: Sendable, Hashable, Codable {
    /// The list of a backup's files, which stands in its folder.
    static let listName = "backup.json"
    private static let format = 1

    /// What this list's keys mean.
    package private(set) var format: Int
    /// ISO 8601 in UTC.
    package private(set) var made: String
    package private(set) var files: [CopiedFile]

    /// Of all files.
    package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    /// Makes a backup in a new folder, while workers go on.
    ///
    /// - throws: `Trouble` where there is no store, the folder is there already, or something can't be read or written;
    ///   nothing is left behind then.
    @discardableResult
    package static func make(of dataFolder: DataFolder, in folder: URL, now: Date) throws -> Backup {
        let store = try Store.existing(dataFolder)
        try checkFree(folder)
        try checkOutside(folder, of: dataFolder)
        let parent = folder.deletingLastPathComponent()
        let part = parent.appending(path: ".\(folder.lastPathComponent).part-\(UUID().uuidString)")
        try DataFolder.makeFolder(part)
        do {
            let backup = try copy(dataFolder, store, to: part, now: now)
            try JSONFile.write(backup, to: part.appending(path: listName))
            try FolderRename.rename(part, to: folder)
            try store.recordInPlace(.backedUp, detail: ["folder": folder.path], now: now)
            return backup
        } catch {
            try? FileManager.default.removeItem(at: part)
            throw error
        }
    }

    private static func copy(_ dataFolder: DataFolder, _ store: Store, to part: URL, now: Date) throws -> Backup {
        let archive = try dataFolder.archive
        let snapshot = part.appending(path: "snapshot")
        try archive.write(to: snapshot)
        var files = [try CopiedFile.copy(snapshot, to: archive.fileName, in: part)]
        try? FileManager.default.removeItem(at: snapshot)
        var versions: Set<String> = []
        try archive.forEachKeptFile(in: part.appending(path: archive.fileName), store) { kept in
            let pages = "pages/\(kept.path)"
            guard FileManager.default.fileExists(atPath: dataFolder.data.appending(path: pages).path) else {
                throw missing(kept, pages)
            }
            let belonging = Set(CopiedFile.files(at: "pages/\(kept.batch)", in: dataFolder.data) + [pages])
            for path in belonging.sorted() { try files.append(copy(path, of: dataFolder, to: part)) }
            guard versions.insert(kept.workflowVersion).inserted else { return }
            for path in CopiedFile.files(at: "versions/\(kept.workflowVersion)", in: dataFolder.data) {
                try files.append(copy(path, of: dataFolder, to: part))
            }
        }
        for folder in ["models", "keys"] {
            for path in CopiedFile.files(at: folder, in: dataFolder.data) {
                try files.append(copy(path, of: dataFolder, to: part))
            }
        }
        return Backup(format: format, made: now.formatted(.iso8601), files: files)
    }

    private static func copy(_ path: String, of dataFolder: DataFolder, to part: URL) throws(Trouble) -> CopiedFile {
        try CopiedFile.copy(dataFolder.data.appending(path: path), to: path, in: part)
    }

    private static func checkFree(_ folder: URL) throws(Trouble) {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        throw Trouble(
            .file,
            Wording(ja: "\(folder.path) はすでにあります。", en: "\(folder.path) is there already"),
            remedy: Wording(
                ja: "まだないフォルダーの名前を指定してください(例: tema-2026-04-01)。",
                en: "name a folder that is not there yet, as in tema-2026-04-01"))
    }

    /// A backup inside the data folder would go with it, and one in an inbox would be taken for scans.
    private static func checkOutside(_ folder: URL, of dataFolder: DataFolder) throws(Trouble) {
        let data = dataFolder.data.standardizedFileURL.resolvingSymlinksInPath().path + "/"
        let parent = folder.standardizedFileURL.deletingLastPathComponent().resolvingSymlinksInPath().path + "/"
        guard parent.hasPrefix(data) else { return }
        throw Trouble(
            .file,
            Wording(
                ja: "\(folder.path) は、データフォルダー \(dataFolder.data.path) の中です。",
                en: "\(folder.path) is inside the data folder \(dataFolder.data.path)"),
            remedy: Wording(ja: "ほかのディスクのフォルダーを指定してください。", en: "name a folder on another disk"))
    }

    private static func missing(_ kept: KeptFile, _ path: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "バッチ \(kept.batch) の原本 \(path) がないため、バックアップを作れません。",
                en: "the original of batch \(kept.batch) is not there (\(path)), so the backup would not be whole"),
            remedy: Wording(
                ja: "tema verify で足りないファイルを確かめ、前のバックアップから戻してください。",
                en: "see by tema verify what is missing, and bring it back from an earlier backup"))
    }
}

extension Backup {
    /// Reads a backup's list, and compares every file with it.
    ///
    /// - throws: `Trouble` where the folder is no backup, was made by a newer Tema or of the other engine's store, or one
    ///   of its files is missing or not as it was.
    static func check(_ folder: URL, for archive: StoreArchive) throws -> Backup {
        guard let data = try? Data(contentsOf: folder.appending(path: listName)),
            let backup = try? JSONDecoder().decode(Backup.self, from: data), backup.format == format,
            backup.files.contains(where: { $0.path == archive.fileName })
        else { throw notOne(folder) }
        for file in backup.files {
            guard isInside(file.path) else { throw notOne(folder) }
            let found = try? SHA256.digest(ofFile: folder.appending(path: file.path))
            guard found == file.sha256 else {
                throw damaged(file, folder)
            }
        }
        return backup
    }

    private static func isInside(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }

    private static func notOne(_ folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(folder.path) は、この版の Tema が読めるバックアップではありません。",
                en: "\(folder.path) is no backup that this version of Tema can read"),
            remedy: Wording(
                ja: "tema backup が作ったフォルダー(\(listName) のあるフォルダー)を指定してください。",
                en: "name a folder that tema backup made: one with \(listName) in it"))
    }

    private static func damaged(_ file: CopiedFile, _ folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "バックアップ \(folder.path) の \(file.path) がないか、壊れています。何も戻していません。",
                en: "\(file.path) in the backup \(folder.path) is missing or damaged; nothing was restored"),
            remedy: Wording(ja: "別のバックアップを使ってください。", en: "use another backup"))
    }
}
