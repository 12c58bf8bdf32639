import Imaging

/// Finds by how many pixels the print in a cut of the scan lies beside that of the blank form.
struct PrintAlignment {
    private let blank: GrayPixels
    private let play: Int
    /// Indices into the blank of its ink, and of paper close beside ink.
    private let ink: [Int]
    private let besides: [Int]

    private static let pointLimit = 2500
    /// What a pixel of offset must gain, as a share of the score: with nothing to tell by, nothing is moved.
    private static let costPerPixel = 0.004

    /// - Parameter play: the largest offset, in pixels.
    init(blank: GrayPixels, play: Int) {
        self.blank = blank
        self.play = play
        let mask = InkMask(blank, threshold: 140)
        let near = mask.dilated(by: 3)
        let close = mask.dilated(by: 1)
        ink = Self.thinned(mask.bytes.indices.filter { mask.bytes[$0] == 1 })
        besides = Self.thinned(near.bytes.indices.filter { near.bytes[$0] == 1 && close.bytes[$0] == 0 })
    }

    /// - Parameter seen: the scan, `play` pixels larger than the blank on each side.
    func offset(of seen: GrayPixels) -> (x: Int, y: Int) {
        guard ink.count > 60, !besides.isEmpty else { return (0, 0) }
        let inkPlaces = ink.map { place($0, in: seen) }
        let besidePlaces = besides.map { place($0, in: seen) }
        var best = (x: 0, y: 0, score: -Double.infinity)
        seen.bytes.withUnsafeBufferPointer { bytes in
            let mean = { (places: [Int], shift: Int) -> Double in
                places.withUnsafeBufferPointer { places in
                    var sum = 0
                    for place in places { sum &+= Int(bytes[place &+ shift]) }
                    return Double(sum) / Double(places.count)
                }
            }
            for y in -play...play {
                for x in -play...play {
                    let shift = y * seen.width + x
                    let contrast = mean(besidePlaces, shift) - mean(inkPlaces, shift)
                    let score = contrast * (1 - Self.costPerPixel * Double(x * x + y * y).squareRoot())
                    if score > best.score { best = (x, y, score) }
                }
            }
        }
        return best.score > 15 ? (best.x, best.y) : (0, 0)
    }

    /// The share of the blank's print, between 0 and 1, that `filled` has within `reach` pixels of its place; nil where
    /// there is too little of it to tell.
    ///
    /// - Parameter filled: the scan, print on print, of the blank's own size.
    func foundShare(in filled: GrayPixels, reach: Int) -> Double? {
        guard ink.count > 60, filled.width == blank.width, filled.height == blank.height else { return nil }
        let found = ink.count { filled.isInk(near: $0, reach: reach) }
        return Double(found) / Double(ink.count)
    }

    private func place(_ index: Int, in seen: GrayPixels) -> Int {
        (index / blank.width + play) * seen.width + index % blank.width + play
    }

    private static func thinned(_ points: [Int]) -> [Int] {
        let step = max(1, points.count / pointLimit)
        return step == 1 ? points : stride(from: 0, to: points.count, by: step).map { points[$0] }
    }
}
