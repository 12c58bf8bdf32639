/// What a network's layers compute, sixteen outputs at four places at once.
///
/// This folder is compiled twice: as `Arithmetic`, which every processor can run, and as `ArithmeticAVX2` for those with
/// AVX2 and FMA, which multiply and add in one instruction. Nothing but pointers and numbers may go in and out: the two
/// hand vectors over in different registers.
///
/// Weights are in pairs of eight outputs: input by input, the sixteen weights side by side. Outputs are filled up to
/// whole pairs with zeros. Pictures are row by row, the channels of a pixel side by side.
package enum LayerArithmetic {
    /// Eight outputs side by side.
    package typealias Eight = SIMD8<Float>

    /// Outputs of one pair.
    package static let width = 16

    /// A 3 × 3 convolution of pictures, of which the greatest of each 2 × 2 pixels is kept; what is below zero becomes
    /// zero.
    ///
    /// - Parameters:
    ///   - framed: pictures with a frame of zeros one pixel wide, one after the other.
    ///   - side: pixels along each side of a picture without its frame, an even number.
    ///   - outputs: a multiple of eight.
    ///   - frame: pixels of the frame that is left free around each picture of the result.
    ///   - result: room for pictures of `side / 2 + 2 * frame` pixels along each side.
    package static func convolve(
        _ framed: UnsafePointer<Float>, pictures: Int, side: Int, channels: Int, weights: UnsafePointer<Eight>,
        bias: UnsafePointer<Eight>, outputs: Int, frame: Int, into result: UnsafeMutablePointer<Float>
    ) {
        let row = (side + 2) * channels
        let places = FramedPlaces(side: side / 2, channels: outputs, frame: frame)
        for picture in 0..<pictures {
            let input = framed + picture * (side + 2) * row
            for pair in 0..<(outputs + width - 1) / width {
                for y in 0..<side / 2 {
                    for x in 0..<side / 2 {
                        let sums = products(
                            input + 2 * (y * row + x * channels), segments: 3, length: 3 * channels, stride: row,
                            steps: (channels, row, row + channels), weights: weights + pair * 18 * channels,
                            bias: bias + 2 * pair)
                        let place = result + places.start(picture: picture, x: x, y: y) + pair * width
                        sums.greatest.store(at: place, lanes: outputs - pair * width)
                    }
                }
            }
        }
    }

    /// The inputs of one place are `segments` runs of `length` numbers that stand `stride` apart; the second, third and
    /// fourth place stand `steps` after the first.
    @inline(__always)
    static func products(
        _ input: UnsafePointer<Float>, segments: Int, length: Int, stride: Int, steps: (Int, Int, Int),
        weights: UnsafePointer<Eight>, bias: UnsafePointer<Eight>
    ) -> FourPlaces {
        var sums = FourPlaces(bias: bias)
        var weight = weights
        for segment in 0..<segments {
            var place = input + segment * stride
            for _ in 0..<length {
                let both = Sixteen(low: weight[0], high: weight[1])
                sums.first.add(both, times: place[0])
                sums.second.add(both, times: place[steps.0])
                sums.third.add(both, times: place[steps.1])
                sums.fourth.add(both, times: place[steps.2])
                place += 1
                weight += 2
            }
        }
        return sums
    }
}

/// Where the pixels of pictures with frames are, one picture after the other.
struct FramedPlaces {
    /// Pixels along each side, without the frame.
    var side: Int
    var channels: Int
    var frame: Int

    @inline(__always)
    func start(picture: Int, x: Int, y: Int) -> Int {
        let whole = side + 2 * frame
        return ((picture * whole + y + frame) * whole + x + frame) * channels
    }
}
