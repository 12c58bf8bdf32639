internal import Foundation
internal import Imaging
internal import Paperwork

/// Finds the printed lines of a page, solid, dashed and dotted, pale ones too.
///
/// A line's pixel is darker than the paper on both of its sides; a run of such pixels, small gaps closed, that is long and
/// thin and has clean paper along a side is a line. Rows of letters have runs too, but never a clean side.
struct RuleFinder {
    /// Lines across, and lines down.
    struct Found {
        var across: [Rule] = []
        var down: [Rule] = []
        /// Short lines down that stand on a line across with one end: the ticks of a comb.
        var ticks: [Rule] = []
    }

    private let raster: SurveyRaster

    /// Tones by which a line is darker than the paper beside it.
    private static let contrast = 26
    /// Millimetres from a line's pixel to the paper beside it.
    private static let side = 0.8
    /// Millimetres between two dashes of one line.
    private static let longestGap = 1.1
    /// Millimetres: shorter runs are strokes of letters.
    private static let leastLength = 2.2
    /// Millimetres: a line as long as this needs no other to hold its ends.
    private static let freeLength = 9.0
    private static let thickest = 1.9
    /// Millimetres: a row of fewer dots, or of higher ones, is a row of letters.
    private static let leastDots = 6.0
    private static let thickestDots = 0.9

    init(_ raster: SurveyRaster) { self.raster = raster }

    func found() -> Found {
        let across = candidates(in: raster.page, along: raster.across, over: raster.down)
            .map { Rule(area: $0.area, isDotted: $0.isDotted) }
        let down = candidates(in: raster.page.transposed(), along: raster.down, over: raster.across).map {
            Rule(
                area: Area(left: $0.area.top, top: $0.area.left, right: $0.area.bottom, bottom: $0.area.right),
                isDotted: $0.isDotted)
        }
        return Self.held(across: across, down: down)
    }

    /// Long lines stand for themselves; short ones count where others hold them.
    private static func held(across: [Rule], down: [Rule]) -> Found {
        var found = Found()
        found.across = across.filter { $0.length >= freeLength }
        found.down = down.filter { $0.length >= freeLength }
        for _ in 0..<3 {
            let (wide, high) = (Set(found.across), Set(found.down))
            found.across += across.filter { !wide.contains($0) && $0.endsHeld(by: found.down) == 2 }
            found.down += down.filter { !high.contains($0) && $0.endsHeld(by: found.across) == 2 }
        }
        // A line down that holds nothing and is held by nothing is a stroke or an ornament.
        let kept = Set(found.down)
        found.ticks = down.filter {
            !kept.contains($0) && $0.length < freeLength && $0.endsHeld(by: found.across) == 1
        }
        return found
    }

    /// Lines along the rows of `picture`, `x` in its rows' direction.
    private func candidates(in picture: GrayPixels, along: Double, over: Double) -> [Rule] {
        let ridges = ridges(in: picture, distance: max(2, Int((Self.side / over).rounded())))
        let runs = closed(ridges, gap: Int(Self.longestGap / along), least: Int(Self.leastLength / along))
        return runs.binarized(threshold: 128).connectedComponents().flatMap { piece in
            rules(piece.box, ridges: ridges, in: picture, along: along, over: over)
        }
    }

    /// 0 where a pixel is darker than those at that distance above and below, or at half of it; 255 elsewhere.
    private func ridges(in picture: GrayPixels, distance: Int) -> GrayPixels {
        let (width, height) = (picture.width, picture.height)
        var result = [UInt8](repeating: 255, count: width * height)
        let paper = [UInt8](repeating: 255, count: width)
        picture.bytes.withUnsafeBufferPointer { source in
            paper.withUnsafeBufferPointer { paper in
                result.withUnsafeMutableBufferPointer { result in
                    func line(_ y: Int) -> UnsafeBufferPointer<UInt8> {
                        (0..<height).contains(y) ? UnsafeBufferPointer(rebasing: source[(y * width)...]) : paper
                    }
                    for y in 0..<height {
                        let row = y &* width
                        let (above, below) = (line(y - distance), line(y + distance))
                        let (near, under) = (line(y - distance / 2), line(y + distance / 2))
                        for x in 0..<width {
                            let tone = Int(source[row &+ x]) &+ Self.contrast
                            if tone < max(Int(above[x]), Int(near[x])), tone < max(Int(below[x]), Int(under[x])) {
                                result[row &+ x] = 0
                            }
                        }
                    }
                }
            }
        }
        return GrayPixels(width: width, height: height, bytes: result)
    }

