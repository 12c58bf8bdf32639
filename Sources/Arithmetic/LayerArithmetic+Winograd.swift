extension LayerArithmetic {
    /// Points of a transformed tile.
    package static let points = 16
    /// As many tiles at once as the processor's second cache holds.
    private static let mostTiles = 144

    /// Numbers that `convolveTiles` needs room for beside its input and its result.
    package static func workspace(side: Int, channels: Int, outputs: Int) -> Int {
        points * tiles(side: side).padded * (channels + padded(outputs))
    }

    /// The same as `convolve` for many channels, with less than half of the products: F(2 × 2, 3 × 3) of Lavin and Gray,
    /// "Fast Algorithms for Convolutional Neural Networks", CVPR 2016.
    ///
    /// - Parameters:
    ///   - channels: a multiple of eight.
    ///   - weights: those of `transformed(kernel:)`, point by point, each in pairs of eight outputs.
    ///   - workspace: room for so many numbers as the function of that name tells.
    package static func convolveTiles(
        _ framed: UnsafePointer<Float>, pictures: Int, side: Int, channels: Int, weights: UnsafePointer<Eight>,
        bias: UnsafePointer<Eight>, outputs: Int, frame: Int, workspace: UnsafeMutablePointer<Float>,
        into result: UnsafeMutablePointer<Float>
    ) {
        let (most, count) = tiles(side: side)
        let pairs = padded(outputs) / width
        let sums = workspace + points * count * channels
        let size = (side + 2) * (side + 2) * channels
        let places = PooledPlaces(side: side / 2, channels: outputs, frame: frame)
        let zero: [Eight] = [.zero, .zero]
        for first in stride(from: 0, to: pictures, by: most) {
            let own = min(most, pictures - first)
            for picture in 0..<own {
                transform(
                    framed + (first + picture) * size, side: side, channels: channels,
                    into: workspace + picture * (side / 2) * (side / 2) * channels, pointStep: count * channels)
            }
            let used = (own * (side / 2) * (side / 2) + 3) / 4 * 4
            zero.withUnsafeBufferPointer { zero in
                guard let zero = zero.baseAddress else { return }
                for point in 0..<points {
                    for pair in 0..<pairs {
                        let own = weights + (point * pairs + pair) * 2 * channels
                        for tile in stride(from: 0, to: used, by: 4) {
                            let four = products(
                                workspace + (point * count + tile) * channels, segments: 1, length: channels,
                                stride: 0, steps: (channels, 2 * channels, 3 * channels), weights: own, bias: zero)
                            let place = sums + (point * count + tile) * pairs * width + pair * width
                            four.store(at: place, step: pairs * width)
                        }
                    }
                }
            }
            for picture in 0..<own {
                for y in 0..<side / 2 {
                    for x in 0..<side / 2 {
                        let tile = (picture * (side / 2) + y) * (side / 2) + x
                        for half in 0..<outputs / 8 {
                            greatest(
                                of: sums + tile * pairs * width + half * 8, pointStep: count * pairs * width,
                                bias: bias[half]
                            )
                            .store(at: result + places.start(picture: first + picture, x: x, y: y) + half * 8)
                        }
                    }
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

    private static func padded(_ outputs: Int) -> Int { (outputs + width - 1) / width * width }

    /// How many pictures are transformed at once, and the tiles of so many, filled up to a multiple of four.
    private static func tiles(side: Int) -> (pictures: Int, padded: Int) {
        let each = (side / 2) * (side / 2)
        let pictures = max(1, mostTiles / max(1, each))
        return (pictures, (pictures * each + 3) / 4 * 4)
    }

    /// The tiles of a picture, 4 × 4 pixels each, two apart: Bᵀ d B.
    private static func transform(
        _ framed: UnsafePointer<Float>, side: Int, channels: Int, into result: UnsafeMutablePointer<Float>,
        pointStep: Int
    ) {
        let row = (side + 2) * channels
        for y in 0..<side / 2 {
            for x in 0..<side / 2 {
                let corner = framed + 2 * (y * row + x * channels)
                let place = result + (y * (side / 2) + x) * channels
                for channel in stride(from: 0, to: channels, by: 8) {
                    for column in 0..<4 {
                        // Column by column of Bᵀ, the rows combined where they are stored.
                        let values = columns(of: corner + channel, row: row, channels: channels, column: column)
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
    ) -> (Eight, Eight, Eight, Eight) {
        @inline(__always)
        func combined(_ y: Int) -> Eight {
            let start = corner + y * row
            switch column {
            case 0: return Eight(at: start) - Eight(at: start + 2 * channels)
            case 1: return Eight(at: start + channels) + Eight(at: start + 2 * channels)
            case 2: return Eight(at: start + 2 * channels) - Eight(at: start + channels)
            default: return Eight(at: start + channels) - Eight(at: start + 3 * channels)
            }
        }
        return (combined(0), combined(1), combined(2), combined(3))
    }

    /// The greatest of a tile's four sums, Aᵀ m A, with the bias; nothing below zero.
    @inline(__always)
    private static func greatest(of sums: UnsafePointer<Float>, pointStep: Int, bias: Eight) -> Eight {
        @inline(__always)
        func at(_ row: Int, _ column: Int) -> Eight { Eight(at: sums + (row * 4 + column) * pointStep) }
        @inline(__always)
        func upper(_ column: Int) -> Eight { at(0, column) + at(1, column) + at(2, column) }
        @inline(__always)
        func lower(_ column: Int) -> Eight { at(1, column) - at(2, column) - at(3, column) }
        let (a, b, c, d) = (upper(0), upper(1), upper(2), upper(3))
        let (e, f, g, h) = (lower(0), lower(1), lower(2), lower(3))
        let above = (a + b + c).greater(b - c - d)
        let below = (e + f + g).greater(f - g - h)
        return (above.greater(below) + bias).positive
    }
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
