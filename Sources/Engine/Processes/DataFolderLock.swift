package import Foundation
package import Paperwork

#if canImport(Glibc)
    internal import Glibc
#endif

/// Held by the one process of its kind that works in a data folder; the system frees it when the process ends, however it
/// ends.
package struct DataFolderLock: ~Copyable {
    /// What a process holds the folder for; two of one kind exclude each other.
    package enum Kind: String {
        case serve
        case watch
        /// Held by `tema run`, and by `tema serve` too: whoever works in a folder alone.
        case run
    }

    private let descriptor: Int32

    /// Nil where another process holds it.
    ///
    /// - throws: `Trouble` where the lock's file can't be written.
    package init?(_ kind: Kind, in dataFolder: DataFolder) throws(Trouble) { try self.init(kind, in: dataFolder.data) }

    /// As above, in the data folder `data`.
    package init?(_ kind: Kind, in data: URL) throws(Trouble) {
        let path = Self.file(kind, in: data).path
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.unwritable(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Whether a process of that kind works in the data folder, or ever did: a lock's file stays.
    package static func wasHeld(_ kind: Kind, in data: URL) -> Bool {
        FileManager.default.fileExists(atPath: file(kind, in: data).path)
    }

    private static func file(_ kind: Kind, in data: URL) -> URL { data.appending(path: "\(kind.rawValue).lock") }

    /// That another service works in the folder.
    package static func heldByAnother(_ dataFolder: DataFolder) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "データフォルダー \(dataFolder.data.path) では、すでに tema serve が動いています。",
                en: "another tema serve works in the data folder \(dataFolder.data.path)"),
            remedy: Wording(
                ja: "そのまま使うか、先に動いているほうを止めてください。処理を増やすには tema work を使います。",
                en: "use that one, or stop it first; for more workers, start tema work"))
    }

    /// That `tema run` works in the folder.
    package static func heldByRun(_ dataFolder: DataFolder) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "データフォルダー \(dataFolder.data.path) では、tema run が動いています。",
                en: "a tema run works in the data folder \(dataFolder.data.path)"),
            remedy: Wording(ja: "終わるのを待って、起動し直してください。", en: "wait for its end, then start again"))
    }

    private static func unwritable(_ path: String) -> Trouble {
        Trouble(
            .file, Wording(ja: "\(path) に書き込めません。", en: "\(path) can't be written"),
            remedy: Wording(
                ja: "フォルダーの権限とディスクの空きを確かめてください。", en: "check the folder's permissions and the free disk space"))
    }
}
