internal import Imaging

extension Ink {
    /// A piece of ink that hangs together, across corners too.
    struct Component {
        var bounds: PixelRect
        /// Ink pixels.
        var area: Int
        /// The places of its pixels in the picture's rows.
        var pixels: [Int]
    }

    /// All pieces of ink, in the order in which a scan from the top meets them.
    func components() -> [Component] {
        var unseen = isInk
        var found: [Component] = []
        unseen.withUnsafeMutableBufferPointer { unseen in
            for start in unseen.indices where unseen[start] {
                unseen[start] = false
                found.append(component(from: start, unseen: unseen))
            }
        }
        return found
    }

    private func component(from start: Int, unseen: UnsafeMutableBufferPointer<Bool>) -> Component {
        var pixels = [start]
        var next = 0
        var left = width
        var right = 0
        var top = height
        var bottom = 0
        while next < pixels.count {
            let place = pixels[next]
            next += 1
            let x = place % width
            let y = place / width
            left = min(left, x)
            right = max(right, x)
            top = min(top, y)
            bottom = max(bottom, y)
            for neighborY in max(0, y - 1)...min(height - 1, y + 1) {
                for neighborX in max(0, x - 1)...min(width - 1, x + 1) {
                    let neighbor = neighborY * width + neighborX
                    guard unseen[neighbor] else { continue }
                    unseen[neighbor] = false
                    pixels.append(neighbor)
                }
            }
        }
        let bounds = PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
        return Component(bounds: bounds, area: pixels.count, pixels: pixels)
    }

    /// The ink without the pieces that `isDirt` picks.
    func without(_ isDirt: (Component) -> Bool) -> Ink {
        var cleaned = self
        for component in components() where isDirt(component) {
            for pixel in component.pixels { cleaned.isInk[pixel] = false }
        }
        return cleaned
    }
}
