/// Brings a window of a picture to a number of pixels along one axis: each is the mean of points at most a pixel and a half
/// apart, and each point lies between the two pixels around it.
struct AxisSampling {
    /// The first pixel that is needed, and how many.
    let first: Int
    let count: Int
    /// For each pixel of the result, the first that it needs, counted from `first`.
    private let starts: [Int]
    /// For each pixel of the result, the shares of `taps` pixels.
    private let shares: [Float]
    private let taps: Int

    /// - Parameters:
    ///   - start: where the window begins.
    ///   - window: its length in pixels.
    ///   - side: pixels of the result.
    init(from start: Double, window: Double, side: Int) {
        let fold = max(2, Int((window / Double(side) / 1.5).rounded(.up)))
        let step = window / Double(side * fold)
        let points = (0..<side * fold).map { start + (Double($0) + 0.5) * step - 0.5 }
        let pixels = points.map { Int($0.rounded(.down)) }
        let taps = Int((step * Double(fold)).rounded(.up)) + 2
        var shares = [Float](repeating: 0, count: side * taps)
        first = pixels[0]
        starts = (0..<side).map { pixels[$0 * fold] - pixels[0] }
        for (index, point) in points.enumerated() {
            let place = index / fold * taps + pixels[index] - pixels[index / fold * fold]
            let after = Float(point - Double(pixels[index])) / Float(fold)
            shares[place] += 1 / Float(fold) - after
            shares[place + 1] += after
        }
        self.taps = taps
        self.shares = shares
        count = starts[side - 1] + taps
    }

    /// Samples so many lines; `step` is from one pixel of a line to the next, `lineStep` from one line to the next.
    func sample(
        _ source: [Float], lines: Int, lineStep: Int, step: Int, into target: inout [Float],
        lineStep targetLineStep: Int, step targetStep: Int
    ) {
        source.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                shares.withUnsafeBufferPointer { shares in
                    for line in 0..<lines {
                        for (index, start) in starts.enumerated() {
                            var sum: Float = 0
                            for tap in 0..<taps {
                                sum += shares[index * taps + tap] * source[line * lineStep + (start + tap) * step]
                            }
                            target[line * targetLineStep + index * targetStep] = sum
                        }
                    }
                }
            }
        }
    }
}
