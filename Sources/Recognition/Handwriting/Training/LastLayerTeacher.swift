internal import Arithmetic
internal import Foundation

/// Teaches the last layer of a model new cells, near what it is.
struct LastLayerTeacher {
    let model: CharacterModel
    /// The model's file, whose end is the last layer: a bias for each class, then the classes' weights.
    let file: Data

    private static let passes = 300
    private static let rate: Float = 0.5
    private static let momentum: Float = 0.9
    /// What each step away from the old weights costs, as a share of the square of its length.
    private static let pull: Float = 0.002

    private var classes: Int { model.classes.count }
    private var inputs: Int { model.dense[model.dense.count - 1].inputs }

    /// The file with the layer that knows the samples too.
    func taught(_ samples: [HandSample]) -> Data {
        let places = model.places
        let known = samples.compactMap { sample in places[sample.kind].map { (cell: sample.cell, place: $0) } }
        guard !known.isEmpty, let old = layer() else { return file }
        var network = CharacterNetwork(model: model)
        let hidden = network.hidden(of: known.map(\.cell))
        // Activations are brought to a common size, so that one rate fits all; a one behind each stands for the bias.
        let squares = hidden.reduce(Float(0)) { $0 + $1.reduce(0) { $0 + $1 * $1 } }
        let scale = 1 / max(1e-6, (squares / Float(hidden.count)).squareRoot())
        let rows = hidden.flatMap { $0.map { $0 * scale } + [scale] }
        let weights = descended(from: old.map { $0 / scale }, rows: rows, wanted: known.map(\.place))
        return file(with: weights.map { $0 * scale })
    }

    /// The weights with the greatest likelihood near `start`: gradient descent with momentum.
    private func descended(from start: [Float], rows: [Float], wanted: [Int]) -> [Float] {
        var weights = start
        var speed = start.map { _ in Float(0) }
        for _ in 0..<Self.passes {
            let slope = slope(of: weights, rows: rows, wanted: wanted)
            for index in weights.indices {
                let pull = Self.pull * (weights[index] - start[index])
                speed[index] = Self.momentum * speed[index] - Self.rate * (slope[index] + pull)
                weights[index] += speed[index]
            }
        }
        return weights
    }

    private func slope(of weights: [Float], rows: [Float], wanted: [Int]) -> [Float] {
        var slope = weights.map { _ in Float(0) }
        slope.withUnsafeMutableBufferPointer { slope in
            weights.withUnsafeBufferPointer { weights in
                rows.withUnsafeBufferPointer { rows in
                    wanted.withUnsafeBufferPointer { wanted in
                        guard let slope = slope.baseAddress, let weights = weights.baseAddress,
                            let rows = rows.baseAddress, let kinds = wanted.baseAddress
                        else { return }
                        LogisticRegression.addSlope(
                            of: weights, classes: classes, inputs: inputs + 1, rows: rows, wanted: kinds,
                            count: wanted.count, temperature: model.temperature, to: slope)
                    }
                }
            }
        }
        return slope
    }

    private var layerBytes: Int { classes * 4 + DenseWeights.bytes(inputs: inputs, outputs: classes) }

    /// Class by class its weights, and its bias behind them.
    private func layer() -> [Float]? {
        var reader = LittleEndianReader(file.suffix(layerBytes))
        guard let bias = reader.floats(classes),
            let weights = DenseWeights(from: &reader, inputs: inputs, outputs: classes)
        else { return nil }
        return zip(weights.rows, bias).flatMap { $0 + [$1] }
    }

    private func file(with layer: [Float]) -> Data {
        var data = Data(file.prefix(file.count - layerBytes))
        let rows = (0..<classes).map { layer[$0 * (inputs + 1)..<($0 + 1) * (inputs + 1)] }
        for row in rows {
            withUnsafeBytes(of: (row.last ?? 0).bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        return data + DenseWeights(rows: rows.map { Array($0.dropLast()) }).data
    }
}
