internal import CLeptonica
internal import Foundation
internal import Paperwork

/// The one page of a PNG file.
final class PNGPages: PageReader {
    let pageCount = 1
    private let url: URL
    private let content: Data

    private let density: Resolution?

    /// The header chunk comes first and has its width at byte 16 (ISO/IEC 15948, 11.2.2).
    init(_ url: URL, content: Data, limits: PageLimits) throws(Trouble) {
        let bytes = ByteReader(content)
        guard let width = bytes.u32(16), let height = bytes.u32(20) else { throw .fileBroken(url, format: .png) }
        try limits.check(width: width, height: height, page: 1)
        let chunks = Self.chunks(of: bytes)
        guard chunks.last?.kind == Self.end else { throw .fileBroken(url, format: .png) }
        density = chunks.first { $0.kind == Self.physicalSize }.flatMap { Self.density(bytes, at: $0.offset) }
        self.url = url
        self.content = content
    }

    func page(_ number: Int) throws(Trouble) -> ScannedPage {
        let decoded = content.withUnsafeBytes { pixReadMemPng($0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
        guard let decoded else { throw .fileBroken(url, format: .png) }
        return ScannedPage(Bitmap(takingOwnershipOf: decoded), number: number, orientation: .upright, stated: density)
    }

    /// `IEND` and `pHYs`.
    private static let end = 0x4945_4E44
    private static let physicalSize = 0x7048_5973

    /// The chunks that are there in full, to the end chunk; `offset` is where a chunk's data begins.
    private static func chunks(of bytes: ByteReader) -> [(kind: Int, offset: Int)] {
        var found: [(kind: Int, offset: Int)] = []
        var offset = 8
        while found.last?.kind != end, let length = bytes.u32(offset), let kind = bytes.u32(offset + 4),
            bytes.u32(offset + 8 + length) != nil
        {
            found.append((kind, offset + 8))
            offset += length + 12
        }
        return found
    }

    /// Pixels per metre (ISO/IEC 15948, 11.3.5.3).
    private static func density(_ bytes: ByteReader, at offset: Int) -> Resolution? {
        guard let x = bytes.u32(offset), let y = bytes.u32(offset + 4), bytes.u8(offset + 8) == 1 else { return nil }
        return Resolution(x: Double(x) * 0.0254, y: Double(y) * 0.0254)
    }
}
