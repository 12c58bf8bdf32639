internal import Foundation
internal import Imaging
internal import Paperwork

/// By what it shows that a file or folder changed: never by whether a time is early or late.
struct EntryStamp: Hashable {
    /// In bytes; of a folder, of all files in it.
    let size: Int
    /// Of a file, its time and inode; of a folder, all that it holds. Good within one process.
    private let rest: Int

    init(_ entry: FolderEntry, in folder: URL) {
        var hasher = Hasher()
        if entry.kind == .folder, let tree = try? FolderEntry.tree(folder.appending(path: entry.path)) {
            size = tree.map(\.size).reduce(0, +)
            hasher.combine(tree)
        } else {
            size = entry.size
            hasher.combine(entry.modified)
            hasher.combine(entry.inode)
        }
        rest = hasher.finalize()
    }

    /// Nil where it is not there.
    init?(_ url: URL) {
        let folder = url.deletingLastPathComponent()
        guard let entry = FolderEntry(url.lastPathComponent, in: folder) else { return nil }
        self.init(entry, in: folder)
    }
}
