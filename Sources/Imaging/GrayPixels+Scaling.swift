extension GrayPixels {
    /// The whole picture at another size: mean of the covered area where it shrinks, linear between pixels where it
    /// grows; each direction by itself.
    package func scaled(width newWidth: Int, height newHeight: Int) -> GrayPixels {
        precondition(newWidth > 0 && newHeight > 0 && width > 0 && height > 0, "A picture has a size")
        let columns = Taps(from: width, to: newWidth)
        let rows = Taps(from: height, to: newHeight)
        let across = width
        let result = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { buffer, count in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: across) { line in
                bytes.withUnsafeBufferPointer { source in
                    for y in 0..<newHeight {
                        rows.gatherLine(y, from: source, width: across, into: line)
                        columns.gatherAcross(line, into: buffer, at: y * newWidth)
                    }
                }
            }
            count = newWidth * newHeight
        }
        return GrayPixels(width: newWidth, height: newHeight, bytes: result)
    }
}

/// Which old pixels make each new pixel in one direction, and their weights, which add up to 1.
private struct Taps {
    let starts: [Int]
    let counts: [Int]
    let offsets: [Int]
    let weights: [Float]

    init(from old: Int, to new: Int) {
        var starts: [Int] = []
        var counts: [Int] = []
        var offsets: [Int] = []
        var weights: [Float] = []
        let step = Double(old) / Double(new)
        for index in 0..<new {
            let taps = step > 1 ? Self.area(index, step, old) : Self.linear(index, step, old)
            starts.append(taps.start)
            counts.append(taps.weights.count)
            offsets.append(weights.count)
            weights += taps.weights
        }
        self.starts = starts
        self.counts = counts
        self.offsets = offsets
        self.weights = weights
    }

    private static func area(_ index: Int, _ step: Double, _ old: Int) -> (start: Int, weights: [Float]) {
        let low = Double(index) * step
        let high = min(Double(old), low + step)
        let start = Int(low)
        let end = min(old, max(start + 1, Int(high.rounded(.up))))
        let covered = (start..<end).map { max(0, min(high, Double($0 + 1)) - max(low, Double($0))) }
        let total = covered.reduce(0, +)
        return (start, covered.map { Float($0 / total) })
    }

    private static func linear(_ index: Int, _ step: Double, _ old: Int) -> (start: Int, weights: [Float]) {
        let centre = min(Double(old - 1), max(0, (Double(index) + 0.5) * step - 0.5))
        let start = min(Int(centre), max(0, old - 2))
        let share = Float(centre - Double(start))
        return old == 1 ? (0, [1]) : (start, [1 - share, share])
    }

    func gatherLine(
        _ index: Int, from source: UnsafeBufferPointer<UInt8>, width: Int, into line: UnsafeMutableBufferPointer<Float>
    ) {
        for x in 0..<width { line[x] = 0.5 }
        for tap in 0..<counts[index] {
            let weight = weights[offsets[index] + tap]
            let row = (starts[index] + tap) * width
            for x in 0..<width { line[x] += weight * Float(source[row + x]) }
        }
    }

    func gatherAcross(
        _ line: UnsafeMutableBufferPointer<Float>, into result: UnsafeMutableBufferPointer<UInt8>, at base: Int
    ) {
        weights.withUnsafeBufferPointer { weights in
            for index in 0..<starts.count {
                var sum: Float = 0
                let offset = offsets[index]
                let start = starts[index]
                for tap in 0..<counts[index] { sum += weights[offset + tap] * line[start + tap] }
                result[base + index] = UInt8(min(255, sum))
            }
        }
    }
}
