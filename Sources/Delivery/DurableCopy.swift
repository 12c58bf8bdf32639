package import Foundation
package import Paperwork

/// A copy of a file that appears whole or not at all and outlives a power cut, with what to know it by again.
package struct DurableCopy: Sendable, Hashable {
    package var bytes: Int
    /// Of what was copied, lower-case hexadecimal.
    package var sha256: String

    private static let pieceSize = 1 << 20

    /// Copies `source` to `target`, making the folders on the way; a file that was there is replaced. Memory does not grow
    /// with the file.
    ///
    /// - throws: `Trouble` of kind `file` where the one can't be read or the other can't be written.
    @discardableResult
    package static func make(of source: URL, at target: URL) throws(Trouble) -> DurableCopy {
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw failed(source, in: target.deletingLastPathComponent())
        }
        let copy = try AtomicFile(at: target.path)
        var made = DurableCopy(bytes: 0, sha256: "")
        var digest = SHA256()
        do {
            let handle = try FileHandle(forReadingFrom: source)
            defer { try? handle.close() }
            while let piece = try handle.read(upToCount: pieceSize), !piece.isEmpty {
                digest.update(piece)
                made.bytes += piece.count
                try copy.write(Array(piece))
            }
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw failed(source, in: target.deletingLastPathComponent())
        }
        try copy.commit()
        made.sha256 = digest.finished()
        return made
    }

    private static func failed(_ source: URL, in folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(source.lastPathComponent)」を \(folder.path) に写せませんでした。",
                en: "\(source.lastPathComponent) could not be copied to \(folder.path)"),
            remedy: Wording(
                ja: "ファイルの権限とディスクの空きを確かめてください。", en: "check the file's permissions and the free disk space"))
    }
}
