import Foundation
package import Imaging

extension Homography {
    /// The map that applies `inner` first and this one after; nil where the two send the origin to infinity.
    package func after(_ inner: Homography) -> Homography? {
        let left = matrix
        let right = inner.matrix
        var product = [Double](repeating: 0, count: 9)
        for row in 0..<3 {
            for column in 0..<3 {
                product[row * 3 + column] =
                    left[row * 3] * right[column] + left[row * 3 + 1] * right[3 + column]
                    + left[row * 3 + 2] * right[6 + column]
            }
        }
        return Homography(matrix: product)
    }

    /// The map back; nil where there is none.
    package var inverse: Homography? {
        let m = matrix
        return Homography(matrix: [
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
        ])
    }

    /// Scale, turn (radians, clockwise as seen) and shift.
    static func similarity(scale: Double, angle: Double, x: Double, y: Double) -> Homography {
        Homography([scale * cos(angle), -scale * sin(angle), x, scale * sin(angle), scale * cos(angle), y, 0, 0])
    }

    /// From pixels of a picture of `width` × `height` turned upright by `quarterTurns` clockwise to pixels of the
    /// picture as it is.
    package static func fromUpright(quarterTurns: Int, width: Int, height: Int) -> Homography {
        let width = Double(width)
        let height = Double(height)
        switch quarterTurns & 3 {
        case 1: return Homography([0, 1, 0, -1, 0, height, 0, 0])
        case 2: return Homography([-1, 0, width, 0, -1, height, 0, 0])
        case 3: return Homography([0, -1, width, 1, 0, 0, 0, 0])
        default: return .identity
        }
    }

    private var matrix: [Double] { coefficients + [1] }

    private init?(matrix: [Double]) {
        guard abs(matrix[8]) > 1e-12 else { return nil }
        self.init(matrix[0..<8].map { $0 / matrix[8] })
    }
}
