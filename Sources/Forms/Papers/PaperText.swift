package import Imaging
package import Paperwork
package import Recognition

/// What stands on a page without a form, and how the page lies: it is read once, for telling what it is and for its values.
package struct PaperText: Sendable, Codable {
    /// Quarter turns clockwise that bring the scan upright, 0 to 3.
    package let quarterTurns: Int
    /// From millimetres on the paper to pixels of the upright scan.
    package let toScan: Homography
    package let paper: PaperSize
    /// In millimetres on the paper, in reading order.
    let glyphs: [PrintedText.Glyph]

    /// Dots per inch that print is read at, at most.
    private static let mostDPI = 300.0
    /// Millimetres: a page is taken to be as long as that where its file says something that no paper is.
    private static let lengths = (least: 60.0, most: 600.0, likely: 297.0)
    /// Characters of a PDF's own text from which on its picture need not be read.
    private static let fewest = 8

    /// - Parameter reader: reads scans; a born-digital page says itself what stands on it.
    /// - Throws: `Trouble` of kind `installation` where a model is missing.
    package init(_ page: ScannedPage, reader: any PageReading) throws(Trouble) {
        let pixels = page.bitmap.grayPixels()
        let dpi = Self.dpi(of: page, pixels)
        if let layer = page.textLayer, layer.glyphs.count >= Self.fewest {
            quarterTurns = 0
            paper = PaperSize(
                width: Measure.mm(pixels: Double(pixels.width), dpi: dpi),
                height: Measure.mm(pixels: Double(pixels.height), dpi: dpi))
            toScan = .scaling(x: dpi / 25.4, y: dpi / 25.4)
            glyphs = PrintedText.glyphs(of: layer, through: .scaling(x: 25.4 / dpi, y: 25.4 / dpi))
            return
        }
        let flat = PaperGround(pixels, dpi: dpi).whitened(pixels)
        let turns = reader.quarterTurns(of: flat)
        let lying = PaperLie(flat.turned(turns), dpi: dpi)
        quarterTurns = turns
        (paper, toScan) = (lying.paper, lying.toScan)
        let readDPI = min(Self.mostDPI, dpi)
        let picture = lying.picture(dpi: readDPI)
        glyphs = PrintedText.glyphs(
            of: try reader.read(picture), by: reader.name, through: .scaling(x: 25.4 / readDPI, y: 25.4 / readDPI))
    }

    private static func dpi(of page: ScannedPage, _ pixels: GrayPixels) -> Double {
        let length = Measure.mm(pixels: Double(max(pixels.width, pixels.height)), dpi: max(1, page.dpi))
        guard length < lengths.least || length > lengths.most else { return page.dpi }
        return Double(max(pixels.width, pixels.height)) * 25.4 / lengths.likely
    }

    /// How the page lies, as a page of that form.
    func alignment(form: String, page: Int) -> FormAlignment {
        FormAlignment(
            form: form, formPage: page, quarterTurns: quarterTurns, toScan: toScan, residual: 0, agreement: 1,
            paper: paper)
    }
}

extension GrayPixels {
    fileprivate func turned(_ quarterTurns: Int) -> GrayPixels {
        quarterTurns == 0 ? self : Bitmap(self).turned(quarterTurns: quarterTurns).grayPixels()
    }
}
