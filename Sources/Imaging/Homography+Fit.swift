/// The same place in two planes.
package struct PointPair: Hashable, Sendable {
    package var from: Point
    package var to: Point
    /// How much the pair counts, above 0.
    package var weight: Double

    package init(from: Point, to: Point, weight: Double = 1) {
        self.from = from
        self.to = to
        self.weight = weight
    }
}

extension Homography {
    /// The affine map that brings the pairs together best: least squares of the distances in the `to` plane.
    ///
    /// Nil where there are fewer than three pairs or all lie on one line.
    package static func fit(affine pairs: [PointPair]) -> Homography? {
        fit(pairs, unknowns: 6) { from, to in
            [
                ([from.x, from.y, 1, 0, 0, 0], to.x),
                ([0, 0, 0, from.x, from.y, 1], to.y),
            ]
        }
    }

    /// The projective map that brings the pairs together best: the direct linear transform over coordinates brought to
    /// mean 0 and mean distance √2, without which it is unstable (Hartley 1997, "In Defense of the Eight-Point
    /// Algorithm").
    ///
    /// Nil where there are fewer than four pairs or too many lie on one line.
    package static func fit(projective pairs: [PointPair]) -> Homography? {
        fit(pairs, unknowns: 8) { from, to in
            [
                ([from.x, from.y, 1, 0, 0, 0, -from.x * to.x, -from.y * to.x], to.x),
                ([0, 0, 0, from.x, from.y, 1, -from.x * to.y, -from.y * to.y], to.y),
            ]
        }
    }

    private typealias Equations = (Point, Point) -> [(row: [Double], value: Double)]

    private static func fit(_ pairs: [PointPair], unknowns: Int, equations: Equations) -> Homography? {
        guard pairs.count * 2 >= unknowns, let before = normalisation(of: pairs.map(\.from)),
            let after = normalisation(of: pairs.map(\.to)), let back = after.inverse
        else { return nil }
        var system = NormalEquations(unknowns: unknowns)
        for pair in pairs {
            for equation in equations(before(pair.from), after(pair.to)) {
                system.add(equation.row, equals: equation.value, weight: pair.weight)
            }
        }
        guard let solution = system.solution() else { return nil }
        let normalised = Homography(solution + Array(repeating: 0, count: 8 - unknowns))
        return before.then(normalised).then(back)
    }

    private static func normalisation(of points: [Point]) -> Homography? {
        let count = Double(points.count)
        let x = points.reduce(0) { $0 + $1.x } / count
        let y = points.reduce(0) { $0 + $1.y } / count
        let distance =
            points.reduce(0) { $0 + (($1.x - x) * ($1.x - x) + ($1.y - y) * ($1.y - y)).squareRoot() } / count
        guard distance > 1e-9, distance.isFinite else { return nil }
        let scale = 2.0.squareRoot() / distance
        return translation(x: -x, y: -y).then(scaling(x: scale, y: scale))
    }
}

/// A weighted linear least-squares problem, gathered equation by equation.
private struct NormalEquations {
    private let unknowns: Int
    private var matrix: [[Double]]

    init(unknowns: Int) {
        self.unknowns = unknowns
        matrix = Array(repeating: Array(repeating: 0, count: unknowns + 1), count: unknowns)
    }

    mutating func add(_ row: [Double], equals value: Double, weight: Double) {
        for i in 0..<unknowns {
            for j in 0..<unknowns { matrix[i][j] += weight * row[i] * row[j] }
            matrix[i][unknowns] += weight * row[i] * value
        }
    }

    /// By Gaussian elimination with the largest pivot; nil where the equations don't settle all unknowns.
    func solution() -> [Double]? {
        var rows = matrix
        let largest = rows.indices.map { abs(rows[$0][$0]) }.max() ?? 0
        for column in 0..<unknowns {
            guard let pivot = (column..<unknowns).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-10 * largest
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<unknowns where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column...unknowns { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<unknowns).map { rows[$0][unknowns] / rows[$0][$0] }
    }
}
