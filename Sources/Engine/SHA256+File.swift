package import Foundation
package import Paperwork

extension SHA256 {
    /// Of a file's bytes, lower-case hexadecimal; read in pieces, so that memory does not grow with the file.
    ///
    /// - throws: `Trouble` where the file can't be read.
    package static func digest(ofFile file: URL) throws(Trouble) -> String {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            var digest = SHA256()
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { digest.update(piece) }
            return digest.finished()
        } catch {
            throw Trouble(
                .file, Wording(ja: "「\(file.lastPathComponent)」を読めません。", en: "\(file.lastPathComponent) can't be read"),
                remedy: Wording(ja: "ファイルの権限を確かめてください。", en: "check the file's permissions"))
        }
    }
}
