import Imaging

extension GrayPixels {
    /// The mean of each `factor` × `factor` block; what is left over at the right and bottom is dropped.
    func reduced(by factor: Int) -> GrayPixels {
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

    /// A picture of `width` × `height` pixels whose pixel at (x, y) is this one's at `map(x + ½, y + ½)`, between
    /// pixels by bilinear interpolation, white outside.
    func resampled(width newWidth: Int, height newHeight: Int, through map: Homography) -> GrayPixels {
        let k = map.coefficients
        let isAffine = k[6] == 0 && k[7] == 0
        let lastX = Double(width) - 1
        let lastY = Double(height) - 1
        let result = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { target, count in
            bytes.withUnsafeBufferPointer { source in
                for y in 0..<newHeight {
                    let v = Double(y) + 0.5
                    for x in 0..<newWidth {
                        let u = Double(x) + 0.5
                        var sx = k[0] * u + k[1] * v + k[2]
                        var sy = k[3] * u + k[4] * v + k[5]
                        if !isAffine {
                            let w = 1 / (k[6] * u + k[7] * v + 1)
                            sx *= w
                            sy *= w
                        }
                        sx -= 0.5
                        sy -= 0.5
                        guard sx > -0.5, sy > -0.5, sx < lastX + 0.5, sy < lastY + 0.5 else {
                            target[y &* newWidth &+ x] = 255
                            continue
                        }
                        sx = min(max(sx, 0), lastX)
                        sy = min(max(sy, 0), lastY)
                        let left = Int(sx)
                        let top = Int(sy)
                        let fx = Int((sx - Double(left)) * 256)
                        let fy = Int((sy - Double(top)) * 256)
                        let at = top &* width &+ left
                        let right = left &+ 1 < width ? 1 : 0
                        let down = top &+ 1 < height ? width : 0
                        let upper = Int(source[at]) &* (256 &- fx) &+ Int(source[at &+ right]) &* fx
                        let lower = Int(source[at &+ down]) &* (256 &- fx) &+ Int(source[at &+ down &+ right]) &* fx
                        target[y &* newWidth &+ x] = UInt8(
                            truncatingIfNeeded: (upper &* (256 &- fy) &+ lower &* fy &+ 32768) >> 16)
                    }
                }
            }
            count = newWidth * newHeight
        }
        return GrayPixels(width: newWidth, height: newHeight, bytes: result)
    }
}
