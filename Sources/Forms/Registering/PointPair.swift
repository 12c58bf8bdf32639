import Foundation
import Imaging

/// Where a point of the blank form is in the scan.
struct PointPair {
    /// Millimetres on the blank form.
    var blank: Point
    /// Pixels of the scan.
    var scan: Point
}

extension Array where Element == PointPair {
    /// The least-squares affine map; nil for fewer than three points or points on a line.
    func affineFit() -> Homography? { fit(columns: 6) }

    /// The least-squares projective map (direct linear transform with w = 1 at the origin); nil where there is none.
    func projectiveFit() -> Homography? {
        guard count >= 8, let middle = centre else { return nil }
        let spread = 100.0
        let toMiddle = Homography([1 / spread, 0, -middle.x / spread, 0, 1 / spread, -middle.y / spread, 0, 0])
        let centred = map { PointPair(blank: toMiddle($0.blank), scan: $0.scan) }
        return centred.fit(columns: 8)?.after(toMiddle)
    }

    /// The similarity through the first two points; nil where they coincide.
    func similarityFit() -> Homography? {
        guard count >= 2 else { return nil }
        let (first, second) = (self[0], self[1])
        let from = Point(second.blank.x - first.blank.x, second.blank.y - first.blank.y)
        let to = Point(second.scan.x - first.scan.x, second.scan.y - first.scan.y)
        let square = from.x * from.x + from.y * from.y
        guard square > 1e-9 else { return nil }
        let a = (to.x * from.x + to.y * from.y) / square
        let b = (to.y * from.x - to.x * from.y) / square
        return Homography([
            a, -b, first.scan.x - a * first.blank.x + b * first.blank.y,
            b, a, first.scan.y - b * first.blank.x - a * first.blank.y, 0, 0,
        ])
    }

    private var centre: Point? {
        guard !isEmpty else { return nil }
        return Point(
            reduce(0) { $0 + $1.blank.x } / Double(count), reduce(0) { $0 + $1.blank.y } / Double(count))
    }

    private func fit(columns: Int) -> Homography? {
        guard count >= 3 else { return nil }
        var normal = [Double](repeating: 0, count: columns * (columns + 1))
        for pair in self {
            let (x, y, u, v) = (pair.blank.x, pair.blank.y, pair.scan.x, pair.scan.y)
            let rows: [([Double], Double)] = [
                ([x, y, 1, 0, 0, 0, -u * x, -u * y], u), ([0, 0, 0, x, y, 1, -v * x, -v * y], v),
            ]
            for (row, target) in rows {
                for i in 0..<columns where row[i] != 0 {
                    for j in 0..<columns { normal[i * (columns + 1) + j] += row[i] * row[j] }
                    normal[i * (columns + 1) + columns] += row[i] * target
                }
            }
        }
        return solve(&normal, size: columns).map { Homography($0 + [Double](repeating: 0, count: 8 - columns)) }
    }
}

/// Solves the linear system whose rows, each with its right-hand side, are `system` (Gauss with partial pivoting).
private func solve(_ system: inout [Double], size: Int) -> [Double]? {
    let stride = size + 1
    for column in 0..<size {
        var pivot = column
        for row in column..<size where abs(system[row * stride + column]) > abs(system[pivot * stride + column]) {
            pivot = row
        }
        guard abs(system[pivot * stride + column]) > 1e-10 else { return nil }
        for j in 0..<stride where pivot != column {
            system.swapAt(pivot * stride + j, column * stride + j)
        }
        for row in 0..<size where row != column {
            let factor = system[row * stride + column] / system[column * stride + column]
            for j in column..<stride { system[row * stride + j] -= factor * system[column * stride + j] }
        }
    }
    return (0..<size).map { system[$0 * stride + size] / system[$0 * stride + $0] }
}
