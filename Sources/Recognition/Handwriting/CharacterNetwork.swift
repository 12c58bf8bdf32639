internal import Foundation

/// Runs a model over cells. It keeps its working memory between calls: one thread at a time.
struct CharacterNetwork {
    let model: CharacterModel
    private var source: [Float] = []
    private var target: [Float] = []

    init(model: CharacterModel) { self.model = model }

    /// The probabilities of the model's classes for each cell.
    ///
    /// - Parameter cells: `side` × `side` pixels each, row by row, the channels of a pixel side by side; 1 for ink and 0
    ///   for paper.
    mutating func probabilities(of cells: [[Float]]) -> [[Float]] {
        var found: [[Float]] = []
        found.reserveCapacity(cells.count)
        // The dense layers hold most weights: sixteen cells at a time share each reading of them.
        for start in stride(from: 0, to: cells.count, by: 16) {
            let group = Array(cells[start..<min(start + 16, cells.count)])
            found += logits(of: group).map(softmax)
        }
        return found
    }

    private func softmax(_ logits: [Float]) -> [Float] {
        let greatest = logits.max() ?? 0
        let powers = logits.map { exp(($0 - greatest) / model.temperature) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    private mutating func logits(of cells: [[Float]]) -> [[Float]] {
        let split = model.layers.firstIndex { if case .dense = $0 { true } else { false } } ?? model.layers.count
        // Four places are computed at once, so the rows of the dense layers are filled up to a multiple of four.
        let rows = (cells.count + 3) / 4 * 4
        var vectors: [Float] = []
        for cell in cells { vectors += features(of: cell, layers: model.layers[..<split]) }
        let length = vectors.count / max(1, cells.count)
        vectors += [Float](repeating: 0, count: (rows - cells.count) * length)
        for layer in model.layers[split...] {
            guard case .dense(let blocks, let isLast) = layer else { continue }
            vectors = Self.dense(vectors, rows: rows, blocks, keepsNegative: isLast)
        }
        return cells.indices.map { Array(vectors[$0 * model.classes.count..<($0 + 1) * model.classes.count]) }
    }

    /// What the convolutions make of a cell.
    private mutating func features(of cell: [Float], layers: ArraySlice<CharacterModel.Layer>) -> [Float] {
        var shape = PictureShape(side: model.side, channels: model.channels)
        source = cell
        for layer in layers {
            switch layer {
            case .convolution(let blocks):
                Self.convolve(Self.framed(source, shape), shape, blocks, into: &target)
                shape.channels = blocks.outputs
            case .pool:
                Self.pool(source, shape, into: &target)
                shape.side /= 2
            case .dense:
                continue
            }
            swap(&source, &target)
        }
        return Array(source.prefix(shape.count))
    }

    /// The picture with a frame of zeros, one pixel wide.
    private static func framed(_ picture: [Float], _ shape: PictureShape) -> [Float] {
        let row = shape.side * shape.channels
        let framedRow = row + 2 * shape.channels
        var framed = [Float](repeating: 0, count: framedRow * (shape.side + 2))
        framed.withUnsafeMutableBufferPointer { framed in
            picture.withUnsafeBufferPointer { picture in
                for y in 0..<shape.side {
                    for x in 0..<row { framed[(y + 1) * framedRow + shape.channels + x] = picture[y * row + x] }
                }
            }
        }
        return framed
    }

    private static func convolve(
        _ framed: [Float], _ shape: PictureShape, _ blocks: WeightBlocks, into result: inout [Float]
    ) {
        let outputs = blocks.outputs
        let framedRow = (shape.side + 2) * shape.channels
        result = [Float](repeating: 0, count: shape.side * shape.side * outputs)
        framed.withUnsafeBufferPointer { framed in
            blocks.values.withUnsafeBufferPointer { weights in
                result.withUnsafeMutableBytes { result in
                    guard let input = framed.baseAddress, let weights = weights.baseAddress else { return }
                    for y in 0..<shape.side {
                        for start in stride(from: 0, to: shape.side, by: 4) {
                            // The last four of a row may overlap those before them.
                            let x = min(start, shape.side - 4)
                            for block in 0..<blocks.bias.count {
                                let four = blocks.products(
                                    block: block, from: input + y * framedRow + x * shape.channels, segments: 3,
                                    length: 3 * shape.channels, stride: framedRow, step: shape.channels,
                                    weights: weights)
                                let place = ((y * shape.side + x) * outputs + block * WeightBlocks.width) * 4
                                let step = outputs * 4
                                result.store(four.0, at: place)
                                result.store(four.1, at: place + step)
                                result.store(four.2, at: place + 2 * step)
                                result.store(four.3, at: place + 3 * step)
                            }
                        }
                    }
                }
            }
        }
    }

    private static func pool(_ picture: [Float], _ shape: PictureShape, into result: inout [Float]) {
        let side = shape.side / 2
        let channels = shape.channels
        let row = shape.side * channels
        result = [Float](repeating: 0, count: side * side * channels)
        picture.withUnsafeBufferPointer { picture in
            result.withUnsafeMutableBufferPointer { result in
                for y in 0..<side {
                    for x in 0..<side {
                        let corner = 2 * y * row + 2 * x * channels
                        for channel in corner..<corner + channels {
                            let upper = max(picture[channel], picture[channel + channels])
                            let lower = max(picture[channel + row], picture[channel + row + channels])
                            result[(y * side + x) * channels + channel - corner] = max(upper, lower)
                        }
                    }
                }
            }
        }
    }

    private static func dense(
        _ vectors: [Float], rows: Int, _ blocks: WeightBlocks, keepsNegative: Bool
    ) -> [Float] {
        let floor: Float = keepsNegative ? -.infinity : 0
        var result = [Float](repeating: 0, count: rows * blocks.outputs)
        vectors.withUnsafeBufferPointer { vectors in
            blocks.values.withUnsafeBufferPointer { weights in
                guard let input = vectors.baseAddress, let weights = weights.baseAddress else { return }
                for block in 0..<blocks.bias.count {
                    let lanes = min(WeightBlocks.width, blocks.outputs - block * WeightBlocks.width)
                    for start in stride(from: 0, to: rows, by: 4) {
                        let four = blocks.products(
                            block: block, from: input + start * blocks.inputs, segments: 1, length: blocks.inputs,
                            stride: 0, step: blocks.inputs, weights: weights)
                        for (offset, values) in [four.0, four.1, four.2, four.3].enumerated() {
                            let place = (start + offset) * blocks.outputs + block * WeightBlocks.width
                            for lane in 0..<lanes { result[place + lane] = max(floor, values[lane]) }
                        }
                    }
                }
            }
        }
        return result
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Stores what is above zero of eight numbers.
    @inline(__always)
    fileprivate func store(_ values: SIMD8<Float>, at place: Int) {
        storeBytes(of: values.replacing(with: 0, where: values .< 0), toByteOffset: place, as: SIMD8<Float>.self)
    }
}
