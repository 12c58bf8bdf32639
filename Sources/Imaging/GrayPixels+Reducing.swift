extension GrayPixels {
    /// The mean of each `factor` × `factor` block; what is left over at the right and bottom is dropped.
    package func reduced(by factor: Int) -> GrayPixels {
        guard factor > 1, width >= factor, height >= factor else { return self }
        let newWidth = width / factor
        let newHeight = height / factor
        let area = UInt32(factor * factor)
        let reduced = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { target, count in
            var sums = [UInt32](repeating: 0, count: newWidth * factor)
            bytes.withUnsafeBufferPointer { source in
                sums.withUnsafeMutableBufferPointer { sums in
                    for y in 0..<newHeight {
                        sums.update(repeating: 0)
                        for inner in 0..<factor {
                            let row = source.baseAddress! + (y * factor + inner) * width
                            for x in 0..<newWidth * factor { sums[x] &+= UInt32(row[x]) }
                        }
                        for x in 0..<newWidth {
                            var sum: UInt32 = area / 2
                            for inner in 0..<factor { sum &+= sums[x &* factor &+ inner] }
                            target[y * newWidth + x] = UInt8(truncatingIfNeeded: sum / area)
                        }
                    }
                }
            }
            count = newWidth * newHeight
        }
        return GrayPixels(width: newWidth, height: newHeight, bytes: reduced)
    }
}
