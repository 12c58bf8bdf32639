package import Foundation
internal import Imaging
internal import Paperwork

/// Copies of files and folders that outlive a power cut, and carry the digest of what was copied.
package enum OriginalCopy {
    /// What the system said, where a file could not be copied, moved or removed.
    package struct Failure: Error {
        /// In the system's words.
        package var cause: String

        static func errno() -> Failure { Failure(cause: String(cString: strerror(Foundation.errno))) }
    }

    private static let pieceSize = 1 << 20

    /// Copies a file, or a folder without its litter. Symbolic links are not followed.
    ///
    /// - returns: The SHA-256 of the file's bytes; of a folder, over its files' digests in natural order.
    package static func copy(_ original: URL, to target: URL) throws(Failure) -> String {
        var info = stat()
        guard lstat(original.path, &info) == 0 else { throw .errno() }
        return info.st_mode & S_IFMT == S_IFDIR
            ? try copyFolder(original, to: target) : try copyFile(original, to: target)
    }

    /// Makes the folder and those above it; one that is there is let be.
    package static func makeFolder(_ folder: URL) throws(Failure) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            let error = error as NSError
            let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
            throw Failure(cause: (underlying ?? error).localizedDescription)
        }
    }

    /// Renames; both have to be on one file system.
    package static func move(_ url: URL, to target: URL) throws(Failure) {
        guard rename(url.path, target.path) == 0 else { throw .errno() }
    }

    /// Puts a folder's names on the disk. File systems that can't sync a folder say `EINVAL`.
    package static func sync(_ folder: URL) throws(Failure) {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .errno() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .errno() }
    }

    private static func copyFolder(_ original: URL, to target: URL) throws(Failure) -> String {
        let entries: [FolderEntry]
        do {
            entries = try FolderEntry.tree(original)
        } catch {
            throw Failure(cause: error.message.text(in: .ja))
        }
        var digest = SHA256()
        var folders: Set<URL> = [target]
        try makeFolder(target)
        for entry in entries {
            let place = target.appending(path: entry.path)
            let parent = place.deletingLastPathComponent()
            if folders.insert(parent).inserted { try makeFolder(parent) }
            digest.update(Data(try copyFile(original.appending(path: entry.path), to: place).utf8))
        }
        for folder in folders { try sync(folder) }
        return digest.finished()
    }

    private static func copyFile(_ original: URL, to target: URL) throws(Failure) -> String {
        let source = open(original.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard source >= 0 else { throw .errno() }
        defer { close(source) }
        let copy = open(target.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o440)
        guard copy >= 0 else { throw .errno() }
        defer { close(copy) }
        var digest = SHA256()
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = read(source, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .errno() }
            guard count > 0 else { break }
            digest.update(piece.prefix(count))
            try write(piece.prefix(count), to: copy)
        }
        guard fsync(copy) == 0 else { throw .errno() }
        return digest.finished()
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .errno() }
            rest = rest.dropFirst(count)
        }
    }
}
