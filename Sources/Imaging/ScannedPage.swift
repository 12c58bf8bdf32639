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
    /// The comments, stamps and values of form fields that lie over a PDF's page; nil where none changes its look.
    package var overlay: PageOverlay?

    package init(bitmap: Bitmap, dpi: Double, number: Int, textLayer: TextLayer? = nil) {
        self.bitmap = bitmap
        self.dpi = dpi
        self.number = number
        self.textLayer = textLayer
    }
}

/// What a PDF's annotations put over a page.
package struct PageOverlay: Sendable {
    /// The page without them, as large as the page's bitmap.
    package var beneath: Bitmap
    /// Where they change the page's look, in pixels of its bitmap.
    package var areas: [PixelRect]
    /// Where a form field has a value that is not drawn, in pixels of the page's bitmap.
    package var undrawn: [PixelRect]

    package init(beneath: Bitmap, areas: [PixelRect], undrawn: [PixelRect]) {
        self.beneath = beneath
        self.areas = areas
        self.undrawn = undrawn
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
        /// False where the page doesn't look as if this character, and no other, stood there.
        package var isSure: Bool

        package init(
            text: String, left: Double, top: Double, right: Double, bottom: Double, isSure: Bool = true
        ) {
            self.text = text
            self.isSure = isSure
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
