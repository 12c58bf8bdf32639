internal import Foundation
package import Paperwork

#if canImport(Glibc)
    internal import Glibc
#endif

/// Held by the one process of its kind that works in a data folder; the system frees it when the process ends, however it
/// ends.
package struct PlaceLock: ~Copyable {
    package enum Kind: String {
        case serve
        case watch
    }

    private let descriptor: Int32

    /// Nil where another process holds it.
    ///
    /// - throws: `Trouble` where the lock's file can't be written.
    package init?(_ kind: Kind, in place: Workplace) throws(Trouble) {
        let path = place.data.appending(path: "\(kind.rawValue).lock").path
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.unwritable(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    package static func heldByAnother(_ place: Workplace) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "データフォルダ \(place.data.path) では、すでに tema serve が動いています。",
                en: "another tema serve works in the data folder \(place.data.path)"),
            remedy: Wording(
                ja: "そのまま使うか、先に動いているほうを止めてください。処理を増やすには tema work を使います。",
                en: "use that one, or stop it first; for more workers, start tema work"))
    }

    private static func unwritable(_ path: String) -> Trouble {
        Trouble(
            .file, Wording(ja: "\(path) に書き込めません。", en: "\(path) can't be written"),
            remedy: Wording(
                ja: "フォルダの権限とディスクの空きを確かめてください。", en: "check the folder's permissions and the free disk space"))
    }
}
