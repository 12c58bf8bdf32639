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

    /// Copies `source` to `path` under `folder`, synced, making the folders on the way.
    ///
    /// - throws: `Trouble` where the one can't be read or the other can't be written.
    static func copy(_ source: URL, to path: String, in folder: URL) throws(Trouble) -> CopiedFile {
        let target = folder.appending(path: path)
        try Workplace.makeFolder(target.deletingLastPathComponent())
        var digest = SHA256()
        var bytes = 0
        let file = try AtomicFile(at: target.path)
        do {
            let handle = try FileHandle(forReadingFrom: source)
            defer { try? handle.close() }
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                digest.update(piece)
                bytes += piece.count
                try file.write(Array(piece))
            }
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw unreadable(source)
        }
        try file.commit()
        return CopiedFile(path: path, bytes: bytes, sha256: digest.finished())
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

    private static func unreadable(_ source: URL) -> Trouble {
        Trouble(
            .file, Wording(ja: "「\(source.path)」を読めません。", en: "\(source.path) can't be read"),
            remedy: Wording(
                ja: "tema verify で足りないファイルを確かめてから、もう一度実行してください。",
                en: "see by tema verify what is missing, then run it again"))
    }
}
