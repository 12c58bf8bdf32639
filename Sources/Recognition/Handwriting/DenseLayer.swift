internal import Arithmetic
internal import ArithmeticAVX2

/// Every output from every input.
struct DenseLayer: Sendable {
    let inputs: Int
    /// Whether what is below zero stays.
    let keepsNegative: Bool
    private let weights: WeightPairs

    /// - Parameter weights: output by output; inputs channel by channel, each row by row.
    init(_ weights: [Float], bias: [Float], from shape: PictureShape, keepsNegative: Bool) {
        let (inputs, channels, pixels) = (shape.count, shape.channels, shape.side * shape.side)
        self.inputs = inputs
        self.keepsNegative = keepsNegative
        self.weights = WeightPairs(bias: bias, inputs: inputs) { _, output, input in
            weights[output * inputs + input % channels * pixels + input / channels]
        }
    }

    /// - Parameter vectors: `rows` times `inputs` numbers; `rows` is a multiple of four.
    func products(_ vectors: [Float], rows: Int) -> [Float] {
        let compute = Processor.hasAVX2 ? ArithmeticAVX2.LayerArithmetic.dense : Arithmetic.LayerArithmetic.dense
        let count = rows * weights.outputs
        return [Float](unsafeUninitializedCapacity: count) { result, initialized in
            vectors.withUnsafeBufferPointer { vectors in
                guard let vectors = vectors.baseAddress, let result = result.baseAddress else { return }
                weights.withPointers { values, bias in
                    compute(
                        vectors, rows, inputs, values, bias, weights.outputs, keepsNegative ? -.infinity : 0, result)
                }
                initialized = count
            }
        }
    }
}
