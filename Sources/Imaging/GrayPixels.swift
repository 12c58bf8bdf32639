/// A grey picture as plain bytes, row by row without padding: 0 is black, 255 is white.
package struct GrayPixels: Sendable, Hashable {
    package let width: Int
    package let height: Int
    /// `width * height` bytes.
    package var bytes: [UInt8]

    package init(width: Int, height: Int, bytes: [UInt8]) {
        precondition(bytes.count == width * height, "A picture has one byte per pixel")
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    package init(width: Int, height: Int, filledWith value: UInt8 = 255) {
        self.init(width: width, height: height, bytes: Array(repeating: value, count: width * height))
    }

    package subscript(x: Int, y: Int) -> UInt8 {
        get { bytes[y * width + x] }
        set { bytes[y * width + x] = newValue }
    }
}
