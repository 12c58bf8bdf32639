import Foundation
import Imaging

/// How a sheet lies on an upright picture of it: flat on a scanner, a little askew, or seen from aside by a camera.
struct PaperLie {
    let paper: PaperSize
    /// From millimetres on the paper to pixels of the picture.
    let toScan: Homography
    private let pixels: GrayPixels
    private let isStraight: Bool
    private let dpi: Double

    /// Radians; a line of 180 mm then rises by a third of a character.
    private static let leastSkew = 0.004
    /// Dots per inch that skew is measured at.
    private static let coarse = 50.0

    /// - Parameters:
    ///   - pixels: with white paper.
    ///   - dpi: dots per inch, at least about.
    init(_ pixels: GrayPixels, dpi: Double) {
        self.pixels = pixels
        self.dpi = dpi
        if let sheet = SheetOutline(pixels) {
            (paper, toScan, isStraight) = (sheet.paper(dpi: dpi), sheet.toScan(dpi: dpi), false)
            return
        }
        let (width, height) = (
            Measure.mm(pixels: Double(pixels.width), dpi: dpi), Measure.mm(pixels: Double(pixels.height), dpi: dpi)
        )
        paper = PaperSize(width: width, height: height)
        let factor = max(1, Int(dpi / Self.coarse))
        let skew = SkewEstimate(page: pixels.reduced(by: factor)).angle
        let perMM = dpi / 25.4
        isStraight = abs(skew) < Self.leastSkew
        guard !isStraight else {
            toScan = .scaling(x: perMM, y: perMM)
            return
        }
        toScan = Homography.translation(x: -width / 2, y: -height / 2).then(
            .similarity(scale: perMM, angle: skew, x: Double(pixels.width) / 2, y: Double(pixels.height) / 2))
    }

    /// The paper, laid straight.
    func picture(dpi wanted: Double) -> GrayPixels {
        if isStraight, abs(wanted - dpi) < 1 { return pixels }
        return pixels.resampled(
            width: max(1, Int(Measure.pixels(mm: paper.width, dpi: wanted))),
            height: max(1, Int(Measure.pixels(mm: paper.height, dpi: wanted))),
            through: Homography.scaling(x: 25.4 / wanted, y: 25.4 / wanted).then(toScan))
    }
}

/// The four corners of a light sheet that was photographed on a darker ground.
struct SheetOutline {
    /// From the top left one, clockwise, in pixels.
    private let corners: [Point]

    /// A sheet takes this share of the picture at least, and of its own outline.
    private static let leastShare = 0.15
    private static let leastFill = 0.93
    /// The picture's share that is dark ground, at least.
    private static let leastGround = 0.06
    private static let side = 400

    /// Nil where the picture shows no such sheet: a scan, or paper on paper.
    init?(_ pixels: GrayPixels) {
        let factor = max(1, max(pixels.width, pixels.height) / Self.side)
        let small = pixels.reduced(by: factor)
        let isLight = small.bytes.map { $0 > 150 }
        let area = small.width * small.height
        guard Double(isLight.count { !$0 }) > Self.leastGround * Double(area) else { return nil }
        // Print on the sheet is closed over, and what hangs at its edge by a thread is cut off.
        let sheet = InkMask(
            GrayPixels(width: small.width, height: small.height, bytes: isLight.map { $0 ? 0 : 255 }), threshold: 128
        ).closed(by: 9).opened(by: 5)
        guard let largest = sheet.components().max(by: { $0.area < $1.area }) else { return nil }
        var extremes: [(Double, Point)] = Array(repeating: (-.infinity, Point(0, 0)), count: 4)
        for y in largest.box.y..<largest.box.maxY {
            for x in largest.box.x..<largest.box.maxX where sheet.bytes[y * sheet.width + x] == 1 {
                let (column, row) = (Double(x), Double(y))
                for (index, sum) in [-column - row, column - row, column + row, row - column].enumerated()
                where sum > extremes[index].0 {
                    extremes[index] = (
                        sum, Point(column + (index == 1 || index == 2 ? 1 : 0), row + (index > 1 ? 1 : 0))
                    )
                }
            }
        }
        let found = extremes.map(\.1)
        let outline =
            zip(found, found.dropFirst() + found.prefix(1))
            .reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
        guard outline > Self.leastShare * Double(area), outline < 0.97 * Double(area),
            Double(largest.area) > Self.leastFill * outline, Double(largest.area) < 1.05 * outline
        else { return nil }
        corners = found.map { Point($0.x * Double(factor), $0.y * Double(factor)) }
    }

    private var size: (width: Double, height: Double) {
        func length(_ first: Int, _ second: Int) -> Double {
            hypot(corners[first].x - corners[second].x, corners[first].y - corners[second].y)
        }
        return (max(length(0, 1), length(3, 2)), max(length(0, 3), length(1, 2)))
    }

    /// Millimetres, by the longest sides.
    func paper(dpi: Double) -> PaperSize {
        PaperSize(
            width: Measure.mm(pixels: size.width, dpi: dpi), height: Measure.mm(pixels: size.height, dpi: dpi))
    }

    func toScan(dpi: Double) -> Homography {
        let paper = paper(dpi: dpi)
        let flat = [
            Point(0, 0), Point(paper.width, 0), Point(paper.width, paper.height), Point(0, paper.height),
        ]
        return Homography.fit(projective: zip(flat, corners).map { PointPair(from: $0, to: $1) })
            ?? .scaling(x: dpi / 25.4, y: dpi / 25.4)
    }
}
