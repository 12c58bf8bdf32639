internal import CLeptonica

extension Bitmap {
    /// Grey or bitonal without a palette: transparent parts show white paper, and colour is brought to its luminance
    /// 0.299 R + 0.587 G + 0.114 B (Rec. ITU-R BT.601), in which red ink is 76 and black ink 0.
    func grayOrBitonal() -> Bitmap {
        if withPIX({ pixGetColormap($0) != nil }) { return withoutPalette().grayOrBitonal() }
        switch depth {
        case 1, 8: return self
        case 32: return withPIX { pixGetSpp($0) } == 4 ? onWhite().luminance() : luminance()
        default: return transformed { pixConvertTo8($0, 0) }
        }
    }

    private func withoutPalette() -> Bitmap {
        transformed { pix in
            guard let map = pixGetColormap(pix) else { return pixCopy(nil, pix) }
            var isOpaque: Int32 = 1
            pixcmapIsOpaque(map, &isOpaque)
            if isOpaque == 1, pixGetDepth(pix) == 1, Self.isBlackOnWhite(map) {
                let copy = pixCopy(nil, pix)
                pixDestroyColormap(copy)
                return copy
            }
            let target = isOpaque == 1 ? REMOVE_CMAP_TO_FULL_COLOR : REMOVE_CMAP_WITH_ALPHA
            return pixRemoveColormapGeneral(pix, Int32(target), Int32(L_COPY))
        }
    }

    private static func isBlackOnWhite(_ map: UnsafeMutablePointer<PIXCMAP>) -> Bool {
        let colours = (Int32(0)..<2).map { index in
            var (red, green, blue): (Int32, Int32, Int32) = (-1, -1, -1)
            pixcmapGetColor(map, index, &red, &green, &blue)
            return [red, green, blue]
        }
        return colours == [[255, 255, 255], [0, 0, 0]]
    }

    private func onWhite() -> Bitmap {
        transformed { pixAlphaBlendUniform($0, 0xFFFF_FF00) }
    }

    private func luminance() -> Bitmap {
        let (width, height) = (width, height)
        let bytes = withPIX { pix in
            let wordsPerLine = Int(pixGetWpl(pix))
            guard let source = pixGetData(pix) else { preconditionFailure("A picture has data") }
            return [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
                for y in 0..<height {
                    let row = source + y * wordsPerLine
                    let target = y * width
                    for x in 0..<width { buffer[target + x] = Luminance.of(row[x] >> 24, row[x] >> 16, row[x] >> 8) }
                }
                count = width * height
            }
        }
        return Bitmap(GrayPixels(width: width, height: height, bytes: bytes))
    }
}

/// Rec. ITU-R BT.601 luminance in 8-bit fixed point.
enum Luminance {
    /// Only the lowest eight bits of each count.
    @inline(__always)
    static func of(_ red: UInt32, _ green: UInt32, _ blue: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: ((red & 255) * 77 + (green & 255) * 150 + (blue & 255) * 29 + 128) >> 8)
    }
}
