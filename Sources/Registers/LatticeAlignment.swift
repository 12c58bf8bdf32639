import Foundation

/// Aligns a text with a lattice, character by position, allowing a position too many or too few.
struct LatticeAlignment {
    struct Sought {
        var text: String
        var key: String

        init(_ character: Character, _ folded: (String) -> String) {
            text = String(character)
            key = folded(text)
        }
    }

    struct Seen {
        var text: String
        var key: String
        /// Between 0 and 1.
        var score: Double
    }

    struct Path {
        /// Natural logarithm of the text's probability, each factor floored.
        var score: Double
        /// The same of the lattice's best path.
        var best: Double
        /// The characters as the lattice has them, where it has them.
        var text: String
    }

    /// The lowest log probability of one character; also the price of a position too many or too few.
    let floor: Double

    func bestPath(of sought: [Sought], through positions: [[Seen]]) -> Path? {
        var row: [(score: Double, text: String)] = [(0, "")]
        for character in sought {
            row.append((row[row.count - 1].score + floor, row[row.count - 1].text + character.text))
        }
        for position in positions {
            let empty = position.filter(\.text.isEmpty).map { logScore($0.score) }.max() ?? floor
            var next = [(score: row[0].score + empty, text: row[0].text)]
            for (index, character) in sought.enumerated() {
                let match = position.first { $0.key == character.key && !$0.text.isEmpty }
                next.append(
                    [
                        (
                            row[index].score + (match.map { logScore($0.score) } ?? floor),
                            row[index].text + (match?.text ?? character.text)
                        ),
                        (row[index + 1].score + empty, row[index + 1].text),
                        (next[index].score + floor, next[index].text + character.text),
                    ].max { $0.0 < $1.0 } ?? row[index])
            }
            row = next
        }
        let best = positions.reduce(0) { $0 + logScore($1.map(\.score).max() ?? 1) }
        return row.last.map { Path(score: $0.score, best: best, text: $0.text) }
    }

    private func logScore(_ score: Double) -> Double { max(floor, log(max(score, .leastNormalMagnitude))) }
}
