package import Foundation
package import Paperwork

/// Something in a folder, as the file system has it; symbolic links are not followed.
package struct FolderEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case file
        case folder
        case symbolicLink
        /// A device, a pipe or a socket.
        case other
    }

    /// Its name; of something in a folder inside, with that folder's names before it, parted by `/`.
    package var path: String
    package var kind: Kind
    /// In bytes.
    package var size: Int
    /// Nanoseconds since 1970; only good for telling whether it changed.
    package var modified: Int
    package var inode: UInt64
}

extension FolderEntry {
    /// What lies in a folder, in no order; beside it, the bytes of the names that are not valid UTF-8.
    ///
    /// - throws: `Trouble` where the folder is not there or may not be read.
    package static func list(_ folder: URL) throws(Trouble) -> (entries: [FolderEntry], unreadableNames: [[UInt8]]) {
        guard let stream = opendir(folder.path) else {
            throw errno == ENOENT || errno == ENOTDIR ? .fileMissing(folder) : .fileForbidden(folder)
        }
        defer { closedir(stream) }
        let descriptor = dirfd(stream)
        var entries: [FolderEntry] = []
        var unreadable: [[UInt8]] = []
        errno = 0
        while let next = readdir(stream) {
            guard let name = name(of: next) else {
                unreadable.append(bytes(of: next))
                continue
            }
            if name != ".", name != "..", let entry = FolderEntry(name, in: descriptor) { entries.append(entry) }
            errno = 0
        }
        guard errno == 0 else { throw .fileForbidden(folder) }
        return (entries, unreadable)
    }

    /// Nil where it is not valid UTF-8.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        let bytes = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        return String(validatingCString: bytes)
    }

    private static func bytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
        return Array(UnsafeBufferPointer(start: start, count: 256).prefix { $0 != 0 })
    }

    /// What has that name in a folder; nil where nothing has.
    package init?(_ name: String, in folder: URL) {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        self.init(name, in: descriptor)
    }

    private init?(_ name: String, in folder: Int32) {
        var info = stat()
        guard fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        let kind: Kind =
            switch info.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .symbolicLink
            default: .other
            }
        self.init(
            path: name, kind: kind, size: Int(info.st_size),
            modified: info.st_mtim.tv_sec &* 1_000_000_000 &+ info.st_mtim.tv_nsec, inode: UInt64(info.st_ino))
    }
}

extension FolderEntry {
    /// Everything in a folder but litter and the folders themselves, those inside flattened, in natural order.
    ///
    /// - throws: `Trouble` where a folder can't be read, a name is not valid UTF-8, or there are more than 100,000 files or
    ///   16 folders inside each other.
    package static func tree(_ folder: URL) throws(Trouble) -> [FolderEntry] {
        var found: [FolderEntry] = []
        try gather(folder, prefix: "", depth: 0, root: folder, into: &found)
        return found
    }

    private static func gather(
        _ folder: URL, prefix: String, depth: Int, root: URL, into found: inout [FolderEntry]
    ) throws(Trouble) {
        let listed = try list(folder)
        guard listed.unreadableNames.isEmpty else { throw .nameUnreadable(in: folder) }
        let names = listed.entries.filter { !Litter.isLitter($0.path) }
        guard depth < 16, found.count + names.count <= 100_000 else { throw .folderTooDeep(root) }
        for var entry in names.sorted(by: { NaturalOrder.precedes($0.path, $1.path) }) {
            let name = entry.path
            entry.path = prefix + name
            if entry.kind == .folder {
                try gather(
                    folder.appending(path: name), prefix: "\(entry.path)/", depth: depth + 1, root: root, into: &found)
            } else {
                found.append(entry)
            }
        }
    }
}

/// What systems and programs leave in folders for themselves.
package enum Litter {
    /// Whether a file or folder of that name is none that a person put there.
    package static func isLitter(_ name: String) -> Bool {
        names.contains(name.lowercased()) || prefixes.contains { name.hasPrefix($0) }
    }

    private static let names: Set<String> = [
        "thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "__macosx", ".directory", ".localized",
        ".fseventsd", ".spotlight-v100", ".trashes",
    ]
    private static let prefixes = ["._", "~$", ".~lock"]
}
