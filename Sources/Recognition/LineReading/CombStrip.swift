internal import Imaging

/// The filled boxes of a comb, put side by side without their rules, as a line.
struct CombStrip {
    let picture: GrayPixels
    /// For each box the columns of `picture` that hold its glyph; nil where it is empty.
    let columns: [Range<Int>?]

    /// Nil where all boxes are empty.
    ///
    /// - Parameter glyphs: for each box the ink in it, in pixels of `zone`; nil where it is empty.
    init?(_ zone: GrayPixels, glyphs: [PixelRect?]) {
        let filled = glyphs.compactMap(\.self)
        guard let top = filled.map(\.y).min(), let bottom = filled.map(\.maxY).max() else { return nil }
        let height = bottom - top
        let margin = max(2, height / 6)
        let between = max(3, height / 5)
        var strip = GrayPixels(
            width: filled.reduce(2 * margin + between * (filled.count - 1)) { $0 + $1.width },
            height: height + 2 * margin)
        var x = margin
        var columns: [Range<Int>?] = []
        for glyph in glyphs {
            guard let glyph else {
                columns.append(nil)
                continue
            }
            strip.paste(zone.cut(glyph), x: x, y: margin + glyph.y - top)
            columns.append(x..<x + glyph.width)
            x += glyph.width + between
        }
        (picture, self.columns) = (strip, columns)
    }
}
