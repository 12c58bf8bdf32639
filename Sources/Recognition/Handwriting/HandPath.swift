internal import Foundation
internal import Paperwork

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
    /// How much of the likelihood of all paths those that cut the line so have, between 0 and 1.
    let share: Double

    /// A segment that can be nothing that the model knows is not less likely than this.
    private static let least = -9.0

    /// - Parameter steps: for each piece, the segments that begin with it.
    init(steps byStart: [[Step]], formats: NumberFormats) {
        let steps = byStart.joined().map(ScoredStep.init)
        let all = PathSearch(steps, pieces: byStart.count, formats: formats)
        let path = all.best
        segments = path.map { steps[$0].segment }
        share = exp(PathSearch(path.map { steps[$0] }, pieces: byStart.count, formats: formats).sum - all.sum)
    }

    /// The logarithm of how likely a segment is what it is taken for.
    static func likelihood(_ score: Double) -> Double { max(least, log(max(1e-9, score))) }
}

/// A step with the likeliest character of each kind.
private struct ScoredStep {
    let segment: HandLine.Segment
    let kinds: [(kind: NumberFormats.Kind?, score: Double)]

    private static let negligible = 1e-4

    init(_ step: HandPath.Step) {
        segment = step.segment
        var kinds: [(kind: NumberFormats.Kind?, score: Double)] = []
        for (rank, alternative) in step.character.alternatives.enumerated() {
            guard rank == 0 || alternative.score > Self.negligible else { break }
            let kind = NumberFormats.kind(of: alternative.text)
            guard !kinds.contains(where: { $0.kind == kind }) else { continue }
            kinds.append((kind, HandPath.likelihood(alternative.score) - step.cost))
        }
        self.kinds = kinds.isEmpty ? [(nil, HandPath.likelihood(0) - step.cost)] : kinds
    }
}

/// The likeliest way along steps and through the states of the formats, and the likelihood of all ways together.
private struct PathSearch {
    /// What leads to a piece in a state.
    private struct Arrival {
        /// Logarithms of the likelihood of the best way here, and of all of them.
        var best = -Double.infinity
        var sum = -Double.infinity
        var step = -1
        var before = 0

        mutating func add(_ arrival: Arrival, from state: Int, by step: Int, score: Double) {
            sum = sum.addedAsLogarithm(arrival.sum + score)
            guard arrival.best + score > best else { return }
            (best, self.step, before) = (arrival.best + score, step, state)
        }
    }

    /// The steps of the likeliest way, as indices.
    private(set) var best: [Int] = []
    /// The logarithm of the sum of the likelihoods of all ways.
    private(set) var sum = -Double.infinity

    /// - Parameter steps: by the piece that they begin with.
    init(_ steps: [ScoredStep], pieces: Int, formats: NumberFormats) {
        var arrivals = [StateMap<Arrival>](repeating: StateMap(), count: pieces + 1)
        arrivals[0][formats.start, default: Arrival()] = Arrival(best: 0, sum: 0)
        for (index, step) in steps.enumerated() {
            let end = step.segment.pieces.upperBound
            for (state, arrival) in arrivals[step.segment.pieces.lowerBound].entries {
                for (kind, score) in step.kinds {
                    let next = formats.state(after: state, kind)
                    let cost = formats.cost(from: state, to: next)
                    arrivals[end][next, default: Arrival()].add(arrival, from: state, by: index, score: score - cost)
                }
            }
        }
        var last: (score: Double, state: Int)?
        for (state, arrival) in arrivals[pieces].entries {
            let cost = formats.cost(ofEndingIn: state)
            sum = sum.addedAsLogarithm(arrival.sum - cost)
            if last.map({ arrival.best - cost > $0.score }) ?? true { last = (arrival.best - cost, state) }
        }
        var (end, state) = (pieces, last?.state ?? 0)
        while end > 0, let arrival = arrivals[end][state] {
            best.append(arrival.step)
            (end, state) = (steps[arrival.step].segment.pieces.lowerBound, arrival.before)
        }
        best.reverse()
    }
}

extension Double {
    /// The logarithm of the sum of two numbers of which the logarithms are given.
    func addedAsLogarithm(_ other: Double) -> Double {
        let greater = max(self, other)
        return greater == -.infinity ? greater : greater + log1p(exp(min(self, other) - greater))
    }
}
