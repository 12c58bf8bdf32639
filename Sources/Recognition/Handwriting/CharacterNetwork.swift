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
            found += logits(of: cells[start..<min(start + Self.together, cells.count)]).map(softmax)
        }
        return found
    }

    private func softmax(_ logits: ArraySlice<Float>) -> [Float] {
        let greatest = logits.max() ?? 0
        let powers = logits.map { exp(($0 - greatest) / model.temperature) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    private mutating func logits(of cells: ArraySlice<[Float]>) -> [ArraySlice<Float>] {
        convolve(cells)
        // Four rows are computed at once.
        let rows = (cells.count + 3) / 4 * 4
        var vectors = source
        vectors += repeatElement(0, count: (rows - cells.count) * (vectors.count / max(1, cells.count)))
        for layer in model.dense { vectors = layer.products(vectors, rows: rows) }
        let classes = model.classes.count
        return (0..<cells.count).map { vectors[$0 * classes..<($0 + 1) * classes] }
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
