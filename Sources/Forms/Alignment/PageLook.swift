import Imaging

/// What a page looks like before any form is looked for on it.
///
/// Blank is only a light page on which nothing is left once its own paper is taken away. Specks, punch holes, the
/// scan's dark edges, folds, and what shows through from the other side don't count: what shows through is blurred by
/// the paper, and fine strokes don't survive that.
enum PageLook: Hashable {
    case blank
    /// Something is printed or written on it.
    case written
    /// Fine strokes are on it, all of them too pale for ink.
    case pale
    /// It is dark as a whole: a sheet of dark paper, a failed scan.
    case dark
    /// Light strokes on a dark page.
    case negative

    /// Square millimetres of ink from which a page counts as written on: about two hand-written characters.
    static let inkLimit = 4.0
    /// Paper is at least so light, of 255.
    private static let lightest = 128
    /// Millimetres.
    private static let edge = 3.0
    /// Square millimetres; a full stop of 9 point print is larger than the lower one.
    private static let speck = 0.15
    private static let hole = 15.0
    /// With paper at 255, ink is darker than this.
    private static let ink: UInt8 = 158
    /// By how many greys of 255 a pale stroke is darker than what lies on both sides of it, at least.
    private static let paleContrast = 9
    /// Millimetres: how large a pale character may be. What is longer or thinner than that is a fold.
    private static let character = 1.0...40.0

    /// `page` at about 100 dots per inch.
    init(_ page: GrayPixels, dpi: Double) {
        let ground = PaperGround(page, dpi: dpi)
        guard ground.paper >= Self.lightest else {
            self = Self.strokes(on: page.lifted(over: ground.paper), dpi: dpi) >= Self.inkLimit ? .negative : .dark
            return
        }
        let flat = ground.whitened(page)
        let ink = InkMask(flat, threshold: Self.ink)
        if Self.isWritten(ink, dpi: dpi) {
            self = .written
        } else {
            self = Self.strokes(on: flat, besides: ink, dpi: dpi) >= Self.inkLimit ? .pale : .blank
        }
    }

    /// Whether less than a quarter of the page is as light as paper.
    static func isDark(_ page: GrayPixels) -> Bool { page.paperWhite < lightest }

    private static func isWritten(_ ink: InkMask, dpi: Double) -> Bool {
        let squareMM = squareMM(dpi)
        guard Double(ink.count) < 0.02 * Double(ink.width * ink.height) else { return true }
        let written = ink.components().filter { component in
            let area = Double(component.area) * squareMM
            let box = component.box
            let isHole =
                area > Self.hole && component.area * 10 > box.width * box.height * 6
                && box.width * 10 < box.height * 16 && box.height * 10 < box.width * 16
            return area >= Self.speck && !touchesEdge(box, of: ink, dpi: dpi) && !isHole
        }
        return written.reduce(0) { $0 + Double($1.area) * squareMM } >= Self.inkLimit
    }

    /// Square millimetres of strokes no wider than half a millimetre that make up characters.
    private static func strokes(on page: GrayPixels, besides ink: InkMask? = nil, dpi: Double) -> Double {
        var fine = page.fineDarkness(reach: 1)
        var histogram = GreyHistogram()
        for level in fine.bytes { histogram.add(level) }
        // Noise makes every other pixel darker than its surroundings by its median.
        let least = max(Self.paleContrast, 4 * histogram.level(ofShare: 0.5))
        fine.bytes.withUnsafeMutableBufferPointer { bytes in
            for index in bytes.indices { bytes[index] = Int(bytes[index]) >= least ? 0 : 255 }
        }
        var mask = InkMask(fine, threshold: 128)
        if let ink { mask = mask.without(ink.dilated(by: 4)) }
        let squareMM = squareMM(dpi)
        return mask.components().filter { component in
            let (width, height) = (
                Measure.mm(pixels: Double(component.box.width), dpi: dpi),
                Measure.mm(pixels: Double(component.box.height), dpi: dpi)
            )
            return Double(component.area) * squareMM >= Self.speck && min(width, height) >= Self.character.lowerBound
                && max(width, height) <= Self.character.upperBound
                && !touchesEdge(component.box, of: mask, dpi: dpi)
        }
        .reduce(0) { $0 + Double($1.area) * squareMM }
    }

    private static func touchesEdge(_ box: PixelRect, of page: InkMask, dpi: Double) -> Bool {
        let edge = Int(Measure.pixels(mm: Self.edge, dpi: dpi))
        return box.x < edge || box.y < edge || box.maxX > page.width - edge || box.maxY > page.height - edge
    }

    private static func squareMM(_ dpi: Double) -> Double {
        let mm = Measure.mm(pixels: 1, dpi: dpi)
        return mm * mm
    }
}

extension GrayPixels {
    /// What is lighter than `ground`, as dark on white.
    fileprivate func lifted(over ground: Int) -> GrayPixels {
        GrayPixels(width: width, height: height, bytes: bytes.map { UInt8(255 - max(0, Int($0) - ground)) })
    }

    /// By how much each pixel is darker than what surrounds it, 0 on paper and in what is wider than `2 × reach + 1`
    /// pixels (the black top hat: F. Meyer, Contrast feature extraction, 1977).
    func fineDarkness(reach: Int) -> GrayPixels {
        var result = spread(reach, lightest: true).spread(reach, lightest: false)
        result.bytes.withUnsafeMutableBufferPointer { target in
            bytes.withUnsafeBufferPointer { source in
                for index in target.indices { target[index] = target[index] &- min(target[index], source[index]) }
            }
        }
        return result
    }

    /// Each pixel takes the lightest, or darkest, of those up to `reach` away across and down.
    func spread(_ reach: Int, lightest: Bool) -> GrayPixels {
        var across = self
        var result = self
        bytes.withUnsafeBufferPointer { source in
            across.bytes.withUnsafeMutableBufferPointer { target in
                for y in 0..<height {
                    let row = y &* width
                    for x in 0..<width {
                        var level = source[row &+ x]
                        for near in max(0, x &- reach)...min(width &- 1, x &+ reach) {
                            let other = source[row &+ near]
                            if lightest ? other > level : other < level { level = other }
                        }
                        target[row &+ x] = level
                    }
                }
            }
        }
        across.bytes.withUnsafeBufferPointer { source in
            result.bytes.withUnsafeMutableBufferPointer { target in
                for y in 0..<height {
                    let rows = max(0, y &- reach)...min(height &- 1, y &+ reach)
                    for x in 0..<width {
                        var level = source[y &* width &+ x]
                        for near in rows {
                            let other = source[near &* width &+ x]
                            if lightest ? other > level : other < level { level = other }
                        }
                        target[y &* width &+ x] = level
                    }
                }
            }
        }
        return result
    }
}
