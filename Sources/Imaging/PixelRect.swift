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
