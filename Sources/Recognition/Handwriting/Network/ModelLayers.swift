/// The layers of a model's file, read one by one.
struct ModelLayers {
    /// Of what the last layer gives.
    private(set) var shape: PictureShape
    private(set) var convolutions: [PooledConvolution] = []
    private(set) var dense: [DenseLayer] = []
    /// A convolution whose pooling comes next.
    private var unpooled: PooledConvolution?

    private static let mostOutputs = 1 << 20

    init(from shape: PictureShape) { self.shape = shape }

    /// Reads one more layer; false where there is none that may stand here.
    mutating func add(from reader: inout LittleEndianReader, isLast: Bool) -> Bool {
        guard let kind = reader.number(), let inputs = reader.number(), let outputs = reader.number() else {
            return false
        }
        switch (kind, unpooled) {
        case (0, nil):
            guard dense.isEmpty, inputs == shape.channels, shape.side % 2 == 0, outputs % 8 == 0,
                let (bias, weights) = parameters(from: &reader, inputs: 9 * inputs, outputs: outputs)
            else { return false }
            unpooled = PooledConvolution(weights, bias: bias, from: shape)
        case (1, let convolution?):
            convolutions.append(convolution)
            shape = PictureShape(side: shape.side / 2, channels: convolution.outputs)
            unpooled = nil
        case (2, nil), (3, nil):
            guard inputs == shape.count,
                let (bias, weights) = parameters(from: &reader, inputs: inputs, outputs: outputs)
            else { return false }
            dense.append(DenseLayer(weights, bias: bias, from: shape, keepsNegative: isLast))
            shape = PictureShape(side: 1, channels: outputs)
        default:
            return false
        }
        return true
    }

    private func parameters(
        from reader: inout LittleEndianReader, inputs: Int, outputs: Int
    ) -> (bias: [Float], weights: [Float])? {
        guard (1...Self.mostOutputs).contains(outputs), let bias = reader.floats(outputs),
            let weights = reader.halfFloats(outputs * inputs)
        else { return nil }
        return (bias, weights)
    }
}
