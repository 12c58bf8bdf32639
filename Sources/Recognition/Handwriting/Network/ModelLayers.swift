/// The layers of a model's file, read one by one.
struct ModelLayers {
    /// Of what the last layer gives.
    private(set) var shape: PictureShape
    private(set) var convolutions: [Convolution] = []
    private(set) var dense: [DenseLayer] = []
    /// A convolution that is pooled if that comes next.
    private var latest: Convolution?

    private static let mostOutputs = 1 << 20

    init(from shape: PictureShape) { self.shape = shape }

    /// Reads one more layer; false where there is none that may stand here.
    mutating func add(from reader: inout LittleEndianReader, isLast: Bool) -> Bool {
        guard let kind = reader.number(), let inputs = reader.number(), let outputs = reader.number() else {
            return false
        }
        switch (kind, latest) {
        case (0, let before):
            if let before {
                guard let unpooled = before.unpooled else { return false }
                append(unpooled)
            }
            guard dense.isEmpty, inputs == shape.channels, shape.side % 2 == 0, outputs % 8 == 0, isPossible(outputs),
                let bias = reader.floats(outputs), let weights = reader.halfFloats(outputs * inputs * 9)
            else { return false }
            latest = Convolution(weights, bias: bias, from: shape)
        case (1, let convolution?):
            append(convolution)
            latest = nil
        case (2, nil), (3, nil):
            guard inputs == shape.count, isPossible(outputs), let bias = reader.floats(outputs),
                let weights = DenseWeights(from: &reader, inputs: inputs, outputs: outputs)
            else { return false }
            dense.append(DenseLayer(weights, bias: bias, from: shape, keepsNegative: isLast))
            shape = PictureShape(side: 1, channels: outputs)
        default:
            return false
        }
        return true
    }

    private mutating func append(_ convolution: Convolution) {
        convolutions.append(convolution)
        shape = convolution.resultShape
    }

    private func isPossible(_ outputs: Int) -> Bool { (1...Self.mostOutputs).contains(outputs) }
}
