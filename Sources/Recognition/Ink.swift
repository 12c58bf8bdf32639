internal import Imaging

/// Which pixels of a picture are ink.
struct Ink {
    let width: Int
    let height: Int
    /// Row by row.
    var isInk: [Bool]

    init(width: Int, height: Int, isInk: [Bool]) {
        (self.width, self.height, self.isInk) = (width, height, isInk)
    }

    /// The ink of a picture: what is darker than the threshold between its two levels of grey (Otsu, "A threshold
    /// selection method from gray-level histograms", 1979). A picture whose levels lie closer than `contrast` has none.
    init(in pixels: GrayPixels, contrast: Int = 48) {
        width = pixels.width
        height = pixels.height
        if let threshold = Self.threshold(of: pixels, contrast: contrast) {
            let count = pixels.bytes.count
            isInk = [Bool](unsafeUninitializedCapacity: count) { isInk, initialized in
                pixels.bytes.withUnsafeBufferPointer { bytes in
                    for place in 0..<count { isInk[place] = bytes[place] <= threshold }
                }
                initialized = count
            }
        } else {
            let level: UInt8 = 127
            let isDark = pixels.bytes.contains { $0 <= level }
            isInk = Array(repeating: isDark, count: pixels.bytes.count)
        }
    }

    /// The darkest level of paper less one; nil where the picture has one level only.
    private static func threshold(of pixels: GrayPixels, contrast: Int) -> UInt8? {
        let histogram = pixels.histogram()
        guard let darkest = histogram.firstIndex(where: { $0 > 0 }),
            let lightest = histogram.lastIndex(where: { $0 > 0 }),
            lightest - darkest >= contrast
        else { return nil }
        let total = Double(pixels.bytes.count)
        let sum = histogram.enumerated().reduce(0.0) { $0 + Double($1.offset * $1.element) }
        var below = 0.0
        var sumBelow = 0.0
        var best = (variance: -1.0, level: 127)
        for level in 0..<255 {
            below += Double(histogram[level])
            sumBelow += Double(level * histogram[level])
            guard below > 0, below < total else { continue }
            let difference = sumBelow / below - (sum - sumBelow) / (total - below)
            let variance = below * (total - below) * difference * difference
            if variance > best.variance { best = (variance, level) }
        }
        return UInt8(best.level)
    }

    /// The ink pixels of each row.
    var rows: [Int] {
        isInk.withUnsafeBufferPointer { ink in
            (0..<height).map { y in (0..<width).reduce(0) { $0 + (ink[y * width + $1] ? 1 : 0) } }
        }
    }

    /// The ink pixels of each column in the rows given.
    func columns(in rows: Range<Int>) -> [Int] {
        var counts = [Int](repeating: 0, count: width)
        isInk.withUnsafeBufferPointer { ink in
            for y in rows {
                for x in 0..<width where ink[y * width + x] { counts[x] += 1 }
            }
        }
        return counts
    }

    /// The smallest rectangle that holds all ink inside `rect`; nil where there is none.
    func bounds(in rect: PixelRect) -> PixelRect? {
        let area = rect.clipped(width: width, height: height)
        var left = Int.max
        var right = Int.min
        var top = Int.max
        var bottom = Int.min
        isInk.withUnsafeBufferPointer { ink in
            for y in area.y..<area.maxY {
                for x in area.x..<area.maxX where ink[y * width + x] {
                    left = min(left, x)
                    right = max(right, x)
                    top = min(top, y)
                    bottom = max(bottom, y)
                }
            }
        }
        return left > right ? nil : PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }

    var frame: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }
}
