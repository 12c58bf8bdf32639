internal import CLeptonica
package import Foundation
internal import Paperwork

/// How the pages of a TIFF file are packed.
package enum TIFFCompression: Sendable, Hashable, CaseIterable {
    /// ITU-T T.6, bitonal only: a grey picture is cut at 128 first.
    case group4
    /// ITU-T T.4, bitonal only, as fax machines write it; a grey picture is cut at 128 first.
    case group3
    case lzw
    case deflate
    /// JPEG inside TIFF; grey only: a bitonal picture becomes 0 and 255.
    case jpeg

    var isBitonal: Bool { self == .group4 || self == .group3 }

    var leptonicaFormat: Int32 {
        switch self {
        case .group4: Int32(IFF_TIFF_G4)
        case .group3: Int32(IFF_TIFF_G3)
        case .lzw: Int32(IFF_TIFF_LZW)
        case .deflate: Int32(IFF_TIFF_ZIP)
        case .jpeg: Int32(IFF_TIFF_JPEG)
        }
    }
}

extension Bitmap {
    /// The picture as a PNG file, without loss.
    ///
    /// - parameter dpi: Dots per inch to note in the file; nil notes none.
    package func pngData(dpi: Double? = nil) -> Data {
        encoded(dpi: dpi) { pix, bytes, count in pixWriteMemPng(&bytes, &count, pix, 0) }
    }

    /// The picture as a JPEG file; a bitonal picture becomes grey first.
    ///
    /// - parameters:
    ///   - quality: From 1 to 100, as the Independent JPEG Group's library counts it.
    ///   - dpi: Dots per inch to note in the file; nil notes none.
    package func jpegData(quality: Int, dpi: Double? = nil) -> Data {
        precondition((1...100).contains(quality), "JPEG quality is from 1 to 100")
        let source = depth == 1 ? gray8() : self
        return source.encoded(dpi: dpi) { pix, bytes, count in
            pixWriteMemJpeg(&bytes, &count, pix, Int32(quality), 0)
        }
    }

    /// The picture as a TIFF file of one page.
    ///
    /// - parameter dpi: Dots per inch to note in the file; nil notes none.
    package func tiffData(compression: TIFFCompression, dpi: Double? = nil) -> Data {
        suited(to: compression).encoded(dpi: dpi) { pix, bytes, count in
            pixWriteMemTiff(&bytes, &count, pix, compression.leptonicaFormat)
        }
    }

    /// The same picture with the depth that `compression` can hold.
    func suited(to compression: TIFFCompression) -> Bitmap {
        if compression.isBitonal { return depth == 1 ? self : binarized(threshold: 128) }
        return compression == .jpeg ? gray8() : self
    }

    /// A copy that carries the resolution; the bitmap itself never changes.
    func marked(dpi: Double?) -> Bitmap {
        guard let dpi else { return self }
        return transformed { pix in
            let copy = pixCopy(nil, pix)
            pixSetResolution(copy, Int32(dpi.rounded()), Int32(dpi.rounded()))
            return copy
        }
    }

    private typealias Encoder = (UnsafeMutablePointer<PIX>, inout UnsafeMutablePointer<UInt8>?, inout Int) -> Int32

    private func encoded(dpi: Double?, with encode: Encoder) -> Data {
        let source = marked(dpi: dpi)
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        let status = source.withPIX { encode($0, &bytes, &count) }
        guard status == 0, let bytes else { preconditionFailure("No memory to encode a picture") }
        defer { free(bytes) }
        return Data(bytes: bytes, count: count)
    }
}
