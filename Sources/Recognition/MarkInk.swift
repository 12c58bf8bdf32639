internal import Imaging

/// What a filled zone has more than its blank: the darkness that was added, pixel by pixel.
struct MarkInk {
    let width: Int
    let height: Int
    /// From 0 (as the blank) to 1 (black where the blank is white), row by row.
    let added: [Float]

    /// Added darkness from here on is ink; less is noise, paper or what an eraser left.
    static let least: Float = 0.22

    init(_ crop: MarkCrop) {
        width = min(crop.filled.width, crop.blank.width)
        height = min(crop.filled.height, crop.blank.height)
        guard width > 0, height > 0, crop.filled.width == crop.blank.width else {
            added = []
            return
        }
        let filled = Self.darkness(of: crop.filled)
        let blank = Self.darkness(of: crop.blank)
        let reach = max(1, Int(Measure.pixels(mm: 0.45, dpi: crop.dpi)))
        let shift = Self.shift(of: filled, against: blank, width: width, height: height, reach: reach)
        let tolerance = max(1, Int(Measure.pixels(mm: 0.13, dpi: crop.dpi).rounded()))
        let printed = Self.thickened(blank, width: width, height: height, by: tolerance)
        let (width, height) = (width, height)
        added = [Float](unsafeUninitializedCapacity: width * height) { added, count in
            for y in 0..<height {
                for x in 0..<width {
                    let fromX = x + shift.x
                    let fromY = y + shift.y
                    let isInside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height
                    let dark = isInside ? filled[fromY * width + fromX] : 0
                    added[y * width + x] = max(0, dark - 1.3 * printed[y * width + x])
                }
            }
            count = width * height
        }
    }

    /// Each pixel's darkness against the paper of its own picture, 0 to 1.
    private static func darkness(of pixels: GrayPixels) -> [Float] {
        var histogram = [Int](repeating: 0, count: 256)
        for byte in pixels.bytes { histogram[Int(byte)] += 1 }
        var lighter = 0
        var paper = 255
        while paper > 1, lighter + histogram[paper] <= pixels.bytes.count / 3 {
            lighter += histogram[paper]
            paper -= 1
        }
        let level = Float(max(128, paper))
        return pixels.bytes.map { max(0, (level - Float($0)) / level) }
    }

    /// By how many pixels the filled zone's print lies away from the blank's; nought where the blank has no print.
    private static func shift(
        of filled: [Float], against blank: [Float], width: Int, height: Int, reach: Int
    ) -> (x: Int, y: Int) {
        let printed = blank.indices.filter { blank[$0] > 0.5 }
        guard printed.count > 20 else { return (0, 0) }
        let step = max(1, printed.count / 1500)
        let probes = stride(from: 0, to: printed.count, by: step).map { printed[$0] }
        var best = (score: -Float.infinity, x: 0, y: 0)
        for y in -reach...reach {
            for x in -reach...reach {
                var score: Float = 0
                for probe in probes {
                    let fromX = probe % width + x
                    let fromY = probe / width + y
                    guard fromX >= 0, fromX < width, fromY >= 0, fromY < height else { continue }
                    score += filled[fromY * width + fromX]
                }
                score -= Float(abs(x) + abs(y)) * 0.003 * Float(probes.count)
                if score > best.score { best = (score, x, y) }
            }
        }
        return (best.x, best.y)
    }

    /// Each pixel as dark as the darkest one within `radius` across and down.
    private static func thickened(_ values: [Float], width: Int, height: Int, by radius: Int) -> [Float] {
        var across = values
        for y in 0..<height {
            for x in 0..<width {
                var most: Float = 0
                for near in max(0, x - radius)...min(width - 1, x + radius) {
                    most = max(most, values[y * width + near])
                }
                across[y * width + x] = most
            }
        }
        var both = across
        for y in 0..<height {
            for x in 0..<width {
                var most: Float = 0
                for near in max(0, y - radius)...min(height - 1, y + radius) {
                    most = max(most, across[near * width + x])
                }
                both[y * width + x] = most
            }
        }
        return both
    }
}
