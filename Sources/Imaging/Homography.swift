/// A projective map of the plane: (x, y) → ((a·x + b·y + c) / w, (d·x + e·y + f) / w) with w = g·x + h·y + 1.
///
/// An affine map has g = h = 0.
package struct Homography: Hashable, Sendable, Codable {
    /// a, b, c, d, e, f, g, h.
    package var coefficients: [Double]

    package init(_ coefficients: [Double]) {
        precondition(coefficients.count == 8, "A homography has eight coefficients")
        self.coefficients = coefficients
    }

    package static let identity = Homography([1, 0, 0, 0, 1, 0, 0, 0])

    package func callAsFunction(_ point: Point) -> Point {
        let k = coefficients
        let w = k[6] * point.x + k[7] * point.y + 1
        return Point((k[0] * point.x + k[1] * point.y + k[2]) / w, (k[3] * point.x + k[4] * point.y + k[5]) / w)
    }
}
