internal import CPoppler
internal import Foundation

extension PageOverlay {
    /// Tones by which a dot differs where an annotation lies.
    private static let leastDifference = 8
    /// A field's frame, in pixels.
    private static let frame = 4
    /// Tones between the lightest and the darkest dot of a field without writing.
    private static let evenness = 32

    /// Nil where no annotation changes how the page looks and no field lacks the value that it has.
    init?(over bitmap: Bitmap, of page: PDFPage) {
        let marks = page.annotations.drawn
        guard !marks.isEmpty,
            let beneath = page.annotations.withoutAny({ page.drawn(width: bitmap.width, height: bitmap.height) })
        else { return nil }
        let (seen, under) = (bitmap.grayPixels(), beneath.grayPixels())
        func pixels(_ area: PopplerRectangle) -> PixelRect { seen.area(area, of: page) }
        let areas = marks.map { pixels($0.area) }.filter { seen.differs(from: under, in: $0, by: Self.leastDifference) }
        let undrawn = page.fieldsWithText.map(pixels).filter {
            !seen.differs(from: under, in: $0, by: Self.leastDifference)
                || seen.isEven($0, within: Self.evenness, frame: Self.frame)
        }
        guard !areas.isEmpty || !undrawn.isEmpty else { return nil }
        self.init(beneath: beneath, areas: areas, undrawn: undrawn)
    }
}

extension GrayPixels {
    /// An annotation's place; annotations are given from the lower left corner.
    fileprivate func area(_ area: PopplerRectangle, of page: PDFPage) -> PixelRect {
        let (across, down) = (Double(width) / page.width, Double(height) / page.height)
        func pixel(_ value: Double, _ rule: FloatingPointRoundingRule) -> Int {
            Int(max(-1e6, min(1e6, value.isFinite ? value : 0)).rounded(rule))
        }
        let left = pixel(min(area.x1, area.x2) * across, .down)
        let top = pixel((page.height - max(area.y1, area.y2)) * down, .down)
        return PixelRect(
            x: left, y: top, width: pixel(max(area.x1, area.x2) * across, .up) - left,
            height: pixel((page.height - min(area.y1, area.y2)) * down, .up) - top
        ).clipped(width: width, height: height)
    }

    fileprivate func differs(from other: GrayPixels, in area: PixelRect, by least: Int) -> Bool {
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX where abs(Int(self[x, y]) - Int(other[x, y])) >= least { return true }
        }
        return false
    }

    fileprivate func isEven(_ area: PixelRect, within tones: Int, frame: Int) -> Bool {
        var (least, most) = (UInt8.max, UInt8.min)
        for y in area.y + frame..<max(area.y + frame, area.maxY - frame) {
            for x in area.x + frame..<max(area.x + frame, area.maxX - frame) {
                least = min(least, self[x, y])
                most = max(most, self[x, y])
            }
        }
        return Int(most) - Int(least) <= tones
    }
}
