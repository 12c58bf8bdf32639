internal import Foundation
internal import Imaging

/// A line of writing, brought to the size that the line network reads.
struct LinePicture {
    /// Dark on white, `LineNetwork.height` high.
    let pixels: GrayPixels
    /// Columns without ink between its characters.
    private let ink: Ink

    /// White above and below a line's ink, in its heights.
    private static let margin = 0.16
    /// A line whose ink is lower than this holds low signs only, and is not blown up to a whole line's height: capitals of
    /// 6 pt, in mm.
    private static let lowest = 2.0

    /// - Parameters:
    ///   - bounds: the line's ink, in pixels of `zone`.
    ///   - dpi: dots per inch of `zone`.
    init(_ zone: GrayPixels, bounds: PixelRect, dpi: Double) {
        let low = Int(Measure.pixels(mm: Self.lowest, dpi: dpi))
        let tall = max(bounds.height, min(low, max(2, zone.height)))
        let above = (tall - bounds.height) / 2
        let frame = max(2, Int((Double(tall) * Self.margin).rounded()))
        let line = zone.cut(
            PixelRect(
                x: bounds.x - frame, y: bounds.y - above - frame, width: bounds.width + 2 * frame,
                height: tall + 2 * frame))
        var whole = GrayPixels(width: bounds.width + 2 * frame, height: tall + 2 * frame)
        whole.paste(line, x: max(0, frame - bounds.x), y: max(0, above + frame - bounds.y))
        self.init(whole)
    }

    /// - Parameter picture: A line with its margins.
    init(_ picture: GrayPixels) {
        let height = LineNetwork.height
        let scale = Double(height) / Double(max(1, picture.height))
        let width = min(LineNetwork.longest, max(LineNetwork.stride, Int((Double(picture.width) * scale).rounded())))
        pixels = picture.resampled(width: width, height: height)
        ink = Ink(in: pixels)
    }

    /// The characters of the line with the places of their ink, where blanks are kept as wide as their gaps say.
    func symbols(of spots: [LineDecoder.Spot]) -> [GlyphLineReader.Symbol] {
        let columns = ink.columns(in: 0..<ink.height)
        let centres = spots.map { Self.centre(of: $0.step) }
        let rows = ink.bounds(in: ink.frame)
        var lefts = spots.map { _ in rows?.x ?? 0 }
        var rights = spots.map { _ in rows?.maxX ?? ink.width }
        for index in spots.indices.dropLast() {
            let gap = Self.widestGap(between: centres[index], and: centres[index + 1], in: columns)
            (rights[index], lefts[index + 1]) = (gap.lowerBound, gap.upperBound)
        }
        return spots.indices.map { index in
            GlyphLineReader.Symbol(
                bounds: PixelRect(
                    x: lefts[index], y: rows?.y ?? 0, width: max(1, rights[index] - lefts[index]),
                    height: rows?.height ?? ink.height),
                alternatives: spots[index].alternatives, cost: 0)
        }
    }

    /// The column in the middle of a step.
    static func centre(of step: Int) -> Int { step * LineNetwork.stride + LineNetwork.stride / 2 }

    /// The widest run of columns without ink; an empty one half way where all hold some.
    private static func widestGap(between left: Int, and right: Int, in columns: [Int]) -> Range<Int> {
        var widest = (left + right) / 2..<(left + right) / 2
        var start: Int?
        for x in max(0, left)..<max(left, min(columns.count, right)) {
            if columns[x] > 0 {
                start = nil
                continue
            }
            start = start ?? x
            if let start, x + 1 - start > widest.count { widest = start..<x + 1 }
        }
        return widest
    }
}
