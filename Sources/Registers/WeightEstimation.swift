internal import FieldTypes
package import Foundation
internal import Paperwork

/// Estimates what agreements are worth by expectation and maximisation (Dempster, Laird & Rubin, Journal of the Royal
/// Statistical Society B 39, 1977) over documents whose persons nobody has told.
///
/// Of a document's candidates at most one is its person, or the register does not have them: with score s of each, N records
/// and the share r of registered persons, the chance of candidate i is exp(sᵢ) / (N(1 − r)/r + Σ exp(s)). The levels of the
/// candidates, weighted by these chances and by ``assumedDocuments`` documents as they are assumed, give new weights and a
/// new r, until both stand still.
struct WeightEstimation {
    /// How many documents what is assumed counts for.
    static let assumedDocuments = 20.0
    /// Candidates of a document that may be its person.
    private static let candidates = 8
    private static let roundLimit = 100
    private static let stillness = 1e-4

    private struct Field {
        var name: String
        var kind: ComparisonKind
        var level: ComparisonLevel?
        /// ln P(what is written | the record's person) / P(the same | somebody else), as assumed and not bounded below.
        var ratio: Double
    }

    private let count: Int
    private let documents: [[[Field]]]
    private let kinds: [String: ComparisonKind]

    init(_ register: Register, _ documents: [[RegisterQuery]]) {
        count = register.count
        var kinds: [String: ComparisonKind] = [:]
        self.documents = documents.compactMap { queries in
            let written = register.prepared(queries)
            guard !written.isEmpty, register.count > 0 else { return nil }
            for query in written { kinds[query.name] = query.kind }
            var blocking = Blocking(count: register.count)
            let ranked = Comparer(queries: written).compare(blocking.rows(for: written))
            return ranked.prefix(Self.candidates).map { result in
                zip(written, result.evidence).map { query, evidence in
                    Field(name: query.name, kind: query.kind, level: evidence.level, ratio: evidence.freeRatio)
                }
            }
        }
        self.kinds = kinds
    }

    /// Nil where there are no documents.
    func weights(now: Date) -> RegisterWeights? {
        guard !documents.isEmpty else { return nil }
        let assumed = kinds.mapValues { FieldWeights(assumedFor: $0) }
        var weights = assumed
        var registered = 0.9
        for round in 1...Self.roundLimit {
            let (next, share) = step(weights, assumed, registered)
            let change =
                next.map { name, field in
                    zip(field.same, weights[name]?.same ?? []).reduce(0) { max($0, abs($1.0 - $1.1)) }
                }.max() ?? 0
            let isStill = change < Self.stillness && abs(share - registered) < Self.stillness
            (weights, registered) = (next, share)
            if isStill || round == Self.roundLimit {
                return RegisterWeights(
                    fields: weights, documents: documents.count, registered: registered, estimated: now, rounds: round)
            }
        }
        return nil
    }

    private func step(
        _ weights: [String: FieldWeights], _ assumed: [String: FieldWeights], _ registered: Double
    ) -> ([String: FieldWeights], registered: Double) {
        var sums = assumed.mapValues { field in field.same.map { $0 * Self.assumedDocuments } }
        var compared = assumed.mapValues { _ in 0.0 }
        var found = 0.0
        for candidates in documents {
            let chances = chances(of: candidates, weights, assumed, registered)
            found += chances.reduce(0, +)
            for (candidate, chance) in zip(candidates, chances) where chance > 1e-9 {
                for field in candidate {
                    guard let level = field.level else { continue }
                    sums[field.name]?[level.rawValue] += chance
                    compared[field.name, default: 0] += chance
                }
            }
        }
        let fields = sums.map { name, sums in
            let total = sums.reduce(0, +)
            return (name, FieldWeights(same: sums.map { $0 / total }, documents: compared[name] ?? 0))
        }
        let share = (found + 0.9) / (Double(documents.count) + 1)
        return (Dictionary(uniqueKeysWithValues: fields), min(0.999, max(0.001, share)))
    }

    private func chances(
        of candidates: [[Field]], _ weights: [String: FieldWeights], _ assumed: [String: FieldWeights],
        _ registered: Double
    ) -> [Double] {
        let scores = candidates.map { candidate in
            Comparer.score(
                candidate.map { field in
                    guard let level = field.level, let own = weights[field.name], let first = assumed[field.name] else {
                        return (field.kind, 0)
                    }
                    let changed = log(own.same[ComparisonLevel.different.rawValue])
                    let ratio = level == .different ? changed : field.ratio + own.shift(level, from: first)
                    return (field.kind, max(ratio, changed))
                })
        }
        let highest = max(scores.max() ?? 0, 0)
        let none = Double(count) * (1 - registered) / registered * exp(-highest)
        let all = scores.reduce(none) { $0 + exp($1 - highest) }
        return scores.map { exp($0 - highest) / all }
    }
}

extension Register {
    /// The weights that documents of this register's own site give its fields; nil where there are none.
    ///
    /// - Parameters:
    ///   - documents: what each says, as for ``reconcile(_:choosing:)``.
    ///   - now: when that is.
    package func estimatedWeights(from documents: [[RegisterQuery]], now: Date) -> RegisterWeights? {
        WeightEstimation(self, documents).weights(now: now)
    }
}
