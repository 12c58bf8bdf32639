/// A point in pixels, x to the right and y down.
package struct Point: Hashable, Sendable, Codable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle of whole pixels.
package struct PixelRect: Hashable, Sendable, Codable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    package var maxX: Int { x + width }
    package var maxY: Int { y + height }

    /// The part inside a picture of that size; empty (width or height 0) where there is none.
    package func clipped(width limitX: Int, height limitY: Int) -> PixelRect {
        let left = min(max(0, x), limitX)
        let top = min(max(0, y), limitY)
        return PixelRect(
            x: left, y: top, width: max(0, min(maxX, limitX) - left), height: max(0, min(maxY, limitY) - top))
    }
}

/// Millimetres in pixels and back: 25.4 mm are one inch.
package enum Measure {
    package static func pixels(mm: Double, dpi: Double) -> Double { mm * dpi / 25.4 }
    package static func mm(pixels: Double, dpi: Double) -> Double { pixels * 25.4 / dpi }
}

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
