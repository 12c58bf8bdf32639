import Foundation
package import Paperwork

/// Chooses among the candidates of several fields at once by rules that they must satisfy together.
package struct CandidateResolver: Sendable {
    /// One candidate per field that together satisfy the rules.
    package struct Choice: Hashable, Sendable {
        /// By field name.
        package var assignment: [String: Candidate]
        /// How much more probable it is, by the recogniser's scores, than any other assignment that satisfies the rules
        /// can be, as far as was searched; at least the resolver's ratio.
        package var ratio: Double
        /// Assignments that the rules were asked about.
        package var evaluations: Int
    }

    /// Assignments to ask the rules about, at most.
    package let limit: Int
    /// How much more probable than the next satisfying assignment the first must be. 20 by default: raw scores are no
    /// probabilities, so one is taken for unambiguous only where the other is under a twentieth.
    package let ratio: Double

    package init(limit: Int = 200, ratio: Double = 20) {
        self.limit = limit
        self.ratio = ratio
    }

    /// The most probable assignment that satisfies the rules, if no other comes near it; nil where none satisfies them,
    /// two are about equally probable, or the search ends before that is known.
    ///
    /// Assignments are visited by falling product of their candidates' scores (each field's scores made to sum to 1).
    /// Fields without candidates are left out.
    /// - Parameter satisfies: whether the rules hold for these values, by field name.
    package func resolve(_ fields: [Field], satisfies: ([String: FieldValue]) -> Bool) -> Choice? {
        let fields = fields.filter { !$0.candidates.isEmpty }
        guard !fields.isEmpty else { return nil }
        var search = AssignmentSearch(scores: fields.map { $0.candidates.map(\.score) })
        var first: (indices: [Int], logScore: Double)?
        var evaluations = 0
        while let next = search.next() {
            if let first, first.logScore - next.logScore >= log(ratio) {
                return choice(fields, first.indices, first.logScore - next.logScore, evaluations)
            }
            guard evaluations < limit else { return nil }
            evaluations += 1
            let chosen = zip(fields, next.indices).map { ($0.name, $0.candidates[$1].value) }
            guard satisfies(Dictionary(chosen) { $1 }) else { continue }
            if first != nil { return nil }
            first = next
        }
        return first.flatMap { choice(fields, $0.indices, .infinity, evaluations) }
    }

    private func choice(_ fields: [Field], _ indices: [Int], _ logRatio: Double, _ evaluations: Int) -> Choice {
        let chosen = zip(fields, indices).map { ($0.name, $0.candidates[$1]) }
        return Choice(
            assignment: Dictionary(chosen) { $1 }, ratio: exp(logRatio), evaluations: evaluations)
    }
}