    /// Runs of ridges at least that long, gaps closed; a ridge counts for the rows beside it too, for lines that slope a
    /// little.
    private func closed(_ ridges: GrayPixels, gap: Int, least: Int) -> GrayPixels {
        let (width, height) = (ridges.width, ridges.height)
        var result = [UInt8](repeating: 255, count: width * height)
        ridges.bytes.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { result in
                for y in 1..<max(1, height - 1) {
                    let row = y &* width
                    var start = -1
                    var last = -1
                    for x in 0...width {
                        let at = row &+ x
                        let isRidge =
                            x < width && (source[at] & source[at &- width] & source[at &+ width]) == 0
                        if isRidge {
                            if start < 0 { start = x }
                            last = x
                        } else if start >= 0, x == width || x &- last > gap {
                            if last &- start &+ 1 >= least {
                                for filled in start...last { result[row &+ filled] = 0 }
                            }
                            start = -1
                        }
                    }
                }
            }
        }
        return GrayPixels(width: width, height: height, bytes: result)
    }

    /// The lines in a run: its solid stretches, or else all of it as dots and dashes.
    private func rules(
        _ box: PixelRect, ridges: GrayPixels, in picture: GrayPixels, along: Double, over: Double
    ) -> [Rule] {
        guard let body = body(of: box, ridges: ridges), Double(body.height) * over <= Self.thickest else { return [] }
        let columns = (body.x..<body.maxX).map { x in (body.y..<body.maxY).contains { ridges[x, $0] == 0 } }
        let stretches = Self.stretches(of: columns, gap: max(2, Int((0.45 / along).rounded())))
        func rule(_ range: Range<Int>, isDotted: Bool) -> Rule? {
            let part = PixelRect(
                x: body.x + range.lowerBound, y: body.y, width: range.count, height: body.height)
            let length = Double(part.width) * along
            guard length >= Self.leastLength, length >= 2.5 * Double(part.height) * over,
                isDotted || isFilled(part, of: ridges, over: over),
                isClean(part, of: picture, over: over, isDotted: isDotted, isShort: length < Self.freeLength)
            else { return nil }
            return Rule(
                area: Area(
                    left: Double(part.x) * along, top: Double(part.y) * over, right: Double(part.maxX) * along,
                    bottom: Double(part.maxY) * over), isDotted: isDotted)
        }
        let solid = stretches.filter { Double($0.count) * along >= 5 || $0.count * 10 >= columns.count * 8 }
        // Where letters make the run, it has gaps of all lengths; dots and dashes have gaps of one.
        let filled = Double(columns.count { $0 }) / Double(max(1, columns.count))
        if (0.3...0.9).contains(filled), Double(columns.count) * along >= Self.leastDots,
            Double(body.height) * over <= Self.thickestDots, hasEvenGaps(columns, along: along)
        {
            return rule(0..<columns.count, isDotted: true).map { [$0] } ?? []
        }
        return solid.compactMap { rule($0, isDotted: false) }
    }

    /// Whether a line's ink fills its box; two lines that meet a pixel apart fill little more than half of theirs.
    private func isFilled(_ part: PixelRect, of ridges: GrayPixels, over: Double) -> Bool {
        let least = Double(part.height) * over <= Self.thickestDots ? 0.4 : 0.6
        return part.height <= 3 || ridges.inkShare(in: part, threshold: 128) >= least
    }

    /// Ranges of ink between gaps longer than `gap`.
    private static func stretches(of columns: [Bool], gap: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for (index, isInk) in columns.enumerated() where isInk {
            if let last = found.last, index - last.upperBound <= gap {
                found[found.count - 1] = last.lowerBound..<index + 1
            } else {
                found.append(index..<index + 1)
            }
        }
        return found
    }

    /// Paper along a side; along both of a short line, which a stroke of a letter would be too.
    private func isClean(
        _ body: PixelRect, of picture: GrayPixels, over: Double, isDotted: Bool, isShort: Bool
    ) -> Bool {
        let distance = max(2, Int((0.3 / over).rounded()))
        let sides = [
            cleanShare(body, of: picture, row: body.y - distance),
            cleanShare(body, of: picture, row: body.maxY - 1 + distance),
        ]
        guard let cleaner = sides.max(), let other = sides.min() else { return false }
        return cleaner >= (isDotted ? 0.88 : 0.78) && (!isShort || other >= 0.6)
    }

    /// The rows of the box in which the line's ink is: letters that touch it add rows with little.
    private func body(of box: PixelRect, ridges: GrayPixels) -> PixelRect? {
        var counts = (box.y..<box.maxY).map { y in (box.x..<box.maxX).count { ridges[$0, y] == 0 } }
        guard let most = counts.max(), most > 0 else { return nil }
        counts = counts.map { $0 * 5 >= most ? $0 : 0 }
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
            return nil
        }
        return PixelRect(x: box.x, y: box.y + first, width: box.width, height: last - first + 1)
    }

    private func hasEvenGaps(_ columns: [Bool], along: Double) -> Bool {
        var gaps: [Int] = []
        var open = 0
        for isInk in columns {
            if !isInk {
                open += 1
            } else if open > 0 {
                gaps.append(open)
                open = 0
            }
        }
        guard let usual = gaps.sorted().dropFirst(gaps.count / 2).first else { return true }
        // A crossing line or a letter beside it spoils some.
        return Double(gaps.count) >= Double(columns.count) * along / 4
            && Double(gaps.count { abs($0 - usual) <= max(1, usual / 3) }) >= 0.75 * Double(gaps.count)
    }

    /// The share of that row's pixels that are paper.
    private func cleanShare(_ body: PixelRect, of picture: GrayPixels, row: Int) -> Double {
        guard (0..<picture.height).contains(row) else { return 0 }
        let paper = raster.threshold
        return Double((body.x..<body.maxX).count { picture[$0, row] >= paper }) / Double(max(1, body.width))
    }
}
