internal import Imaging

/// Finds what is printed white on black, so that it can be read as all else is: dark on light, with a frame around it.
struct ReversedPrint {
    /// The page with its dark fills light, their letters dark, and a line around each fill.
    let page: GrayPixels
    /// 0 where a fill was, at half the page's size.
    private let fills: GrayPixels
    /// Whether the page has any.
    let isEmpty: Bool

    /// Millimetres: fills are wider than this both ways; lines and the strokes of letters are not.
    private static let leastSide = 1.5
    /// Millimetres: what is light in a fill and higher is no letter but paper.
    private static let highestWords = 12.0
    /// The least share of ink around a word's letters.
    private static let leastInk = 0.15
    private static let factor = 2

    /// - parameters:
    ///   - page: In grey, whitened.
    ///   - mm: Millimetres of a pixel's side.
    ///   - threshold: Tones below are ink.
    init(_ page: GrayPixels, mm: Double, threshold: UInt8) {
        let small = page.reduced(by: Self.factor)
        let reach = max(1, Int((Self.leastSide / 2 / mm / Double(Self.factor)).rounded()))
        var fills = small.spread(reach, lightest: true).spread(reach, lightest: false)
        isEmpty = !fills.bytes.contains { $0 < threshold }
        guard !isEmpty else {
            (self.page, self.fills) = (page, fills)
            return
        }
        fills.bytes = fills.bytes.map { $0 < threshold ? 0 : 255 }
        for hole in Self.holes(in: fills)
        where Double(hole.height * Self.factor) * mm <= Self.highestWords
            && small.inkShare(in: hole, threshold: threshold) >= Self.leastInk
        {
            fills.fill(hole, with: 0)
        }
        self.fills = fills
        self.page = Self.turned(page, where: fills)
    }

    /// Light places that are dark all around.
    private static func holes(in fills: GrayPixels) -> [PixelRect] {
        let light = GrayPixels(width: fills.width, height: fills.height, bytes: fills.bytes.map { 255 - $0 })
        return light.binarized(threshold: 128).connectedComponents(touchingAtCorners: false).map(\.box).filter {
            $0.x > 0 && $0.y > 0 && $0.maxX < fills.width && $0.maxY < fills.height
        }
    }

    private static func turned(_ page: GrayPixels, where fills: GrayPixels) -> GrayPixels {
        var result = page
        let edge = fills.spread(1, lightest: true)
        for y in 0..<page.height {
            let row = min(y / factor, fills.height - 1) * fills.width
            for x in 0..<page.width {
                let at = row + min(x / factor, fills.width - 1)
                guard fills.bytes[at] == 0 else { continue }
                // The outermost pixels are the frame.
                result[x, y] = edge.bytes[at] == 0 ? 255 - page[x, y] : 0
            }
        }
        return result
    }

    /// The lines across, led on through fills at their ends: rows of labels in one fill have lines beside them only. Dotted
    /// ones part the lines of one text, which one label names.
    func ledOn(_ rules: [Rule], on raster: SurveyRaster) -> [Rule] {
        guard !isEmpty else { return rules }
        let step = raster.across * Double(Self.factor)
        func beside(_ rule: Rule) -> [Area] { rules.map(\.area).filter { abs($0.middle - rule.area.middle) < 0.6 } }
        return rules.flatMap { (rule: Rule) -> [Rule] in
            if rule.isDotted { return [rule] }
            let y = Int(rule.area.middle / raster.down) / Self.factor
            return [rule]
                + [
                    stretch(from: rule.area.left - 1, by: -step, y: y, on: raster).map {
                        Area(
                            left: max($0, beside(rule).map(\.right).filter { $0 < rule.area.left }.max() ?? 0),
                            top: rule.area.top, right: rule.area.left, bottom: rule.area.bottom)
                    },
                    stretch(from: rule.area.right + 1, by: step, y: y, on: raster).map {
                        Area(
                            left: rule.area.right, top: rule.area.top,
                            right: min($0, beside(rule).map(\.left).filter { $0 > rule.area.right }.min() ?? $0),
                            bottom: rule.area.bottom)
                    },
                ].compactMap(\.self).filter { part in
                    part.width > 3
                        && raster.page.inkShare(in: raster.box(part.grown(-0.8, 0)), threshold: raster.threshold) < 0.1
                }.map { Rule(area: $0, isDotted: false) }
        }
    }

    /// The fill's far side, in millimetres; nil where none begins there.
    private func stretch(from start: Double, by step: Double, y: Int, on raster: SurveyRaster) -> Double? {
        guard (0..<fills.height).contains(y) else { return nil }
        func isFill(_ x: Double) -> Bool {
            let column = Int(x / raster.across) / Self.factor
            return (0..<fills.width).contains(column) && fills[column, y] == 0
        }
        guard isFill(start) else { return nil }
        var end = start
        while isFill(end + step) { end += step }
        return end
    }
}
