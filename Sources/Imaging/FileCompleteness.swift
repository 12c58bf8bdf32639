package import Foundation
package import Paperwork

/// Whether all of a file is there, as far as its structure tells; its pictures are not decoded.
package enum FileCompleteness: Sendable, Hashable {
    case whole
    /// It begins like a file that Tema reads, and lacks this.
    case notYet(missing: Wording)
    /// Of a kind that Tema does not read; `seen` names it, or is `?`.
    case foreign(seen: String)

    /// Looks at as much of the file as its structure asks for: not at the pictures of a PDF or TIFF.
    ///
    /// Another program may be writing the file meanwhile.
    ///
    /// - throws: `Trouble` of kind `.file`: the file is not there, can't be read, or is no regular file.
    package static func of(_ file: URL) throws(Trouble) -> FileCompleteness {
        let window = try FileWindow(file)
        let head = window.bytes(0..<1024)
        guard !head.isEmpty else {
            return .notYet(missing: Wording(ja: "中身がまだありません（0バイト）。", en: "It is still empty."))
        }
        let missing: Wording?
        switch FileFormat(content: head) {
        case .pdf: missing = PDFEnd(window, head: head).missing
        case .tiff: missing = TIFFEnd(window).missing
        case .jpeg: missing = JPEGEnd.missing(in: window)
        case .png: missing = PNGEnd.missing(in: window)
        case nil:
            guard FileFormat.mayBecomeKnown(head) else {
                return .foreign(seen: FileFormat.nameOfUnread(head))
            }
            missing = Wording(ja: "ファイルの先頭がまだ書かれていません。", en: "Its beginning is not written yet.")
        }
        return missing.map { .notYet(missing: $0) } ?? .whole
    }
}

extension FileFormat {
    /// Whether so few bytes are there that they may be the start of a known file; or none but zeros, which is how copying
    /// programs that reserve the space first leave it.
    fileprivate static func mayBecomeKnown(_ head: Data) -> Bool {
        head.allSatisfy { $0 == 0 } || signatures.contains { $0.starts(with: head) }
    }
}

/// The end of a PNG file (ISO/IEC 15948, 5.3 and 11.2.5).
enum PNGEnd {
    /// `IEND`.
    private static let end = 0x4945_4E44

    /// What the file lacks; nil where its chunks lead to the end chunk.
    static func missing(in window: FileWindow) -> Wording? {
        var offset = 8
        while let length = window.number(offset, bytes: 4), let kind = window.number(offset + 4, bytes: 4) {
            offset += length + 12
            if kind == end, offset <= window.count { return nil }
        }
        return Wording(ja: "PNGの終わり（IEND）がまだありません。", en: "The PNG's end chunk (IEND) is not there yet.")
    }
}

/// The end of a JPEG file (ITU-T T.81, annex B).
enum JPEGEnd {
    /// What the file lacks; nil where its markers lead to the end marker. A thumbnail's end marker inside a segment does
    /// not count; bytes between segments that belong to none are passed over, as decoders do.
    static func missing(in window: FileWindow) -> Wording? {
        var offset = 2
        while let start = window.place(of: 0xFF, from: offset) {
            offset = start + 1
            guard let code = window.u8(offset) else { break }
            switch code {
            case 0xFF: continue
            case 0xD9: return nil
            case 0, 1, 0xD0...0xD8: offset += 1
            default:
                guard let length = window.number(offset + 1, bytes: 2) else { break }
                offset += 1 + length
            }
        }
        return Wording(ja: "JPEGの終わり（EOI）がまだありません。", en: "The JPEG's end marker (EOI) is not there yet.")
    }
}
