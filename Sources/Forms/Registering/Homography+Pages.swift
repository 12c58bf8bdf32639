import Foundation
package import Imaging

extension Homography {
    /// Scale, turn (radians, clockwise as seen) and shift.
    static func similarity(scale: Double, angle: Double, x: Double, y: Double) -> Homography {
        Homography([scale * cos(angle), -scale * sin(angle), x, scale * sin(angle), scale * cos(angle), y, 0, 0])
    }

    /// The similarity that brings two pairs together; nil where their points coincide.
    static func similarity(through first: PointPair, _ second: PointPair) -> Homography? {
        let from = Point(second.from.x - first.from.x, second.from.y - first.from.y)
        let to = Point(second.to.x - first.to.x, second.to.y - first.to.y)
        let square = from.x * from.x + from.y * from.y
        guard square > 1e-9 else { return nil }
        let a = (to.x * from.x + to.y * from.y) / square
        let b = (to.y * from.x - to.x * from.y) / square
        return Homography([
            a, -b, first.to.x - a * first.from.x + b * first.from.y,
            b, a, first.to.y - b * first.from.x - a * first.from.y, 0, 0,
        ])
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
