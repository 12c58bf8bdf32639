internal import CLeptonica
internal import CPoppler

extension Bitmap {
    /// A cairo picture in grey, or bitonal where it has no other tones than black and white; transparent parts show
    /// white paper. Nil for a surface that failed or has another format than 24 or 32 bits per pixel.
    convenience init?(_ surface: OpaquePointer) {
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { return nil }
        let format = cairo_image_surface_get_format(surface)
        guard format == CAIRO_FORMAT_RGB24 || format == CAIRO_FORMAT_ARGB32,
            let bytes = cairo_image_surface_get_data(surface)
        else { return nil }
        let source = CairoPixels(
            bytes: bytes, width: Int(cairo_image_surface_get_width(surface)),
            height: Int(cairo_image_surface_get_height(surface)),
            stride: Int(cairo_image_surface_get_stride(surface)), hasAlpha: format == CAIRO_FORMAT_ARGB32)
        guard source.width > 0, source.height > 0, let gray = source.gray() else { return nil }
        self.init(takingOwnershipOf: gray)
    }
}

/// Premultiplied 32-bit pixels, as cairo keeps them: alpha in the highest byte of the machine's word, then red, green,
/// blue.
private struct CairoPixels {
    let bytes: UnsafeMutablePointer<UInt8>
    let width: Int
    let height: Int
    let stride: Int
    let hasAlpha: Bool

    /// 8 bits per pixel, or 1 where every pixel is black or white.
    func gray() -> UnsafeMutablePointer<PIX>? {
        guard let pix = pixCreateNoInit(Int32(width), Int32(height), 8), let target = pixGetData(pix) else {
            return nil
        }
        let wordsPerLine = Int(pixGetWpl(pix))
        var tones: UInt32 = 0
        for y in 0..<height {
            (bytes + y * stride).withMemoryRebound(to: UInt32.self, capacity: width) { row in
                tones |=
                    hasAlpha
                    ? Self.convert(row, width, into: target + y * wordsPerLine) { Self.onWhite($0) }
                    : Self.convert(row, width, into: target + y * wordsPerLine) { Self.opaque($0) }
            }
        }
        guard tones == 0 else { return pix }
        var gray: UnsafeMutablePointer<PIX>? = pix
        defer { pixDestroy(&gray) }
        return pixThresholdToBinary(pix, 128)
    }

    /// One line into Leptonica's order, the leftmost pixel in a word's highest byte. The result is 0 where all pixels are
    /// black or white.
    @inline(__always)
    private static func convert(
        _ row: UnsafePointer<UInt32>, _ width: Int, into target: UnsafeMutablePointer<UInt32>,
        tone: (UInt32) -> UInt32
    ) -> UInt32 {
        var tones: UInt32 = 0
        let whole = width / 4
        for word in 0..<whole {
            let (a, b) = (tone(row[word * 4]), tone(row[word * 4 + 1]))
            let (c, d) = (tone(row[word * 4 + 2]), tone(row[word * 4 + 3]))
            tones |= (a &+ 1) | (b &+ 1) | (c &+ 1) | (d &+ 1)
            target[word] = a << 24 | b << 16 | c << 8 | d
        }
        if whole * 4 < width {
            var last: UInt32 = 0
            for x in whole * 4..<width {
                let value = tone(row[x])
                tones |= value &+ 1
                last |= value << UInt32(24 - 8 * (x & 3))
            }
            target[whole] = last
        }
        return tones & 0xFE
    }

    @inline(__always)
    private static func opaque(_ pixel: UInt32) -> UInt32 {
        UInt32(Luminance.of(pixel >> 16, pixel >> 8, pixel))
    }

    @inline(__always)
    private static func onWhite(_ pixel: UInt32) -> UInt32 {
        min(255, opaque(pixel) &+ 255 &- (pixel >> 24))
    }
}
