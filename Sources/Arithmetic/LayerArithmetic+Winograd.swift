extension LayerArithmetic {
    /// Points of a transformed tile.
    package static let points = 16

    /// Numbers that `convolveTiles` needs room for beside its input and its result.
    package static func workspace(side: Int, channels: Int, outputs: Int) -> Int {
        Tiles(side: side, channels: channels, outputs: outputs).workspace
    }

    /// The same as `convolve` for many channels, with less than half of the products: F(2 × 2, 3 × 3) of Lavin and Gray,
    /// "Fast Algorithms for Convolutional Neural Networks", CVPR 2016.
    ///
    /// - Parameters:
    ///   - channels: a multiple of eight.
    ///   - weights: those of `transformed(kernel:)`, point by point, each in pairs of eight outputs.
    ///   - isPooled: whether the greatest of each 2 × 2 pixels is kept, or all of them.
    ///   - workspace: room for so many numbers as the function of that name tells.
    ///   - result: room for pictures of `side` pixels along each side, or half as many if pooled, and the frame.
    package static func convolveTiles(
        _ framed: UnsafePointer<Float>, pictures: Int, side: Int, channels: Int, weights: UnsafePointer<Eight>,
        bias: UnsafePointer<Eight>, outputs: Int, isPooled: Bool, frame: Int,
        workspace: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>
    ) {
        let tiles = Tiles(side: side, channels: channels, outputs: outputs)
        let places = FramedPlaces(side: isPooled ? side / 2 : side, channels: outputs, frame: frame)
        let size = (side + 2) * (side + 2) * channels
        for first in stride(from: 0, to: pictures, by: tiles.pictures) {
            let count = min(tiles.pictures, pictures - first)
            for picture in 0..<count {
                tiles.transform(framed + (first + picture) * size, picture: picture, into: workspace)
            }
            tiles.multiply(workspace, pictures: count, weights: weights)
            for picture in 0..<count {
                tiles.store(workspace, picture: picture, bias: bias, isPooled: isPooled) { x, y in
                    result + places.start(picture: first + picture, x: x, y: y)
                }
            }
        }
    }

    /// A 3 × 3 kernel at the sixteen points, row by row: G g Gᵀ.
    package static func transformed(kernel: [Float]) -> [Float] {
        let g: [[Float]] = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]]
        return (0..<points).map { point in
            (0..<9).reduce(0) { $0 + g[point / 4][$1 / 3] * kernel[$1] * g[point % 4][$1 % 3] }
        }
    }
}

/// The tiles of as many pictures as are transformed at once: their inputs at each point, and behind them their sums.
private struct Tiles {
    /// Along each side of a picture.
    let across: Int
    let side: Int
    let channels: Int
    let outputs: Int
    let pictures: Int
    /// Tiles of so many pictures, filled up to a multiple of four.
    let count: Int
    /// Of sixteen outputs.
    let pairs: Int

    /// As many at once as the processor's second cache holds.
    private static let most = 144

    init(side: Int, channels: Int, outputs: Int) {
        (self.side, self.channels, self.outputs) = (side, channels, outputs)
        across = side / 2
        pictures = max(1, Self.most / max(1, across * across))
        count = Self.filled(pictures * across * across)
        pairs = (outputs + LayerArithmetic.width - 1) / LayerArithmetic.width
    }

    var workspace: Int { LayerArithmetic.points * count * (channels + sumWidth) }

    /// Numbers of one tile's sums at one point.
    private var sumWidth: Int { pairs * LayerArithmetic.width }

    private static func filled(_ tiles: Int) -> Int { (tiles + 3) / 4 * 4 }

    private func sums(in workspace: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
        workspace + LayerArithmetic.points * count * channels
    }

    /// The sums of all tiles at each point.
    func multiply(
        _ workspace: UnsafeMutablePointer<Float>, pictures: Int, weights: UnsafePointer<LayerArithmetic.Eight>
    ) {
        let used = Self.filled(pictures * across * across)
        let zero: [LayerArithmetic.Eight] = [.zero, .zero]
        zero.withUnsafeBufferPointer { zero in
            guard let zero = zero.baseAddress else { return }
            for point in 0..<LayerArithmetic.points {
                for pair in 0..<pairs {
                    let own = weights + (point * pairs + pair) * 2 * channels
                    for tile in stride(from: 0, to: used, by: 4) {
                        let four = LayerArithmetic.products(
                            workspace + (point * count + tile) * channels, segments: 1, length: channels, stride: 0,
                            steps: (channels, 2 * channels, 3 * channels), weights: own, bias: zero)
                        let place = sums(in: workspace) + (point * count + tile) * sumWidth
                        four.store(at: place + pair * LayerArithmetic.width, step: sumWidth)
                    }
                }
            }
        }
    }

