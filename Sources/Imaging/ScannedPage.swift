/// One page of a scan, decoded.
package struct ScannedPage: Sendable {
    /// Grey or bitonal, as the file has it, upright as the file's own orientation mark says.
    package var bitmap: Bitmap
    /// Dots per inch of `bitmap`, across.
    package var dpi: Double
    /// From 1, in the file.
    package var number: Int
    /// A born-digital page's own text; nil for a scanned one.
    package var textLayer: TextLayer?

    package init(bitmap: Bitmap, dpi: Double, number: Int, textLayer: TextLayer? = nil) {
        self.bitmap = bitmap
        self.dpi = dpi
        self.number = number
        self.textLayer = textLayer
    }
}

/// The characters of a born-digital page with their places, in pixels of the page's bitmap.
package struct TextLayer: Sendable {
    package struct Glyph: Sendable {
        package var text: String
        package var left: Double
        package var top: Double
        package var right: Double
        package var bottom: Double

        package init(text: String, left: Double, top: Double, right: Double, bottom: Double) {
            self.text = text
            self.left = left
            self.top = top
            self.right = right
            self.bottom = bottom
        }
    }

    /// In reading order.
    package var glyphs: [Glyph]

    package init(glyphs: [Glyph]) { self.glyphs = glyphs }
}
