/// The alternatives that a recogniser saw, character position by character position.
package struct Lattice: Hashable, Sendable, Codable {
    /// One alternative for a character position.
    package struct Alternative: Hashable, Sendable, Codable {
        /// One character as seen; empty for "nothing here" (a blank comb cell).
        package var text: String
        /// Between 0 and 1; the alternatives of a position add up to 1 at most.
        package var score: Double

        package init(_ text: String, _ score: Double) {
            self.text = text
            self.score = score
        }
    }

    /// Left to right (top to bottom in vertical writing); in each position the best alternative first.
    package var positions: [[Alternative]]

    package init(positions: [[Alternative]] = []) {
        self.positions = positions
    }

    /// The text along the best alternatives.
    package var best: String { positions.compactMap { $0.first?.text }.joined() }
}

extension Lattice {
    /// Up to `limit` texts, most probable first, each with its probability as the product of its alternatives' scores.
    ///
    /// Scores below 1e-6 count as 1e-6, so that one impossible character does not hide the rest.
    package func paths(limit: Int) -> [(text: String, probability: Double)] {
        var beam: [(text: String, probability: Double)] = [("", 1)]
        for alternatives in positions where !alternatives.isEmpty {
            beam = beam.flatMap { path in
                alternatives.map { (path.text + $0.text, path.probability * max($0.score, 1e-6)) }
            }
            beam.sort { $0.probability > $1.probability }
            beam.removeLast(max(0, beam.count - limit))
        }
        return positions.isEmpty ? [] : beam
    }
}
