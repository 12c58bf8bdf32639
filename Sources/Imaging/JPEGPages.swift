internal import CJPEG
internal import Foundation
internal import Paperwork

/// The one page of a JPEG file.
final class JPEGPages: PageReader {
    let pageCount = 1
    private let url: URL
    private let content: Data
    private let header: JPEGHeader

    init(_ url: URL, content: Data, limits: PageLimits) throws(Trouble) {
        guard let header = JPEGHeader(content), Self.hasEnd(content) else { throw .fileBroken(url, format: .jpeg) }
        try limits.check(width: header.width, height: header.height, page: 1)
        self.url = url
        self.content = content
        self.header = header
    }

    /// Whether the end-of-image marker is there; scanners and cameras may write something of their own after it.
    private static func hasEnd(_ content: Data) -> Bool {
        content.lastPlace(of: [0xFF, 0xD9], in: 0..<content.count) != nil
    }

    func page(_ number: Int) throws(Trouble) -> ScannedPage {
        guard let picture = Bitmap(jpeg: content, header: header) else { throw .fileBroken(url, format: .jpeg) }
        return ScannedPage(
            picture, number: number, orientation: header.orientation, stated: header.resolution)
    }
}

extension Bitmap {
    /// A JPEG's luminance. Nil where pixels are missing: the decoder would fill up with grey, and a form's missing part
    /// would read as empty. What a decoder only wonders at does no harm.
    ///
    /// - parameter header: what the file says of itself; read from it where nil.
    convenience init?(jpeg content: Data, header known: JPEGHeader? = nil) {
        guard let header = known ?? JPEGHeader(content), header.width > 0, header.height > 0 else { return nil }
        let content = header.withHeight(content)
        var pixels = GrayPixels(width: header.width, height: header.height)
        let outcome = content.withUnsafeBytes { bytes in
            pixels.bytes.withUnsafeMutableBufferPointer { target in
                CJPEG_decodeGray(
                    bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, target.baseAddress,
                    UInt32(header.width), UInt32(header.height))
            }
        }
        guard outcome == CJPEG_whole else { return nil }
        self.init(pixels)
    }
}
