internal import Imaging

extension GrayPixels {
    /// Low ink at the upper or the lower edge is no writing but reaches in from outside: the foot of the line above, the
    /// top of a circle below. It is as low as this beside the highest piece of writing.
    private static let low = 0.45
    /// The soft edge of ink, in pixels.
    private static let edge = 2

    /// The picture without what reaches in at its upper and lower edges; nil where nothing does.
    ///
    /// - Parameter components: those of this picture's ink.
    func withoutIntruders(among components: [Ink.Component]) -> GrayPixels? {
        func isAtEdge(_ bounds: PixelRect) -> Bool { bounds.y <= 1 || bounds.maxY >= height - 1 }
        let highest = components.map(\.bounds).filter { !isAtEdge($0) }.map(\.height).max() ?? 0
        let intruders = components.filter {
            isAtEdge($0.bounds) && Double($0.bounds.height) < Self.low * Double(highest)
        }
        guard !intruders.isEmpty else { return nil }
        var bytes = bytes
        for pixel in intruders.flatMap(\.pixels) {
            let (x, y) = (pixel % width, pixel / width)
            for row in max(0, y - Self.edge)...min(height - 1, y + Self.edge) {
                for column in max(0, x - Self.edge)...min(width - 1, x + Self.edge) {
                    bytes[row * width + column] = .max
                }
            }
        }
        return GrayPixels(width: width, height: height, bytes: bytes)
    }
}
