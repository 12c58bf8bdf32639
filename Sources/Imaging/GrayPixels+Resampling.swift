extension GrayPixels {
    /// A picture of the given size whose pixels come from the places that `map` sends them to.
    ///
    /// Coordinates count from the top left corner of the top left pixel, so pixel (x, y) has its centre at
    /// (x + 0.5, y + 0.5), in both pictures. Between pixels the tones are interpolated linearly; where the map shrinks
    /// by more than 1.5, means of square blocks are taken first, so that thin lines keep their share of ink.
    ///
    /// - parameters:
    ///   - map: From the new picture's pixels to this one's.
    ///   - background: The tone of all that lies outside this picture.
    package func resampled(width: Int, height: Int, through map: Homography, background: UInt8 = 255) -> GrayPixels {
        let shrinking = map.magnification(at: Point(Double(width) / 2, Double(height) / 2))
        let block = shrinking > 1.5 && shrinking.isFinite ? Int(shrinking.rounded()) : 1
        guard block > 1, let reach = reach(of: map, width: width, height: height, margin: 2 * block) else {
            return interpolated(width: width, height: height, through: map, background: background)
        }
        let coarse = blockMeans(of: reach, block: block, background: background)
        let toCoarse = Homography.translation(x: Double(-reach.x), y: Double(-reach.y))
            .then(.scaling(x: 1 / Double(block), y: 1 / Double(block)))
        return coarse.interpolated(width: width, height: height, through: map.then(toCoarse), background: background)
    }

    /// The part of this picture that a picture of that size reaches through `map`; nil where it reaches none.
    private func reach(of map: Homography, width: Int, height: Int, margin: Int) -> PixelRect? {
        let (right, bottom) = (Double(width), Double(height))
        let corners = [Point(0, 0), Point(right, 0), Point(0, bottom), Point(right, bottom)].map { map($0) }
        let bound = 1e8
        guard corners.allSatisfy({ abs($0.x) < bound && abs($0.y) < bound }) else { return nil }
        let xs = corners.map { Int($0.x) }
        let ys = corners.map { Int($0.y) }
        guard let left = xs.min(), let maxX = xs.max(), let top = ys.min(), let maxY = ys.max() else { return nil }
        let inside = PixelRect(
            x: left - margin, y: top - margin, width: maxX - left + 2 * margin, height: maxY - top + 2 * margin
        ).clipped(width: self.width, height: self.height)
        return inside.width > 0 && inside.height > 0 ? inside : nil
    }

    /// The mean of each block of `block` × `block` pixels in `rect`; what is missing of the last blocks is background.
    private func blockMeans(of rect: PixelRect, block: Int, background: UInt8) -> GrayPixels {
        let (across, down) = ((rect.width + block - 1) / block, (rect.height + block - 1) / block)
        let area = UInt32(block * block)
        var sums = [UInt32](repeating: 0, count: across)
        let result = [UInt8](unsafeUninitializedCapacity: across * down) { buffer, count in
            bytes.withUnsafeBufferPointer { source in
                sums.withUnsafeMutableBufferPointer { sums in
                    for blockY in 0..<down {
                        for index in 0..<across { sums[index] = area / 2 }
                        for y in rect.y + blockY * block..<rect.y + (blockY + 1) * block {
                            let row = y * width
                            for blockX in 0..<across {
                                let left = rect.x + blockX * block
                                let right = y < rect.maxY ? min(left + block, rect.maxX) : left
                                var sum: UInt32 = 0
                                for x in left..<right { sum += UInt32(source[row + x]) }
                                sums[blockX] += sum + UInt32(block - (right - left)) * UInt32(background)
                            }
                        }
                        for index in 0..<across { buffer[blockY * across + index] = UInt8(sums[index] / area) }
                    }
                }
            }
            count = across * down
        }
        return GrayPixels(width: across, height: down, bytes: result)
    }

    private func interpolated(width newWidth: Int, height newHeight: Int, through map: Homography, background: UInt8)
        -> GrayPixels
    {
        let line = MappedLine(map)
        let result = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { buffer, count in
            bytes.withUnsafeBufferPointer { source in
                let sampler = Sampler(source: source, width: width, height: height, background: background)
                for y in 0..<newHeight {
                    line.fill(row: y, width: newWidth, from: sampler, into: buffer, at: y * newWidth)
                }
            }
            count = newWidth * newHeight
        }
        return GrayPixels(width: newWidth, height: newHeight, bytes: result)
    }
}

/// Walks along the rows of a new picture.
///
/// The map is followed exactly every 32 pixels and in straight steps between: within so short a stretch even a
/// photographed page bends by less than a hundredth of a pixel.
private struct MappedLine {
    private let map: Homography
    private static let stretch = 32
    /// Beyond it no picture reaches, and fixed-point numbers would run over.
    private static let bound = 1e8

    init(_ map: Homography) { self.map = map }

    func fill(
        row: Int, width: Int, from sampler: Sampler, into buffer: UnsafeMutableBufferPointer<UInt8>, at base: Int
    ) {
        var start = 0
        while start < width {
            let count = min(Self.stretch, width - start)
            let first = map(Point(Double(start) + 0.5, Double(row) + 0.5))
            let last = map(Point(Double(start + count) + 0.5, Double(row) + 0.5))
            if [first.x, first.y, last.x, last.y].allSatisfy({ abs($0) < Self.bound }) {
                sampler.fill(buffer, at: base + start, count: count, from: first, to: last)
            } else {
                for index in 0..<count { buffer[base + start + index] = sampler.background }
            }
            start += count
        }
    }
}

/// Tones between the pixels of a picture.
private struct Sampler {
    let source: UnsafeBufferPointer<UInt8>
    let width: Int
    let height: Int
    let background: UInt8

    /// Coordinates count from the corner of the first pixel; 8 bits of each are used between pixels.
    @inline(__always)
    func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>, at base: Int, count: Int, from first: Point, to last: Point
    ) {
        let one = 65_536.0
        var x = Int((first.x - 0.5) * one)
        var y = Int((first.y - 0.5) * one)
        let stepX = Int((last.x - first.x) * one / Double(count))
        let stepY = Int((last.y - first.y) * one / Double(count))
        let (innerWidth, innerHeight) = (UInt(max(0, width - 1)), UInt(max(0, height - 1)))
        for index in 0..<count {
            let (left, top) = (x >> 16, y >> 16)
            let (shareX, shareY) = ((x >> 8) & 255, (y >> 8) & 255)
            if UInt(bitPattern: left) < innerWidth, UInt(bitPattern: top) < innerHeight {
                let place = top &* width &+ left
                buffer[base &+ index] = Self.mix(
                    Int(source[place]), Int(source[place &+ 1]), Int(source[place &+ width]),
                    Int(source[place &+ width &+ 1]), shareX, shareY)
            } else {
                buffer[base &+ index] = Self.mix(
                    pixel(left, top), pixel(left + 1, top), pixel(left, top + 1), pixel(left + 1, top + 1), shareX,
                    shareY)
            }
            x &+= stepX
            y &+= stepY
        }
    }

    private func pixel(_ x: Int, _ y: Int) -> Int {
        x >= 0 && y >= 0 && x < width && y < height ? Int(source[y * width + x]) : Int(background)
    }

    @inline(__always)
    private static func mix(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ shareX: Int, _ shareY: Int) -> UInt8 {
        let above = (a << 8) &+ (b &- a) &* shareX
        let below = (c << 8) &+ (d &- c) &* shareX
        return UInt8(truncatingIfNeeded: ((above << 8) &+ (below &- above) &* shareY &+ 32_768) >> 16)
    }
}
