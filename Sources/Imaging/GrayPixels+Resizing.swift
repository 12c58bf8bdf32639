extension GrayPixels {
    /// The picture at another size: cubic (Catmull-Rom) interpolation where it grows, area averages where it shrinks.
    package func resampled(width newWidth: Int, height newHeight: Int) -> GrayPixels {
        guard width > 0, height > 0, newWidth > 0, newHeight > 0 else {
            return GrayPixels(width: max(0, newWidth), height: max(0, newHeight))
        }
        let across = Self.taps(from: width, to: newWidth)
        let down = Self.taps(from: height, to: newHeight)
        let narrowed = bytes.withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: newWidth * height) { target, count in
                for y in 0..<height {
                    for x in 0..<newWidth {
                        var sum: Float = 0
                        for tap in across[x] { sum += Float(source[y * width + tap.index]) * tap.weight }
                        target[y * newWidth + x] = sum
                    }
                }
                count = newWidth * height
            }
        }
        let bytes = narrowed.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { target, count in
                for y in 0..<newHeight {
                    for x in 0..<newWidth {
                        var sum: Float = 0
                        for tap in down[y] { sum += source[tap.index * newWidth + x] * tap.weight }
                        target[y * newWidth + x] = UInt8(min(255, max(0, sum + 0.5)))
                    }
                }
                count = newWidth * newHeight
            }
        }
        return GrayPixels(width: newWidth, height: newHeight, bytes: bytes)
    }

    private struct Tap {
        var index: Int
        var weight: Float
    }

    /// For each new pixel, which old ones it is made of and in what shares, which add up to 1.
    private static func taps(from old: Int, to new: Int) -> [[Tap]] {
        let step = Double(old) / Double(new)
        return (0..<new).map { position in
            let center = (Double(position) + 0.5) * step - 0.5
            let reach = max(1, step)
            let span = step > 1 ? reach : 2
            let first = Int((center - span).rounded(.down))
            let last = Int((center + span).rounded(.up))
            let taps = (first...last).map { (index: Int) -> Tap in
                let distance = (Double(index) - center) / reach
                let weight = step > 1 ? max(0, 1 - abs(distance)) : catmullRom(distance)
                return Tap(index: min(old - 1, max(0, index)), weight: Float(weight))
            }
            let sum = taps.reduce(Float(0)) { $0 + $1.weight }
            return taps.filter { $0.weight != 0 }.map { Tap(index: $0.index, weight: $0.weight / sum) }
        }
    }

    /// The cubic convolution kernel with a = −½ (Keys, "Cubic convolution interpolation", 1981).
    private static func catmullRom(_ distance: Double) -> Double {
        let x = abs(distance)
        if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
        if x < 2 { return ((-0.5 * x + 2.5) * x - 4) * x + 2 }
        return 0
    }
}
