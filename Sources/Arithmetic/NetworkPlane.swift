/// Pictures into a network's input, and what is worth looking at out of its output.
package enum NetworkPlane {
    /// Writes a picture's bytes, each times `scale` plus `shift`, row by row into `plane` from `start` on, where each row
    /// has `rowLength` places. What does not fit is left out.
    ///
    /// - Parameter width: the picture's, in pixels.
    package static func fill(
        _ plane: inout [Float], from start: Int, rowLength: Int, with bytes: [UInt8], width: Int, scale: Float,
        shift: Float
    ) {
        guard width > 0 else { return }
        let copied = min(width, rowLength)
        plane.withUnsafeMutableBufferPointer { plane in
            bytes.withUnsafeBufferPointer { bytes in
                for row in 0..<bytes.count / width {
                    let target = start + row * rowLength
                    guard target + copied <= plane.count else { return }
                    for x in 0..<copied { plane[target + x] = Float(bytes[row * width + x]) * scale + shift }
                }
            }
        }
    }

    /// The values that are not below `least`, with their places.
    package static func values(
        in values: UnsafeBufferPointer<Float>, from least: Float
    ) -> [(place: Int32, value: Float)] {
        var found: [(place: Int32, value: Float)] = []
        for place in values.indices where values[place] >= least { found.append((Int32(place), values[place])) }
        return found
    }
}
