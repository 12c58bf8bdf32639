internal import CArithmetic

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
        guard width > 0, rowLength > 0, start >= 0 else { return }
        // The last row needs no more places than are copied.
        let spare = plane.count - start - min(width, rowLength)
        guard spare >= 0 else { return }
        let rows = min(bytes.count / width, spare / rowLength + 1)
        plane.withUnsafeMutableBufferPointer { plane in
            guard let first = plane.baseAddress else { return }
            tema_fill(first + start, rowLength, bytes, rows, width, scale, shift)
        }
    }

    /// The values that are not below `least`, with their places.
    package static func values(
        in values: UnsafeBufferPointer<Float>, from least: Float
    ) -> [(place: Int32, value: Float)] {
        var found: [(place: Int32, value: Float)] = []
        var place = tema_next(values.baseAddress, values.count, 0, least)
        while place < values.count {
            found.append((Int32(place), values[place]))
            place = tema_next(values.baseAddress, values.count, place + 1, least)
        }
        return found
    }
}
