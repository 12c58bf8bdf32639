extension GrayPixels {
    /// The part of the picture in `rect`, as far as it lies inside.
    package func cut(_ rect: PixelRect) -> GrayPixels {
        let inside = rect.clipped(width: width, height: height)
        var part = GrayPixels(width: inside.width, height: inside.height)
        guard inside.width > 0, inside.height > 0 else { return part }
        bytes.withUnsafeBufferPointer { source in
            part.bytes.withUnsafeMutableBufferPointer { target in
                for y in 0..<inside.height {
                    let row = (inside.y + y) * width + inside.x
                    for x in 0..<inside.width { target[y * inside.width + x] = source[row + x] }
                }
            }
        }
        return part
    }

    /// The picture with white margins of that many pixels.
    package func framed(horizontally: Int, vertically: Int) -> GrayPixels {
        var framed = GrayPixels(width: width + 2 * horizontally, height: height + 2 * vertically)
        framed.paste(self, x: horizontally, y: vertically)
        return framed
    }

    /// Puts `part` over the picture; what lies outside is left out.
    package mutating func paste(_ part: GrayPixels, x left: Int, y top: Int) {
        let inside = PixelRect(x: left, y: top, width: part.width, height: part.height)
            .clipped(width: width, height: height)
        let stride = width
        part.bytes.withUnsafeBufferPointer { source in
            bytes.withUnsafeMutableBufferPointer { target in
                for y in inside.y..<inside.maxY {
                    for x in inside.x..<inside.maxX {
                        target[y * stride + x] = source[(y - top) * part.width + (x - left)]
                    }
                }
            }
        }
    }
}
