package import Engine
package import Foundation
internal import Paperwork
internal import Storage

/// Brings a backup back as a data folder.
package struct Restore: Sendable {
    package let backup: Backup
    /// Where what was there before is now; nil where nothing was.
    package let movedAside: URL?

    /// Checks the whole backup before it touches anything, copies it beside the data folder, and renames it.
    ///
    /// Nothing may work in the place meanwhile.
    ///
    /// - Parameter replacing: moves a data folder with something in it aside, instead of refusing.
    /// - throws: `Trouble` where the backup is damaged, the data folder is not empty, or something can't be written; the
    ///   data folder is then as it was.
    package init(_ folder: URL, to dataFolder: DataFolder, replacing: Bool, now: Date) throws {
        let archive = try dataFolder.archive
        backup = try Backup.check(folder, for: archive)
        let isInTheWay = try Self.isFilled(dataFolder.data) || archive.holdsStore()
        guard replacing || !isInTheWay else { throw Self.notEmpty(dataFolder.data) }
        try Self.expectQuiet(dataFolder)
        let parent = dataFolder.data.deletingLastPathComponent()
        try DataFolder.makeFolder(parent)
        let part = parent.appending(path: ".\(dataFolder.data.lastPathComponent).part-\(UUID().uuidString)")
        var aside: URL?
        do {
            try DataFolder.makeFolder(part)
            for file in backup.files where archive.belongsInDataFolder(file.path) {
                try Self.bring(file, from: folder, to: part)
            }
            if isInTheWay { aside = try Self.moveAside(dataFolder.data, now: now) }
            try FolderRename.rename(part, to: dataFolder.data)
            try archive.restore(from: folder.appending(path: archive.fileName), aside: aside)
        } catch {
            try Self.undo(part: part, aside: aside, data: dataFolder.data)
            throw error
        }
        movedAside = aside
        try Store.existing(dataFolder).recordInPlace(
            .restored, detail: ["folder": folder.path, "made": backup.made], now: now)
    }

    private static func bring(_ file: CopiedFile, from folder: URL, to part: URL) throws {
        let copy = try CopiedFile.copy(folder.appending(path: file.path), to: file.path, in: part)
        guard copy == file else {
            throw Trouble(
                .file,
                Wording(
                    ja: "\(file.path) が、写している間に変わりました。何も戻していません。",
                    en: "\(file.path) changed while it was copied; nothing was restored"),
                remedy: Wording(ja: "ディスクを確かめて、もう一度実行してください。", en: "check the disk, then run it again"))
        }
    }

    /// Brings the folders back as they were, however far the restore came.
    private static func undo(part: URL, aside: URL?, data: URL) throws(Trouble) {
        if !FileManager.default.fileExists(atPath: part.path) { try FolderRename.rename(data, to: part) }
        if let aside { try FolderRename.rename(aside, to: data) }
        try? FileManager.default.removeItem(at: part)
    }

    /// - throws: `Trouble` where a service, a run or a worker works in the place: it would go on in the folder that is moved
    ///   aside.
    private static func expectQuiet(_ dataFolder: DataFolder) throws {
        guard FileManager.default.fileExists(atPath: dataFolder.data.path) else { return }
        for kind in [DataFolderLock.Kind.serve, .watch, .run] where DataFolderLock.wasHeld(kind, in: dataFolder.data) {
            guard let lock = try DataFolderLock(kind, in: dataFolder) else { throw atWork(dataFolder.data) }
            _ = consume lock
        }
        let oldest = Date().addingTimeInterval(-LeaseKeeper.leaseSeconds)
        let workers = (try? Store.existing(dataFolder).workers()) ?? []
        guard workers.allSatisfy({ $0.beat < oldest }) else { throw atWork(dataFolder.data) }
    }

    private static func atWork(_ folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "データフォルダー \(folder.path) で Tema が動いています。何も変えていません。",
                en: "Tema is at work in the data folder \(folder.path); nothing was changed"),
            remedy: Wording(
                ja: "tema serve とすべての tema work を止めてから(強制終了したときは1分待って)、もう一度実行してください。",
                en: "stop tema serve and every tema work (after a kill, wait a minute), then run it again"))
    }

    private static func isFilled(_ folder: URL) throws(Trouble) -> Bool {
        guard FileManager.default.fileExists(atPath: folder.path) else { return false }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw notEmpty(folder)
        }
        return !names.isEmpty
    }

    private static func moveAside(_ folder: URL, now: Date) throws(Trouble) -> URL {
        let stamp = now.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
        let aside = folder.deletingLastPathComponent().appending(path: "\(folder.lastPathComponent).before-\(stamp)")
        try DataFolder.makeFolder(folder)
        try FolderRename.rename(folder, to: aside)
        return aside
    }

    private static func notEmpty(_ folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "データフォルダー \(folder.path) は空ではありません。何も変えていません。",
                en: "the data folder \(folder.path) is not empty; nothing was changed"),
            remedy: Wording(
                ja: "tema serve を止めてから --force を付けると、今の中身を別の名前に移して復元します。",
                en: "stop tema serve, then give --force: what is there now is moved aside"))
    }
}
