import Imaging

/// A patch of the blank form that is found again by its looks: a crossing of rules, a printed word.
struct Landmark: Sendable {
    /// Pixels on a side.
    static let size = 20

    /// Left top corner in pixels of the blank's level.
    let x: Int
    let y: Int
    /// Darkness less its mean, 0 where something may be written: `size` × `size`.
    private let pattern: [Int16]
    /// 1 where the blank's looks count, 0 where something may be written.
    private let mask: [Int16]
    private let norm: Double
    private let count: Double

    /// Nil where too little of the patch counts or nothing is printed in it.
    init?(blank: GrayPixels, mask pageMask: [UInt8], x: Int, y: Int) {
        self.x = x
        self.y = y
        let size = Self.size
        var mask = [Int16](repeating: 0, count: size * size)
        var values = mask
        for row in 0..<size {
            for column in 0..<size {
                let at = (y + row) * blank.width + x + column
                mask[row * size + column] = Int16(pageMask[at])
                values[row * size + column] = Int16(255 - blank.bytes[at])
            }
        }
        let count = mask.reduce(0) { $0 + Int($1) }
        guard count >= size * size / 3 else { return nil }
        let sum = zip(values, mask).reduce(0) { $0 + Int($1.0) * Int($1.1) }
        let mean = Int16(sum / count)
        pattern = zip(values, mask).map { ($0 - mean) * $1 }
        let square = pattern.reduce(0) { $0 + Int($1) * Int($1) }
        guard square / count > 60 else { return nil }
        self.mask = mask
        self.count = Double(count)
        norm = Double(square).squareRoot()
    }

    /// Where the patch is found.
    struct Match {
        /// Pixels to the right and down of where it was expected.
        var dx: Double
        var dy: Double
        /// Normalised cross-correlation, from -1 to 1.
        var score: Double
        /// The best score more than two pixels away.
        var secondScore: Double
    }

    /// Looks for the patch in `window`, which is the patch's own size and `reach` pixels more on each side.
    func find(in window: GrayPixels, reach: Int) -> Match {
        let side = 2 * reach + 1
        var scores = [Double](repeating: -1, count: side * side)
        let values = window.bytes.map { Int16(255 - $0) }
        for dy in 0..<side {
            for dx in 0..<side { scores[dy * side + dx] = score(values, width: window.width, dx: dx, dy: dy) }
        }
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else {
            return Match(dx: 0, dy: 0, score: -1, secondScore: -1)
        }
        let (column, row) = (best % side, best / side)
        var second = -1.0
        for dy in 0..<side {
            for dx in 0..<side where max(abs(dx - column), abs(dy - row)) > 2 {
                second = max(second, scores[dy * side + dx])
            }
        }
        let acrossX =
            column > 0 && column < side - 1
            ? vertex(scores[best - 1], scores[best], scores[best + 1]) : 0
        let acrossY =
            row > 0 && row < side - 1
            ? vertex(scores[best - side], scores[best], scores[best + side]) : 0
        return Match(
            dx: Double(column - reach) + acrossX, dy: Double(row - reach) + acrossY, score: scores[best],
            secondScore: second)
    }

    private func score(_ values: [Int16], width: Int, dx: Int, dy: Int) -> Double {
        let size = Self.size
        var product = 0
        var sum = 0
        var squares = 0
        values.withUnsafeBufferPointer { values in
            pattern.withUnsafeBufferPointer { pattern in
                mask.withUnsafeBufferPointer { mask in
                    for row in 0..<size {
                        let here = (dy &+ row) &* width &+ dx
                        let there = row &* size
                        var rowProduct: Int32 = 0
                        var rowSum: Int32 = 0
                        var rowSquares: Int32 = 0
                        for column in 0..<size {
                            let value = Int32(values[here &+ column] &* mask[there &+ column])
                            rowProduct &+= value &* Int32(pattern[there &+ column])
                            rowSum &+= value
                            rowSquares &+= value &* value
                        }
                        product &+= Int(rowProduct)
                        sum &+= Int(rowSum)
                        squares &+= Int(rowSquares)
                    }
                }
            }
        }
        let variance = Double(squares) - Double(sum) * Double(sum) / count
        guard variance > 20 * count else { return 0 }
        return Double(product) / (norm * variance.squareRoot())
    }

    /// The place of a parabola's top through three scores one apart, within half a step of the middle.
    private func vertex(_ before: Double, _ middle: Double, _ after: Double) -> Double {
        let bend = before - 2 * middle + after
        return bend < -1e-9 ? max(-0.5, min(0.5, (before - after) / (2 * bend))) : 0
    }
}
