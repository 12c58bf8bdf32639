internal import Delivery
internal import Engine
internal import Foundation
internal import Paperwork

/// A file of a backup: where it belongs, and how to know it again.
package struct CopiedFile: Sendable, Hashable, Codable {
    /// Relative to the data folder.
    package var path: String
    package var bytes: Int
    /// Lower-case hexadecimal.
    package var sha256: String

    /// Copies `source` to `path` under `folder`, synced, making the folders on the way. Only its owner may read what lies
    /// under `keys`.
    ///
    /// - throws: `Trouble` where the one can't be read or the other can't be written.
    static func copy(_ source: URL, to path: String, in folder: URL) throws(Trouble) -> CopiedFile {
        let target = folder.appending(path: path)
        let copy = try DurableCopy.make(of: source, at: target)
        if path.hasPrefix("keys/") {
            try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target.path)
        }
        return CopiedFile(path: path, bytes: copy.bytes, sha256: copy.sha256)
    }

    /// The regular files under `folder`/`path`, or that path itself where it is a file; paths are relative to `folder`.
    static func files(at path: String, in folder: URL) -> [String] {
        let start = folder.appending(path: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: start.path, isDirectory: &isFolder) else { return [] }
        guard isFolder.boolValue else { return [path] }
        let names = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String } ?? []
        return names.sorted().map { "\(path)/\($0)" }.filter { Self.isRegularFile(folder.appending(path: $0)) }
    }

    private static func isRegularFile(_ url: URL) -> Bool {
        let type = try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
        return type == .typeRegular
    }
}
