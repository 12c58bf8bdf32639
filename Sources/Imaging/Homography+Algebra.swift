internal import Foundation

extension Homography {
    /// First this map, then `next`.
    package func then(_ next: Homography) -> Homography {
        Homography(matrix: Matrix.product(next.matrix, matrix))
    }

    /// The map back; nil where this one flattens the plane.
    package var inverse: Homography? {
        let m = matrix
        let adjugate = [
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
        ]
        let determinant = m[0] * adjugate[0] + m[1] * adjugate[3] + m[2] * adjugate[6]
        guard abs(determinant) > 1e-14 else { return nil }
        return Homography(matrix: adjugate)
    }

    /// Moves by pixels (or whatever the plane's unit is).
    package static func translation(x: Double, y: Double) -> Homography { Homography([1, 0, x, 0, 1, y, 0, 0]) }

    /// Stretches from the origin.
    package static func scaling(x: Double, y: Double) -> Homography { Homography([x, 0, 0, 0, y, 0, 0, 0]) }

    /// Turns about the origin, clockwise on a page (x to the right, y down).
    package static func rotation(degrees: Double) -> Homography {
        let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
        return Homography([cosine, -sine, 0, sine, cosine, 0, 0, 0])
    }

    /// How much larger things near `point` become: the square root of the area ratio there.
    package func magnification(at point: Point) -> Double {
        let k = coefficients
        let w = k[6] * point.x + k[7] * point.y + 1
        let image = self(point)
        let (xx, xy) = ((k[0] - k[6] * image.x) / w, (k[1] - k[7] * image.x) / w)
        let (yx, yy) = ((k[3] - k[6] * image.y) / w, (k[4] - k[7] * image.y) / w)
        return abs(xx * yy - xy * yx).squareRoot()
    }

    var matrix: [Double] { coefficients + [1] }

    /// A map that sends the origin to infinity sends it very far instead.
    init(matrix: [Double]) {
        let last = abs(matrix[8]) > 1e-12 ? matrix[8] : 1e-12
        self.init(matrix.dropLast().map { $0 / last })
    }
}

/// 3 × 3 matrices, row by row.
enum Matrix {
    static func product(_ left: [Double], _ right: [Double]) -> [Double] {
        (0..<9).map { place in
            let (row, column) = (place / 3 * 3, place % 3)
            return left[row] * right[column] + left[row + 1] * right[column + 3] + left[row + 2] * right[column + 6]
        }
    }
}
