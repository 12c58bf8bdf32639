import Foundation
import Imaging

/// How dark a page is in cells of three millimetres, against its surroundings; for finding roughly where a form lies.
struct DensityMap: Sendable {
    static let cell = 3.0

    /// Odd, so that the page's centre is the middle cell's.
    let width: Int
    let height: Int
    /// Darkness less that of the surroundings, scaled so that the squares add up to about 2²⁶.
    let cells: [Int16]

    private init(width: Int, height: Int, cells: [Int16]) {
        self.width = width
        self.height = height
        self.cells = cells
    }

    /// Of `page`, turned back by `skew` radians about its centre and magnified by `scale`.
    init(page: GrayPixels, dpi: Double, skew: Double = 0, scale: Double = 1) {
        let perCell = Measure.pixels(mm: Self.cell, dpi: dpi) / scale
        let width = Int(Double(page.width) / perCell / 2) * 2 + 1
        let height = Int(Double(page.height) / perCell / 2) * 2 + 1
        var sums = [Int32](repeating: 0, count: width * height)
        var counts = sums
        let a = cos(skew) / perCell
        let b = sin(skew) / perCell
        let middleX = Double(page.width) / 2 - 0.5
        let middleY = Double(page.height) / 2 - 0.5
        page.bytes.withUnsafeBufferPointer { bytes in
            sums.withUnsafeMutableBufferPointer { sums in
                counts.withUnsafeMutableBufferPointer { counts in
                    for y in 0..<page.height {
                        let dy = Double(y) - middleY
                        for x in 0..<page.width {
                            let dx = Double(x) - middleX
                            let column = Int(a * dx + b * dy + Double(width) / 2 + 1) &- 1
                            let row = Int(a * dy - b * dx + Double(height) / 2 + 1) &- 1
                            guard column >= 0, row >= 0, column < width, row < height else { continue }
                            sums[row &* width &+ column] &+= Int32(255 &- bytes[y &* page.width &+ x])
                            counts[row &* width &+ column] &+= 1
                        }
                    }
                }
            }
        }
        let darkness = zip(sums, counts).map { min(Float($0) / Float(max($1, 1)), 120) }
        self.width = width
        self.height = height
        cells = Self.balanced(darkness, width: width, height: height)
    }

    /// Turned clockwise by a quarter.
    var turned: DensityMap {
        var turned = [Int16](repeating: 0, count: cells.count)
        for y in 0..<height {
            for x in 0..<width { turned[x * height + height - 1 - y] = cells[y * width + x] }
        }
        return DensityMap(width: height, height: width, cells: turned)
    }

    /// By how many cells the sizes differ at most.
    func slack(around other: DensityMap) -> Int { max(abs(width - other.width), abs(height - other.height)) }

    /// Whether `other` would have to be turned on its side to fill this page.
    func liesAcross(_ other: DensityMap) -> Bool {
        max(abs(width - other.height), abs(height - other.width)) + 8 < slack(around: other)
    }

    /// A place where another map fits on this one.
    struct Shift {
        /// Cells.
        var x: Int
        var y: Int
        /// How well, from -1 to 1.
        var score: Double

        func isBeside(_ other: Shift) -> Bool { abs(x - other.x) <= 1 && abs(y - other.y) <= 1 }
    }

    /// The `count` places where `other` fits best when its centre is shifted by up to `reach` cells, the best first, none
    /// beside another: the rows of a table make it fit almost as well one row off.
    func bestShifts(of other: DensityMap, reach: Int, count: Int) -> [Shift] {
        let all = (-reach...reach).flatMap { y in
            (-reach...reach).map { x in
                Shift(x: x, y: y, score: Double(product(with: other, shiftX: x, shiftY: y)) / Double(1 << 26))
            }
        }
        var best: [Shift] = []
        for shift in all.sorted(by: { $0.score > $1.score }) where best.count < count {
            if !best.contains(where: shift.isBeside) { best.append(shift) }
        }
        return best
    }

    private func product(with other: DensityMap, shiftX: Int, shiftY: Int) -> Int {
        let offsetX = (width - other.width) / 2 + shiftX
        let offsetY = (height - other.height) / 2 + shiftY
        let rows = max(0, -offsetY)..<max(max(0, -offsetY), min(other.height, height - offsetY))
        let columns = max(0, -offsetX)..<max(max(0, -offsetX), min(other.width, width - offsetX))
        var sum = 0
        cells.withUnsafeBufferPointer { mine in
            other.cells.withUnsafeBufferPointer { theirs in
                for y in rows {
                    let here = (y &+ offsetY) &* width &+ offsetX
                    let there = y &* other.width
                    var rowSum: Int32 = 0
                    for x in columns {
                        rowSum &+= Int32(mine[here &+ x]) &* Int32(theirs[there &+ x])
                    }
                    sum &+= Int(rowSum)
                }
            }
        }
        return sum
    }

    /// Less the mean of the 7 × 7 cells around, scaled to the common norm.
    private static func balanced(_ values: [Float], width: Int, height: Int) -> [Int16] {
        var result = values
        for y in 0..<height {
            for x in 0..<width {
                var sum: Float = 0
                var count: Float = 0
                for row in max(0, y - 3)...min(height - 1, y + 3) {
                    for column in max(0, x - 3)...min(width - 1, x + 3) {
                        sum += values[row * width + column]
                        count += 1
                    }
                }
                result[y * width + x] = values[y * width + x] - sum / count
            }
        }
        let norm = result.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        guard norm > 0 else { return [Int16](repeating: 0, count: values.count) }
        return result.map { Int16(max(-8000, min(8000, $0 / norm * 8192))) }
    }
}
