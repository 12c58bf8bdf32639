/// A layer's weights, sorted so that eight outputs are computed at once: for each block of eight outputs, input by input,
/// the eight weights side by side. Outputs are filled up to whole blocks with zeros.
struct WeightBlocks: Sendable {
    static let width = 8

    /// Without the filling.
    let outputs: Int
    /// Inputs of one output.
    let inputs: Int
    let values: [SIMD8<Float>]
    let bias: [SIMD8<Float>]

    /// - Parameter weights: output by output, input channel by input channel, three rows of three.
    init(convolution weights: [Float], bias: [Float], inputs channels: Int) {
        self.init(bias: bias, inputs: 9 * channels) { output, input in
            weights[(output * channels + input % channels) * 9 + input / channels]
        }
    }

    /// - Parameter weights: output by output; inputs channel by channel, each row by row.
    init(dense weights: [Float], bias: [Float], from shape: PictureShape) {
        let pixels = shape.side * shape.side
        self.init(bias: bias, inputs: shape.count) { output, input in
            weights[output * shape.count + input % shape.channels * pixels + input / shape.channels]
        }
    }

    private init(bias: [Float], inputs: Int, weight: (_ output: Int, _ input: Int) -> Float) {
        outputs = bias.count
        self.inputs = inputs
        let blocks = (bias.count + Self.width - 1) / Self.width
        func vector(_ block: Int, _ value: (Int) -> Float) -> SIMD8<Float> {
            var vector = SIMD8<Float>.zero
            for lane in 0..<Self.width where block * Self.width + lane < bias.count {
                vector[lane] = value(block * Self.width + lane)
            }
            return vector
        }
        self.bias = (0..<blocks).map { block in vector(block) { bias[$0] } }
        values = (0..<blocks).flatMap { block in
            (0..<inputs).map { input in vector(block) { weight($0, input) } }
        }
    }

    /// Four outputs' worth of one block at once.
    ///
    /// The inputs of one place are `segments` runs of `length` numbers that stand `stride` apart; the four places stand
    /// `step` apart.
    @inline(__always)
    func products(
        block: Int, from input: UnsafePointer<Float>, segments: Int, length: Int, stride: Int, step: Int,
        weights: UnsafePointer<SIMD8<Float>>
    ) -> (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>) {
        var first = bias[block]
        var second = first
        var third = first
        var fourth = first
        var weight = weights + block * inputs
        for segment in 0..<segments {
            var place = input + segment * stride
            for _ in 0..<length {
                let current = weight.pointee
                first += current * place[0]
                second += current * place[step]
                third += current * place[2 * step]
                fourth += current * place[3 * step]
                place += 1
                weight += 1
            }
        }
        return (first, second, third, fourth)
    }
}
