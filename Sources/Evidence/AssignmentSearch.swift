import Foundation

/// Visits the combinations of one index per list by falling sum of log scores.
struct AssignmentSearch {
    private struct Node {
        var indices: [Int]
        var logScore: Double
        /// Only this list and later ones may still advance, so that each combination is reached once.
        var pivot: Int
    }

    /// Falling within each list.
    private let logScores: [[Double]]
    /// Positions in the caller's lists.
    private let order: [[Int]]
    private var frontier: [Node]

    /// - Parameter scores: per list at least one score, 0 or above.
    init(scores: [[Double]]) {
        order = scores.map { list in list.indices.sorted { (list[$0], $1) > (list[$1], $0) } }
        logScores = zip(scores, order).map { list, order in
            let total = max(1e-9, list.reduce(0) { $0 + max($1, 1e-9) })
            return order.map { log(max(list[$0], 1e-9) / total) }
        }
        frontier = [
            Node(
                indices: Array(repeating: 0, count: scores.count), logScore: logScores.reduce(0) { $0 + $1[0] },
                pivot: 0)
        ]
    }

    /// The next combination; nil at the end.
    mutating func next() -> (indices: [Int], logScore: Double)? {
        guard let best = frontier.indices.max(by: { frontier[$0].logScore < frontier[$1].logScore }) else { return nil }
        let node = frontier.remove(at: best)
        for list in node.pivot..<logScores.count where node.indices[list] + 1 < logScores[list].count {
            var successor = node
            successor.indices[list] += 1
            successor.logScore += logScores[list][node.indices[list] + 1] - logScores[list][node.indices[list]]
            successor.pivot = list
            frontier.append(successor)
        }
        return (zip(node.indices, order).map { $1[$0] }, node.logScore)
    }
}
