internal import Foundation

/// The ways to cut a line into characters, weighed against each other.
struct HandPath {
    /// A segment, and what it may be.
    struct Step {
        var segment: HandLine.Segment
        var character: HandCharacter
        /// What it costs to cut the line so, in nats.
        var cost: Double
    }

    /// Left to right along the best path.
    let segments: [HandLine.Segment]
    /// How much of the likelihood of all paths the best one has, between 0 and 1.
    let share: Double

    /// A segment that can be nothing that the model knows is not less likely than this.
    private static let least = -9.0

    /// - Parameter steps: for each piece, the segments that begin with it.
    init(steps byStart: [[Step]]) {
        let count = byStart.count
        var best = [(score: Double, step: Step?)](repeating: (-.infinity, nil), count: count + 1)
        var all = [Double](repeating: -.infinity, count: count + 1)
        best[0].score = 0
        all[0] = 0
        for start in 0..<count where best[start].score > -.infinity {
            for step in byStart[start] {
                let score = Self.score(of: step)
                let end = step.segment.pieces.upperBound
                all[end] = Self.sum(all[end], all[start] + score)
                if best[start].score + score > best[end].score { best[end] = (best[start].score + score, step) }
            }
        }
        var path: [Step] = []
        var end = count
        while end > 0, let step = best[end].step {
            path.append(step)
            end = step.segment.pieces.lowerBound
        }
        segments = path.reversed().map(\.segment)
        share = count == 0 ? 1 : exp(best[count].score - all[count])
    }

    private static func score(of step: Step) -> Double {
        likelihood(step.character.score) - step.cost
    }

    /// The logarithm of how likely a segment is what it is taken for.
    static func likelihood(_ score: Double) -> Double { max(least, log(max(1e-9, score))) }

    /// The logarithm of the sum of two numbers of which the logarithms are given.
    private static func sum(_ a: Double, _ b: Double) -> Double {
        let greater = max(a, b)
        return greater == -.infinity ? greater : greater + log1p(exp(min(a, b) - greater))
    }
}
