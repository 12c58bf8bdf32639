internal import Foundation
internal import Glibc
internal import Paperwork

/// Gives a folder another name in one step, so that it is there whole or not at all.
enum FolderRename {
    /// - throws: `Trouble` where it can't be; a folder with files in it is never replaced.
    static func rename(_ source: URL, to target: URL) throws(Trouble) {
        guard Glibc.rename(source.path, target.path) == 0 else {
            let reason = String(cString: strerror(errno))
            throw Trouble(
                .file,
                Wording(
                    ja: "\(source.path) を \(target.path) という名前にできません(\(reason))。",
                    en: "\(source.path) can't be renamed to \(target.path): \(reason)"),
                remedy: Wording(
                    ja: "書き込みの権限を確かめて、もう一度実行してください。", en: "check the permissions, then run it again"))
        }
        let folder = open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
