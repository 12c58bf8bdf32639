import Foundation
package import Imaging

extension Homography {
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
}
