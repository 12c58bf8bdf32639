internal import CLeptonica
internal import Foundation
internal import Paperwork

/// The pages of a TIFF file: the chain of directories is walked once, and each page is decoded from its own offset.
final class TIFFPages: PageReader {
    let pageCount: Int
    private let directories: [TIFFDirectory]
    private let content: Data
    private let limits: PageLimits

    init(_ url: URL, content: Data, limits: PageLimits) throws(Trouble) {
        let all = TIFFDirectory.all(in: content, atMost: limits.pages + 1)
        let pages = all.filter { !$0.isThumbnail }
        guard let directories = [pages, all].first(where: { !$0.isEmpty }) else {
            throw .fileBroken(url, format: .tiff)
        }
        try limits.check(pages: directories.count)
        self.directories = directories
        self.content = content
        self.limits = limits
        pageCount = directories.count
    }

    func page(_ number: Int) throws(Trouble) -> ScannedPage {
        let directory = directories[number - 1]
        try limits.check(width: directory.width, height: directory.height, page: number)
        let picture = directory.isPlain ? try plain(directory, number) : try any(directory, number)
        return ScannedPage(
            picture.bitmap, number: number, orientation: picture.isUpright ? .upright : directory.orientation,
            stated: picture.isUpright && directory.orientation.swapsSides
                ? directory.resolution?.swapped : directory.resolution)
    }

    /// What scanners mostly write is decoded without a detour over colour, and turned upright on the way.
    private func plain(_ directory: TIFFDirectory, _ number: Int) throws(Trouble) -> (bitmap: Bitmap, isUpright: Bool) {
        var offset = directory.offset
        let decoded = content.withUnsafeBytes {
            pixReadMemFromMultipageTiff($0.bindMemory(to: UInt8.self).baseAddress, $0.count, &offset)
        }
        guard let decoded else { return try any(directory, number) }
        return (Bitmap(takingOwnershipOf: decoded), true)
    }

    /// Every kind of picture that libtiff knows, by way of colour.
    private func any(_ directory: TIFFDirectory, _ number: Int) throws(Trouble) -> (bitmap: Bitmap, isUpright: Bool) {
        let (width, height) = (directory.width, directory.height)
        guard width > 0, height > 0 else { throw .pageBroken(number, because: Self.damaged) }
        var pixels = [UInt32](repeating: 0, count: width * height)
        let outcome = content.withUnsafeBytes { bytes in
            CLeptonica_decodeTIFF(
                bytes.bindMemory(to: UInt8.self).baseAddress, UInt64(bytes.count), UInt64(directory.offset),
                UInt32(width), UInt32(height), &pixels)
        }
        switch outcome {
        case CLeptonica_pictureDecoded: break
        case CLeptonica_pictureUnsupported: throw .pageUnsupported(number)
        default: throw .pageBroken(number, because: Self.damaged)
        }
        let bytes = pixels.map { pixel in
            // What is not opaque shows white paper.
            UInt8(min(255, UInt32(Luminance.of(pixel, pixel >> 8, pixel >> 16)) + 255 - pixel >> 24))
        }
        return (Bitmap(GrayPixels(width: width, height: height, bytes: bytes)), false)
    }

    private static let damaged = Wording(ja: "画像が壊れています。", en: "its picture is damaged.")
}

extension TIFFDirectory {
    /// Black and white, or eight bits of grey or colour in one piece.
    fileprivate var isPlain: Bool {
        guard !isScattered else { return false }
        return switch (bits, samples) {
        case (1, 1): photometric <= 1
        case (8, 1): photometric <= 1
        case (8, 3): photometric == 2 || photometric == 6
        default: false
        }
    }
}
