internal import Imaging
internal import Paperwork

/// Rectangles of white paper that printed lines enclose.
struct BlankSurveyCells {
    struct Cell {
        var area: BlankSurveyArea
        /// Words are printed in it.
        var isLabel: Bool

        func encloses(_ other: Cell) -> Bool { area != other.area && area.contains(other.area) }
    }

    private let page: GrayPixels
    private let dpi: Double
    private let threshold: UInt8

    /// Millimetres. Shorter sides are the insides of letters such as 口, not places for writing.
    private static let leastSide = 2.4
    /// Millimetres. A dashed line with shorter gaps is a line.
    private static let longestGap = 0.7
    /// Millimetres from a line within which its own ink may reach into the cell.
    private static let lineReach = 0.5

    init(_ page: GrayPixels, dpi: Double) {
        self.page = page
        self.dpi = dpi
        threshold = page.otsuThreshold()
    }

    func found() -> [Cell] {
        let paper = paperWithGapsClosed()
        let edge = 2
        return paper.binarized(threshold: 128).connectedComponents(touchingAtCorners: false).compactMap { piece in
            let box = piece.box
            guard box.x > edge, box.y > edge, box.maxX < page.width - edge, box.maxY < page.height - edge,
                mm(box.width) >= Self.leastSide, mm(box.height) >= Self.leastSide,
                isRectangle(box, of: paper)
            else { return nil }
            let area = BlankSurveyArea(left: mm(box.x), top: mm(box.y), right: mm(box.maxX), bottom: mm(box.maxY))
            return Cell(area: area, isLabel: holdsWords(box))
        }
    }

    private func mm(_ pixels: Int) -> Double { Measure.mm(pixels: Double(pixels), dpi: dpi) }
    private func pixels(_ mm: Double) -> Int { max(1, Int(Measure.pixels(mm: mm, dpi: dpi).rounded())) }

    /// Paper as 0 and ink as 255, short gaps between inks in a row or column filled.
    private func paperWithGapsClosed() -> GrayPixels {
        let ink = page.bytes.map { $0 < threshold }
        var result = ink
        let gap = pixels(Self.longestGap)
        for y in 0..<page.height {
            Self.closeGaps(&result, in: ink, from: y * page.width, step: 1, count: page.width, upTo: gap)
        }
        for x in 0..<page.width {
            Self.closeGaps(&result, in: ink, from: x, step: page.width, count: page.height, upTo: gap)
        }
        return GrayPixels(width: page.width, height: page.height, bytes: result.map { $0 ? 255 : 0 })
    }

    private static func closeGaps(
        _ result: inout [Bool], in ink: [Bool], from start: Int, step: Int, count: Int, upTo longest: Int
    ) {
        ink.withUnsafeBufferPointer { ink in
            result.withUnsafeMutableBufferPointer { result in
                var last: Int?
                for index in 0..<count where ink[start + index * step] {
                    if let last, index - last > 1, index - last - 1 <= longest {
                        for filled in last + 1..<index { result[start + filled * step] = true }
                    }
                    last = index
                }
            }
        }
    }

    /// White just inside each of its four sides.
    private func isRectangle(_ box: PixelRect, of paper: GrayPixels) -> Bool {
        let inset = min(pixels(Self.lineReach), min(box.width, box.height) / 4)
        let (left, right) = (box.x + inset, box.maxX - 1 - inset)
        let (top, bottom) = (box.y + inset, box.maxY - 1 - inset)
        let sides = [
            PixelRect(x: left, y: top, width: right - left, height: 1),
            PixelRect(x: left, y: bottom, width: right - left, height: 1),
            PixelRect(x: left, y: top, width: 1, height: bottom - top),
            PixelRect(x: right, y: top, width: 1, height: bottom - top),
        ]
        return sides.allSatisfy { paper.inkShare(in: $0, threshold: 128) > 0.85 }
    }

    /// Words stand close together: most millimetres between the first ink and the last have some. A unit at the end of
    /// the cell, as 円, and words far apart, as 年 月 日, leave room for writing.
    private func holdsWords(_ box: PixelRect) -> Bool {
        let inset = pixels(Self.lineReach)
        let bin = pixels(1)
        let inked = stride(from: box.x + inset, to: box.maxX - inset, by: bin).map { x in
            page.inkShare(
                in: PixelRect(
                    x: x, y: box.y + inset, width: min(bin, box.maxX - inset - x), height: box.height - 2 * inset),
                threshold: threshold) > 0
        }
        guard let first = inked.firstIndex(of: true), let last = inked.lastIndex(of: true) else { return false }
        let span = last - first + 1
        let share = Double(inked[first...last].count { $0 }) / Double(span)
        return share >= 0.6 && (Double(span) >= 0.25 * Double(inked.count) || span >= 8)
    }
}
