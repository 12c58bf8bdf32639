internal import CLeptonica
package import Foundation
package import Paperwork

/// Pictures as scanners store them.
package enum PictureEncoding {
    /// A grey JPEG at that quality, 1 to 100.
    package static func jpeg(_ pixels: GrayPixels, quality: Int) -> Data {
        let bitmap = Bitmap(pixels)
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        let status = bitmap.withPIX { pixWriteMemJpeg(&bytes, &count, $0, Int32(quality), 0) }
        guard status == 0, let bytes else {
            preconditionFailure("Leptonica has no memory to encode a JPEG")
        }
        defer { free(bytes) }
        return Data(bytes: bytes, count: count)
    }

    /// CCITT group 4 (ITU-T T.6) of a picture whose pixels darker than 128 are black.
    ///
    /// `blackIs1` is what a PDF's `DecodeParms` must say of it.
    package static func group4(_ pixels: GrayPixels) -> (data: Data, blackIs1: Bool) {
        let bitmap = bitonal(pixels)
        var compressed: UnsafeMutablePointer<L_COMP_DATA>?
        let status = bitmap.withPIX { pixGenerateCIData($0, Int32(L_G4_ENCODE), 0, 0, &compressed) }
        guard status == 0, let owned = compressed else { preconditionFailure("Leptonica can't encode a fax page") }
        defer { l_CIDataDestroy(&compressed) }
        return (Data(bytes: owned.pointee.datacomp, count: owned.pointee.nbytescomp), owned.pointee.minisblack != 0)
    }

    /// Writes a TIFF of those pages, in their order: group 4 where a page is bitonal, JPEG at
    /// quality 75 else.
    ///
    /// Throws `Trouble` of kind `file` when the file can't be written.
    package static func writeTIFF(
        _ pages: [(pixels: GrayPixels, dpi: Double, isBitonal: Bool)], to file: URL
    ) throws(Trouble) {
        for (index, page) in pages.enumerated() {
            let bitmap = (page.isBitonal ? bitonal(page.pixels) : Bitmap(page.pixels)).marked(dpi: page.dpi)
            let compression = page.isBitonal ? IFF_TIFF_G4 : IFF_TIFF_JPEG
            let status = bitmap.withPIX { pixWriteTiff(file.path, $0, Int32(compression), index == 0 ? "w" : "a") }
            guard status == 0 else {
                throw Trouble(
                    .file,
                    Wording(ja: "「\(file.lastPathComponent)」に書き込めません。", en: "Can't write \(file.path)."),
                    remedy: Wording(
                        ja: "フォルダーがあるか、書き込めるか、空き容量があるかを確認してください。",
                        en: "See that the folder exists, may be written to and has room."))
            }
        }
    }

    private static func bitonal(_ pixels: GrayPixels) -> Bitmap {
        Bitmap(pixels).binarized(threshold: 128)
    }
}
