package import Imaging
package import Paperwork

/// One page of a blank form, prepared for finding it in scans and for taking its printed furniture out of zones.
package struct BlankFormPage: Sendable {
    /// The template's id.
    package let form: String
    /// The template's page, from 1.
    package let page: Int
    package let paper: PaperSize
    /// The blank form in grey, with white paper whatever paper and light it was scanned with.
    package let pixels: GrayPixels
    /// Dots per inch of `pixels`.
    package let dpi: Double
    /// The characters that the blank prints, where it is born digital.
    let glyphs: [PrintedText.Glyph]
    let pyramid: Pyramid
    /// For each level of the pyramid, finest first.
    let landmarks: [[Landmark]]
    /// One for each of `DensityMap`'s scales.
    let densities: [DensityMap]

    static let scales = [0.967, 1, 1.033]
    /// How far landmarks are looked for in each level, in pixels: the coarsest bridges what the density maps leave.
    static let reaches = [4, 4, 6]
    private static let partSizes = [23.0, 27.0, 30.0]

    /// - Parameters:
    ///   - pixels: the page rasterised at `dpi`, a multiple of 100 or near it; the whole paper, of any grey.
    ///   - written: the zones of the page where something may be written.
    ///   - text: the page's own text, in pixels of `pixels`.
    package init(
        form: String, page: Int, paper: PaperSize, pixels: GrayPixels, dpi: Double, written: [Zone],
        text: TextLayer? = nil
    ) {
        self.form = form
        self.page = page
        self.paper = paper
        let pixels = PaperGround(pixels, dpi: dpi).whitened(pixels)
        self.pixels = pixels
        self.dpi = dpi
        let toForm = Homography.scaling(
            x: paper.width / Double(pixels.width), y: paper.height / Double(pixels.height))
        glyphs = text.map { PrintedText.glyphs(of: $0, through: toForm) } ?? []
        let pyramid = Pyramid(pixels, dpi: dpi)
        self.pyramid = pyramid
        landmarks = pyramid.levels.indices.map { level in
            let picture = pyramid.levels[level]
            let size = Self.partSizes[level]
            return LandmarkSelection(
                blank: picture, mask: Self.mask(of: picture, dpi: pyramid.dpi[level], written: written),
                reach: Self.reaches[level],
                parts: (max(3, Int(paper.width / size)), max(3, Int(paper.height / size)))
            ).landmarks()
        }
        densities = Self.scales.map { DensityMap(page: pyramid.levels[1], dpi: pyramid.dpi[1], scale: $0) }
    }

    /// From millimetres on the form to pixels of `pixels`.
    package var toPixels: Homography {
        Homography([Double(pixels.width) / paper.width, 0, 0, 0, Double(pixels.height) / paper.height, 0, 0, 0])
    }

    /// Whether enough is printed to find the page in a scan.
    var canBeKnown: Bool { landmarks.allSatisfy { $0.count >= 6 } }

    /// 0 where something may be written, 1 elsewhere and on what the blank prints itself.
    private static func mask(of picture: GrayPixels, dpi: Double, written: [Zone]) -> [UInt8] {
        var mask = [UInt8](repeating: 1, count: picture.bytes.count)
        for zone in written {
            let rect = zone.grown(by: -0.5).pixels(dpi: dpi).clipped(width: picture.width, height: picture.height)
            for y in rect.y..<rect.maxY {
                for x in rect.x..<rect.maxX where !picture.isDark(nearX: x, y: y) {
                    mask[y * picture.width + x] = 0
                }
            }
        }
        return mask
    }
}

extension Zone {
    /// The smallest rectangle of whole pixels that holds the zone on a picture of the page at `dpi`.
    func pixels(dpi: Double) -> PixelRect {
        let left = Int(Measure.pixels(mm: left, dpi: dpi).rounded(.down))
        let top = Int(Measure.pixels(mm: top, dpi: dpi).rounded(.down))
        return PixelRect(
            x: left, y: top, width: Int(Measure.pixels(mm: right, dpi: dpi).rounded(.up)) - left,
            height: Int(Measure.pixels(mm: bottom, dpi: dpi).rounded(.up)) - top)
    }
}

extension GrayPixels {
    /// Whether that pixel or one of the eight around it is dark.
    fileprivate func isDark(nearX x: Int, y: Int) -> Bool {
        for row in max(0, y - 1)...min(height - 1, y + 1) {
            for column in max(0, x - 1)...min(width - 1, x + 1) where self[column, row] < 200 { return true }
        }
        return false
    }
}
