internal import Imaging
internal import Paperwork

/// A crop made ready for reading: specks taken out, cut into lines that end where their ink ends.
struct ReadableZone {
    /// Pictures of the lines, top to bottom.
    private(set) var lines: [GrayPixels] = []
    /// The lines' ink, in pixels of the crop.
    private(set) var bounds: [PixelRect] = []
    /// For a comb: the picture, and for each box the glyph in it; nil where the box is empty.
    private(set) var comb: (picture: GrayPixels, glyphs: [PixelRect?])?

    /// Pictures with more pixels than this are no zones.
    private static let largest = 40_000_000

    /// Whether the picture is large enough to show a character, and not too large for a zone.
    static func canHold(_ crop: Crop) -> Bool {
        let (width, height) = (crop.bitmap.width, crop.bitmap.height)
        return width > 2 && height > 2 && width * height <= largest
    }

    /// - Parameter crop: one that can hold writing.
    init(_ crop: Crop, lines expected: Int) {
        let pixels = crop.bitmap.grayPixels()
        let speck = max(2, Int(4 * crop.dpi * crop.dpi / 90_000))
        let whole = Ink(in: pixels)
        let ink = whole.without { $0.area <= speck }
        let picture = pixels.whitened(where: whole, isNot: ink)
        guard crop.cells.isEmpty else {
            comb = (picture, crop.cells.map { Self.glyph(in: $0, ink: ink) })
            return
        }
        bounds = LineFinder(dpi: crop.dpi, expected: max(1, expected)).lines(in: ink)
            .filter { $0.width > 1 || $0.height > 2 }
        lines = bounds.map { picture.cut($0) }
    }

    var isEmpty: Bool { comb.map { $0.glyphs.allSatisfy { $0 == nil } } ?? lines.isEmpty }

    /// The ink in the middle of a box: the outer twelfth may hold what is left of the box's own rules.
    private static func glyph(in cell: PixelRect, ink: Ink) -> PixelRect? {
        let inset = max(1, min(cell.width, cell.height) / 12)
        let inner = PixelRect(
            x: cell.x + inset, y: cell.y + inset, width: cell.width - 2 * inset, height: cell.height - 2 * inset)
        guard let bounds = ink.bounds(in: inner) else { return nil }
        let isSpeck = max(bounds.width, bounds.height) * 12 < cell.height
        return isSpeck ? nil : bounds
    }
}

extension GrayPixels {
    /// The picture with white where `ink` has lost what `whole` had, and in the pixels around it.
    fileprivate func whitened(where whole: Ink, isNot ink: Ink) -> GrayPixels {
        var clean = self
        for index in ink.isInk.indices where whole.isInk[index] && !ink.isInk[index] {
            let x = index % width
            let y = index / width
            for nearY in max(0, y - 1)...min(height - 1, y + 1) {
                for nearX in max(0, x - 1)...min(width - 1, x + 1) where !ink.isInk[nearY * width + nearX] {
                    clean.bytes[nearY * width + nearX] = 255
                }
            }
        }
        return clean
    }
}
