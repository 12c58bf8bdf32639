extension GrayPixels {
    /// How many pixels there are of each of the 256 tones.
    package func histogram() -> [Int] {
        // Neighbours mostly have the same tone: counted in one place, each would wait for the one before it.
        var counts = [Int](repeating: 0, count: 512)
        counts.withUnsafeMutableBufferPointer { counts in
            bytes.withUnsafeBufferPointer { bytes in
                for place in bytes.indices { counts[(place & 1) << 8 | Int(bytes[place])] += 1 }
            }
        }
        return (0..<256).map { counts[$0] + counts[256 + $0] }
    }

    /// The tone that best parts ink from paper (Otsu 1979: largest variance between the two classes): a pixel below it is
    /// ink. From 1 to 255; 128 for a picture of one tone.
    package func otsuThreshold() -> UInt8 {
        let counts = histogram()
        let total = Double(bytes.count)
        let sum = counts.indices.reduce(0.0) { $0 + Double($1) * Double(counts[$1]) }
        var best = (variance: 0.0, threshold: 128)
        var (darkCount, darkSum) = (0.0, 0.0)
        for tone in 0..<255 {
            darkCount += Double(counts[tone])
            darkSum += Double(tone) * Double(counts[tone])
            guard darkCount > 0, darkCount < total else { continue }
            let difference = darkSum / darkCount - (sum - darkSum) / (total - darkCount)
            let variance = darkCount * (total - darkCount) * difference * difference
            if variance > best.variance { best = (variance, tone + 1) }
        }
        return UInt8(best.threshold)
    }

    /// A bitonal picture in which pixels darker than `threshold` are ink.
    package func binarized(threshold: UInt8) -> Bitmap {
        Bitmap(self).binarized(threshold: threshold)
    }

    /// The share of pixels darker than `threshold` inside `rect`, which is clipped to the picture: between 0 and 1.
    package func inkShare(in rect: PixelRect, threshold: UInt8) -> Double {
        let inside = rect.clipped(width: width, height: height)
        guard inside.width > 0, inside.height > 0 else { return 0 }
        var ink = 0
        bytes.withUnsafeBufferPointer { source in
            for y in inside.y..<inside.maxY {
                let row = y * width
                for x in inside.x..<inside.maxX where source[row + x] < threshold { ink += 1 }
            }
        }
        return Double(ink) / Double(inside.width * inside.height)
    }
}
