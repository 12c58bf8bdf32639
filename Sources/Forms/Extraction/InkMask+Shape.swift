import Imaging

extension InkMask {
    /// Grown by `radius` pixels in all directions, as a square.
    func dilated(by radius: Int) -> InkMask {
        var across = InkMask(width: width, height: height)
        var grown = across
        bytes.withUnsafeBufferPointer { source in
            across.bytes.withUnsafeMutableBufferPointer { target in
                for index in source.indices where source[index] == 1 {
                    let x = index % width
                    let row = index - x
                    for column in max(0, x - radius)...min(width - 1, x + radius) { target[row &+ column] = 1 }
                }
            }
        }
        across.bytes.withUnsafeBufferPointer { source in
            grown.bytes.withUnsafeMutableBufferPointer { target in
                for y in 0..<height {
                    for row in max(0, y - radius)...min(height - 1, y + radius) {
                        for x in 0..<width { target[y &* width &+ x] |= source[row &* width &+ x] }
                    }
                }
            }
        }
        return grown
    }

    /// Without what is narrower than `2 × radius + 1` pixels in some direction; what lies outside the picture counts as
    /// ink.
    func opened(by radius: Int) -> InkMask {
        inverted().dilated(by: radius).inverted().dilated(by: radius)
    }

    /// With gaps of up to `2 × radius` pixels filled.
    func closed(by radius: Int) -> InkMask {
        dilated(by: radius).inverted().dilated(by: radius).inverted()
    }

    /// What lies in rows or columns of at least so many pixels of ink.
    func lines(ofAtLeast length: Int) -> InkMask {
        var lines = InkMask(width: width, height: height)
        for (count, step, lineCount, lineStep) in [(width, 1, height, width), (height, width, width, 1)] {
            for line in 0..<lineCount {
                var run = 0
                for place in 0...count {
                    if place < count, bytes[line * lineStep + place * step] == 1 {
                        run += 1
                        continue
                    }
                    if run >= length {
                        for back in 1...run { lines.bytes[line * lineStep + (place - back) * step] = 1 }
                    }
                    run = 0
                }
            }
        }
        return lines
    }

    private func inverted() -> InkMask {
        var result = self
        for index in result.bytes.indices { result.bytes[index] = 1 - result.bytes[index] }
        return result
    }

    /// What is ink here and not in `other`.
    func without(_ other: InkMask) -> InkMask {
        var rest = self
        rest.bytes.withUnsafeMutableBufferPointer { rest in
            other.bytes.withUnsafeBufferPointer { other in
                for index in rest.indices { rest[index] &= 1 &- other[index] }
            }
        }
        return rest
    }

    mutating func add(_ component: Component) {
        for run in component.runs {
            for index in run.start..<run.start + run.length { bytes[index] = 1 }
        }
    }
}

extension InkMask.Component {
    /// How many of the component's pixels are set in `mask`, a mask of the same size as the component's own.
    func area(in mask: InkMask) -> Int {
        runs.reduce(0) { sum, run in
            sum + (run.start..<run.start + run.length).reduce(0) { $0 + Int(mask.bytes[$1]) }
        }
    }

    /// How many of the component's pixels lie in `rect` of a mask of that width.
    func area(in rect: PixelRect, width: Int) -> Int {
        runs.reduce(0) { sum, run in
            let y = run.start / width
            let x = run.start % width
            guard y >= rect.y, y < rect.maxY else { return sum }
            return sum + max(0, min(rect.maxX, x + run.length) - max(rect.x, x))
        }
    }
}
