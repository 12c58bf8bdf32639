import Foundation
package import Paperwork

/// A file that is written beside its place and appears there whole, or not at all.
///
/// Bytes go to a hidden file in the same folder; `commit` syncs it, renames it over the destination and syncs the
/// folder. A file that is not committed leaves nothing behind.
package struct AtomicFile: ~Copyable {
    private let destination: String
    private let temporary: String
    private let descriptor: Int32
    private var isCommitted = false

    /// - throws: `Trouble` of kind `file` where the folder is missing or may not be written to, or the destination is a
    ///   device or a pipe: that would be replaced, not written to.
    package init(at destination: String) throws(Trouble) {
        let folder = Self.folder(of: destination)
        let isDevice = Self.isDevice(destination)
        self.destination = destination
        temporary = "\(folder)/.tema-\(UUID().uuidString).part"
        descriptor =
            isDevice ? -1 : open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw FileTrouble.trouble(isDevice ? EEXIST : errno, writing: destination) }
    }

    deinit {
        close(descriptor)
        if !isCommitted { unlink(temporary) }
    }

    /// Appends bytes.
    /// - throws: `Trouble` of kind `file`, as for a full disk.
    package func write(_ bytes: [UInt8]) throws(Trouble) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileTrouble.trouble(errno, writing: destination) }
            written += count
        }
    }

    /// Puts the file in its place; one that was there is replaced.
    /// - parameter name: another name in the same folder; nil for the destination's.
    /// - throws: `Trouble` of kind `file`; what was there before then stays as it was, unless it is the folder's sync
    ///   that fails: the new file is then there, but may not outlive a power cut.
    package consuming func commit(as name: String? = nil) throws(Trouble) {
        let target = name.map { "\(Self.folder(of: destination))/\($0)" } ?? destination
        guard fsync(descriptor) == 0 else { throw FileTrouble.trouble(errno, writing: target) }
        guard rename(temporary, target) == 0 else { throw FileTrouble.trouble(errno, writing: target) }
        isCommitted = true
        try Self.syncFolder(of: target)
    }

    /// Puts the file in its folder under that name, where nothing has it; false, and it may be put elsewhere, where
    /// something does. A file system without links can't rule out that something appears there at this very moment.
    /// - throws: `Trouble` of kind `file`.
    package mutating func commit(asNew name: String) throws(Trouble) -> Bool {
        let target = "\(Self.folder(of: destination))/\(name)"
        guard fsync(descriptor) == 0 else { throw FileTrouble.trouble(errno, writing: target) }
        if link(temporary, target) == 0 {
            unlink(temporary)
        } else {
            let code = errno
            guard code != EEXIST else { return false }
            guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(code) else {
                throw FileTrouble.trouble(code, writing: target)
            }
            var info = stat()
            guard lstat(target, &info) != 0 else { return false }
            guard rename(temporary, target) == 0 else { throw FileTrouble.trouble(errno, writing: target) }
        }
        isCommitted = true
        try Self.syncFolder(of: target)
        return true
    }

    private static func isDevice(_ path: String) -> Bool {
        var info = stat()
        guard stat(path, &info) == 0 else { return false }
        return info.st_mode & S_IFMT != S_IFREG && info.st_mode & S_IFMT != S_IFDIR
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The new name is on the disk only once the folder is. File systems that can't sync a folder say `EINVAL`.
    private static func syncFolder(of path: String) throws(Trouble) {
        let folder = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw FileTrouble.trouble(errno, writing: path) }
        defer { close(folder) }
        guard fsync(folder) == 0 || errno == EINVAL else { throw FileTrouble.trouble(errno, writing: path) }
    }
}
