internal import Foundation

/// Runs a model over cells. It keeps its working memory between calls: one thread at a time.
struct CharacterNetwork {
    let model: CharacterModel
    private var source: [Float] = []
    private var target: [Float] = []
    private var workspace: [Float] = []

    /// Cells that go through the layers together, so that they share each reading of the weights.
    private static let together = 32

    init(model: CharacterModel) { self.model = model }

    /// The probabilities of the model's classes for each cell.
    ///
    /// - Parameter cells: `side` × `side` pixels each, row by row, the channels of a pixel side by side; 1 for ink and 0
    ///   for paper.
    mutating func probabilities(of cells: [[Float]]) -> [[Float]] {
        var found: [[Float]] = []
        found.reserveCapacity(cells.count)
        for start in stride(from: 0, to: cells.count, by: Self.together) {
            let group = cells[start..<min(start + Self.together, cells.count)]
            found += outputs(of: group, dense: model.dense[...]).map(softmax)
        }
        return found
    }

    /// What the layers before the last make of each cell.
    mutating func hidden(of cells: [[Float]]) -> [[Float]] {
        stride(from: 0, to: cells.count, by: Self.together).flatMap { start in
            outputs(of: cells[start..<min(start + Self.together, cells.count)], dense: model.dense.dropLast())
        }
        .map(Array.init)
    }

    private func softmax(_ logits: ArraySlice<Float>) -> [Float] {
        let greatest = logits.max() ?? 0
        let powers = logits.map { exp(($0 - greatest) / model.temperature) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    private mutating func outputs(
        of cells: ArraySlice<[Float]>, dense: ArraySlice<DenseLayer>
    ) -> [ArraySlice<Float>] {
        convolve(cells)
        var vectors = source
        for layer in dense { vectors = layer.products(vectors, rows: cells.count) }
        let width = vectors.count / max(1, cells.count)
        return (0..<cells.count).map { vectors[$0 * width..<($0 + 1) * width] }
    }

    /// Leaves what the convolutions make of the cells in `source`.
    private mutating func convolve(_ cells: ArraySlice<[Float]>) {
        frame(cells)
        for (index, layer) in model.convolutions.enumerated() {
            let frame = index + 1 < model.convolutions.count ? 1 : 0
            layer.convolve(source, pictures: cells.count, frame: frame, into: &target, workspace: &workspace)
            swap(&source, &target)
        }
    }

    /// Puts the cells into `source`, each with a frame of zeros one pixel wide.
    private mutating func frame(_ cells: ArraySlice<[Float]>) {
        let row = model.side * model.channels
        let framedRow = row + 2 * model.channels
        let size = framedRow * (model.side + 2)
        source.clear(count: cells.count * size)
        source.withUnsafeMutableBufferPointer { source in
            for (index, cell) in cells.enumerated() {
                for y in 0..<model.side {
                    let start = index * size + (y + 1) * framedRow + model.channels
                    _ = source[start..<start + row].update(fromContentsOf: cell[y * row..<(y + 1) * row])
                }
            }
        }
    }
}
