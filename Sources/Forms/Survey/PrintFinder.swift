internal import Imaging

/// What is printed on a page beside its lines: pieces of letters, and small empty boxes.
struct PrintFinder {
    struct Found {
        /// Pieces of letters.
        var marks: [Area] = []
        /// Small boxes that stand by themselves: to tick, or for one character each; their insides.
        var boxes: [Area] = []
        /// The page without lines and boxes, for reading.
        var letters: GrayPixels
    }

    private let raster: SurveyRaster

    /// Millimetres; smaller is dirt.
    private static let leastMark = 0.25
    /// Millimetres; larger is a picture or a frame.
    private static let largestMark = 16.0
    /// Millimetres: the sides of a small box.
    private static let boxSides = 2.0...14.0

    init(_ raster: SurveyRaster) { self.raster = raster }

    func found(without rules: RuleFinder.Found) -> Found {
        var letters = raster.page
        for rule in rules.across + rules.down + rules.ticks {
            let box = raster.box(rule.area)
            letters.fill(
                PixelRect(x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2), with: 255)
        }
        var found = Found(letters: letters)
        let pieces = letters.binarized(threshold: raster.threshold).connectedComponents()
        for piece in pieces {
            let area = raster.area(piece.box)
            guard max(area.width, area.height) >= Self.leastMark else { continue }
            if Self.isEdge(area, of: rules) {
                found.letters.fill(piece.box, with: 255)
                continue
            }
            if let inside = inside(of: piece.box, area) {
                found.boxes.append(inside)
                found.letters.fill(piece.box, with: 255)
            } else if max(area.width, area.height) <= Self.largestMark {
                found.marks.append(area)
            }
        }
        // The inside of a box holds what is printed in it, as a bold box holds a tick: that is no box of its own.
        found.boxes = found.boxes.filter { box in !found.boxes.contains { $0 != box && $0.contains(box) } }
        return found
    }

    /// What a line left where it is a little thicker than elsewhere, or two lines meet: no letter.
    private static func isEdge(_ area: Area, of rules: RuleFinder.Found) -> Bool {
        guard min(area.width, area.height) <= 0.45, max(area.width, area.height) >= 2.5 else { return false }
        let isAcross = area.width > area.height
        return (isAcross ? rules.across : rules.down).contains { rule in
            isAcross
                ? abs(rule.area.middle - area.middle) < 0.8 && rule.area.sharedWidth(area) > 0.8 * area.width
                : abs(rule.area.centre - area.centre) < 0.8 && rule.area.sharedHeight(area) > 0.8 * area.height
        }
    }

    /// The paper in a piece of ink that is a box's outline; nil where it is none.
    private func inside(of box: PixelRect, _ area: Area) -> Area? {
        guard Self.boxSides.contains(area.width), Self.boxSides.contains(area.height),
            (0.5...2).contains(area.width / area.height)
        else { return nil }
        let band = max(2, Int((0.3 / raster.across).rounded()))
        guard box.width > 4 * band, box.height > 4 * band else { return nil }
        let across = { (y: Int) in
            self.covered(box.x..<box.maxX) { x in (y..<y + band).contains { self.isInk(x, $0) } }
        }
        let down = { (x: Int) in
            self.covered(box.y..<box.maxY) { y in (x..<x + band).contains { self.isInk($0, y) } }
        }
        guard across(box.y) > 0.95, across(box.maxY - band) > 0.95, down(box.x) > 0.95, down(box.maxX - band) > 0.95
        else { return nil }
        // 口 stands on two feet: its lowest row has nothing between them.
        let lowest = max(
            covered(box.x..<box.maxX) { self.isInk($0, box.maxY - 1) },
            covered(box.x..<box.maxX) { self.isInk($0, box.maxY - 2) })
        guard lowest > 0.6 else { return nil }
        let white = PixelRect(
            x: box.x + 2 * band, y: box.y + 2 * band, width: box.width - 4 * band, height: box.height - 4 * band)
        guard raster.page.inkShare(in: white, threshold: raster.threshold) < 0.04 else { return nil }
        return area.grown(-0.2, -0.2)
    }

    private func isInk(_ x: Int, _ y: Int) -> Bool { raster.page[x, y] < raster.threshold }

    private func covered(_ range: Range<Int>, _ isCovered: (Int) -> Bool) -> Double {
        Double(range.count(where: isCovered)) / Double(max(1, range.count))
    }
}
