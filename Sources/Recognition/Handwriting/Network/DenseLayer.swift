internal import Arithmetic

/// Every output from every input.
struct DenseLayer: Sendable {
    let inputs: Int
    let outputs: Int
    /// Whether what is below zero stays.
    let keepsNegative: Bool
    private let weights: [SIMD16<Int8>]
    private let scales: [SIMD8<Float>]
    private let bias: [SIMD8<Float>]

    /// - Parameter weights: of each output, inputs channel by channel, each row by row.
    init(_ weights: DenseWeights, bias: [Float], from shape: PictureShape, keepsNegative: Bool) {
        let (inputs, channels, pixels) = (shape.count, shape.channels, shape.side * shape.side)
        let width = LayerArithmetic.width
        self.inputs = inputs
        self.keepsNegative = keepsNegative
        outputs = bias.count
        let pairs = (bias.count + width - 1) / width
        var sorted = [SIMD16<Int8>](repeating: .zero, count: pairs * inputs)
        for output in bias.indices {
            let first = output / width * inputs
            for (place, weight) in weights.whole[output * inputs..<(output + 1) * inputs].enumerated() {
                sorted[first + place % pixels * channels + place / pixels][output % width] = weight
            }
        }
        self.weights = sorted
        scales = WeightPairs.eights(weights.scales)
        self.bias = WeightPairs.eights(bias)
    }

    /// - Parameter vectors: `rows` times `inputs` numbers.
    func products(_ vectors: [Float], rows: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: rows * outputs) { result, initialized in
            vectors.withUnsafeBufferPointer { vectors in
                weights.withUnsafeBufferPointer { weights in
                    scales.withUnsafeBufferPointer { scales in
                        bias.withUnsafeBufferPointer { bias in
                            guard let vectors = vectors.baseAddress, let weights = weights.baseAddress,
                                let scales = scales.baseAddress, let bias = bias.baseAddress,
                                let result = result.baseAddress
                            else { return }
                            let layer = LayerArithmetic.Dense(
                                inputs: inputs, outputs: outputs, weights: weights, scales: scales, bias: bias,
                                floor: keepsNegative ? -.infinity : 0)
                            LayerArithmetic.best.multiply(vectors, rows: rows, by: layer, into: result)
                        }
                    }
                }
            }
            initialized = rows * outputs
        }
    }
}
