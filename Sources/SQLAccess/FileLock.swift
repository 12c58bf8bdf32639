internal import Foundation
internal import Paperwork

#if canImport(Glibc)
    internal import Glibc
#endif

/// A lock between processes, held by an open file; the system frees it when its process ends, however it ends.
struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Waits until the lock is free. The file at `path` is made where there is none, and stays.
    init(path: String) throws(Trouble) {
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotLock(path) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(descriptor)
                throw .cannotLock(path)
            }
        }
    }

    deinit { close(descriptor) }
}

extension Trouble {
    fileprivate static func cannotLock(_ path: String) -> Trouble {
        let reason = String(cString: strerror(errno))
        return Trouble(
            .file,
            Wording(
                ja: "\(path) を作成できないか、ロックできません(\(reason))。", en: "\(path) can't be made or locked: \(reason)."),
            remedy: Wording(
                ja: "フォルダーがあること、書き込みの権限、ディスクの空き容量をご確認ください。",
                en: "Check that its folder exists, that you may write there, and that the disk has space."))
    }
}