    /// What comes of each tile, or the greatest of it, at the places that `place` gives for its pixels.
    @inline(__always)
    func store(
        _ workspace: UnsafeMutablePointer<Float>, picture: Int, bias: UnsafePointer<LayerArithmetic.Eight>,
        isPooled: Bool, place: (_ x: Int, _ y: Int) -> UnsafeMutablePointer<Float>
    ) {
        for y in 0..<across {
            for x in 0..<across {
                let tile = sums(in: workspace) + ((picture * across + y) * across + x) * sumWidth
                for eight in 0..<outputs / 8 {
                    let pixels = TilePixels(sums: tile + eight * 8, pointStep: count * sumWidth)
                    if isPooled {
                        (pixels.greatest + bias[eight]).positive.store(at: place(x, y) + eight * 8)
                    } else {
                        let (left, top) = (2 * x, 2 * y)
                        (pixels.topLeft + bias[eight]).positive.store(at: place(left, top) + eight * 8)
                        (pixels.topRight + bias[eight]).positive.store(at: place(left + 1, top) + eight * 8)
                        (pixels.bottomLeft + bias[eight]).positive.store(at: place(left, top + 1) + eight * 8)
                        (pixels.bottomRight + bias[eight]).positive.store(at: place(left + 1, top + 1) + eight * 8)
                    }
                }
            }
        }
    }

    /// The tiles of a picture, 4 × 4 pixels each, two apart: Bᵀ d B.
    func transform(
        _ framed: UnsafePointer<Float>, picture: Int, into workspace: UnsafeMutablePointer<Float>
    ) {
        let (row, pointStep) = ((side + 2) * channels, count * channels)
        for y in 0..<across {
            for x in 0..<across {
                let corner = framed + 2 * (y * row + x * channels)
                let place = workspace + ((picture * across + y) * across + x) * channels
                for channel in stride(from: 0, to: channels, by: 8) {
                    for column in 0..<4 {
                        // Column by column of Bᵀ, the rows combined where they are stored.
                        let values = Self.columns(of: corner + channel, row: row, channels: channels, column: column)
                        var target = place + channel + column * pointStep
                        (values.0 - values.2).store(at: target)
                        target += 4 * pointStep
                        (values.1 + values.2).store(at: target)
                        target += 4 * pointStep
                        (values.2 - values.1).store(at: target)
                        target += 4 * pointStep
                        (values.1 - values.3).store(at: target)
                    }
                }
            }
        }
    }

    /// For each of a tile's four rows, one column of d B.
    @inline(__always)
    private static func columns(
        of corner: UnsafePointer<Float>, row: Int, channels: Int, column: Int
    ) -> (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>) {
        @inline(__always)
        func combined(_ y: Int) -> SIMD8<Float> {
            let start = corner + y * row
            switch column {
            case 0: return SIMD8(at: start) - SIMD8(at: start + 2 * channels)
            case 1: return SIMD8(at: start + channels) + SIMD8(at: start + 2 * channels)
            case 2: return SIMD8(at: start + 2 * channels) - SIMD8(at: start + channels)
            default: return SIMD8(at: start + channels) - SIMD8(at: start + 3 * channels)
            }
        }
        return (combined(0), combined(1), combined(2), combined(3))
    }
}

/// The four pixels that come of a tile's sums at its points, Aᵀ m A, eight outputs of each.
private struct TilePixels {
    let topLeft: SIMD8<Float>
    let topRight: SIMD8<Float>
    let bottomLeft: SIMD8<Float>
    let bottomRight: SIMD8<Float>

    @inline(__always)
    init(sums: UnsafePointer<Float>, pointStep: Int) {
        @inline(__always)
        func at(_ row: Int, _ column: Int) -> SIMD8<Float> { SIMD8(at: sums + (row * 4 + column) * pointStep) }
        @inline(__always)
        func top(_ column: Int) -> SIMD8<Float> { at(0, column) + at(1, column) + at(2, column) }
        @inline(__always)
        func bottom(_ column: Int) -> SIMD8<Float> { at(1, column) - at(2, column) - at(3, column) }
        let (a, b, c, d) = (top(0), top(1), top(2), top(3))
        let (e, f, g, h) = (bottom(0), bottom(1), bottom(2), bottom(3))
        topLeft = a + b + c
        topRight = b - c - d
        bottomLeft = e + f + g
        bottomRight = f - g - h
    }

    @inline(__always)
    var greatest: SIMD8<Float> { topLeft.greater(topRight).greater(bottomLeft.greater(bottomRight)) }
}

extension FourPlaces {
    /// Stores the four places' outputs, `step` numbers apart.
    @inline(__always)
    fileprivate func store(at place: UnsafeMutablePointer<Float>, step: Int) {
        first.storeAll(at: place)
        second.storeAll(at: place + step)
        third.storeAll(at: place + 2 * step)
        fourth.storeAll(at: place + 3 * step)
    }
}

extension Sixteen {
    @inline(__always)
    fileprivate func storeAll(at place: UnsafeMutablePointer<Float>) {
        low.store(at: place)
        high.store(at: place + 8)
    }
}
