internal import Foundation

/// What a file holds, by its first bytes; its name says nothing.
enum FileFormat: Sendable, Hashable {
    case pdf
    case tiff
    case jpeg
    case png

    var name: String {
        switch self {
        case .pdf: "PDF"
        case .tiff: "TIFF"
        case .jpeg: "JPEG"
        case .png: "PNG"
        }
    }

    /// Nil where the content is none of the four.
    ///
    /// A PDF's `%PDF-` may stand anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3, note 13).
    init?(content: Data) {
        let head = Array(content.prefix(1024))
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if Self.tiffSignatures.contains(where: { head.starts(with: $0) }) {
            self = .tiff
        } else if content.firstPlace(of: Array("%PDF-".utf8), in: 0..<1024) != nil {
            self = .pdf
        } else {
            return nil
        }
    }

    private static let tiffSignatures: [[UInt8]] = [
        [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]

    /// What the four begin with.
    static let signatures: [[UInt8]] =
        tiffSignatures + [
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF], Array("%PDF-".utf8),
        ]

    /// A word for content that is not read, so that a message can name it; empty where it is not known.
    static func nameOfUnread(_ content: Data) -> String {
        let head = Array(content.prefix(16))
        let known: [(String, [UInt8], Int)] = [
            ("BMP", Array("BM".utf8), 0), ("GIF", Array("GIF8".utf8), 0), ("WebP", Array("WEBP".utf8), 8),
            ("JPEG 2000", Array("jP  ".utf8), 4), ("HEIC/HEIF", Array("ftyp".utf8), 4),
            ("ZIP / Office", Array("PK".utf8), 0), ("PostScript", Array("%!PS".utf8), 0),
            ("Word / Excel 97", [0xD0, 0xCF, 0x11, 0xE0], 0), ("DocuWorks", Array("DocuWorks".utf8), 0),
        ]
        let match = known.first { _, signature, offset in head.dropFirst(offset).starts(with: signature) }
        return match?.0 ?? ""
    }
}
