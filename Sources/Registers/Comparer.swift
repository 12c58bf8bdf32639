import FieldTypes
import Foundation

/// Compares a document's fields with the records of a pool.
struct Comparer {
    /// One record and what all fields say of it.
    struct Result {
        var row: Int
        var evidence: [FieldEvidence]
        /// Sum of the fields' log-likelihood ratios: what orders records against one another.
        var support: Double
        /// The same with agreements of one cause counted once (``groupShare``): what tells a true link from chance.
        var score: Double
    }

    let queries: [PreparedQuery]
    /// Nil where what is assumed holds.
    var weights: RegisterWeights?

    /// How much of a second agreement in one group counts: who shares a kana name with another person by chance mostly
    /// shares the written name too, so the second one is hardly news.
    private static let groupShare = 0.25
    /// An alternative less probable than this, against the best one, does not count as what is written.
    private static let possible = log(0.05)

    /// Best first.
    func compare(_ rows: [Int]) -> [Result] {
        var results = rows.map { row in
            Result(row: row, evidence: queries.map { evidence($0, row: row) }, support: 0, score: 0)
        }
        for (field, query) in queries.enumerated() {
            let coincidence = log(chanceOfReading(query, field: field, results))
            let assumed = FieldWeights(assumedFor: query.kind)
            let own = weights?.fields[query.name] ?? assumed
            for index in results.indices {
                let evidence = results[index].evidence[field]
                results[index].evidence[field].freeRatio = evidence.logLikelihood.map { $0 - coincidence } ?? 0
                results[index].evidence[field].logRatio = logRatio(
                    results[index].evidence[field], own, assumed: assumed)
            }
        }
        for index in results.indices {
            results[index].support = results[index].evidence.reduce(0) { $0 + $1.logRatio }
            results[index].score = Self.score(
                zip(queries, results[index].evidence).map { ($0.kind, $1.logRatio) })
        }
        return results.sorted { ($1.support, $0.row) < ($0.support, $1.row) }
    }

    private func evidence(_ query: PreparedQuery, row: Int) -> FieldEvidence {
        let registered = query.index.values[row]
        guard !registered.isEmpty, !query.spellings.isEmpty else {
            return FieldEvidence(agreement: .missing, spelling: 0)
        }
        var best = FieldEvidence(agreement: .different, spelling: 0)
        for (index, spelling) in query.spellings.enumerated() {
            guard let likelihood = Misreading.logLikelihood(of: spelling, given: registered, kind: query.kind),
                likelihood > best.logLikelihood ?? -.infinity
            else { continue }
            best = FieldEvidence(
                agreement: agreement(spelling, registered, likelihood), spelling: index, logLikelihood: likelihood)
        }
        let gap = query.lattices.map { $0.gap(of: registered) }.min()
        best.inkGap = gap
        // What the ink bears as well as a reading's own alternatives is one, though it is not among the few that are listed.
        if let gap, best.agreement != .equal, gap <= -Self.possible {
            best = FieldEvidence(
                agreement: .equal, spelling: 0, logLikelihood: log(Misreading.chanceOfExactness) - gap, inkGap: gap)
        }
        return best
    }

    private func agreement(
        _ spelling: Spelling, _ registered: ArraySlice<UInt16>, _ likelihood: Double
    ) -> FieldEvidence.Agreement {
        if spelling.logShare >= Self.possible, registered.elementsEqual(spelling.units) { return .equal }
        let isOneMistake = likelihood - spelling.logShare >= Misreading.logLikelihoodOfOneMistake
        return isOneMistake ? .near : .different
    }

    /// P(spelling | somebody else): the greatest share that any one value of the pool, or the spelling itself, has in it.
    private func chanceOfReading(_ query: PreparedQuery, field: Int, _ results: [Result]) -> Double {
        let own = query.spellings.first.map { query.index.chanceOfCoincidence($0.units) } ?? 1
        return results.reduce(own * Misreading.chanceOfExactness) { largest, result in
            guard let likelihood = result.evidence[field].logLikelihood else { return largest }
            return max(largest, query.index.chanceOfCoincidence(query.index.values[result.row]) * exp(likelihood))
        }
    }

    private func logRatio(_ evidence: FieldEvidence, _ weights: FieldWeights, assumed: FieldWeights) -> Double {
        guard let level = evidence.level else { return 0 }
        let changed = log(weights.same[ComparisonLevel.different.rawValue])
        return level == .different ? changed : max(evidence.freeRatio + weights.shift(level, from: assumed), changed)
    }

    /// - Parameter ratios: of each field of one record.
    static func score(_ ratios: [(kind: ComparisonKind, ratio: Double)]) -> Double {
        var agreements: [ComparisonKind.Group: [Double]] = [:]
        var score = 0.0
        for (kind, ratio) in ratios {
            if ratio > 0 { agreements[kind.group, default: []].append(ratio) } else { score += ratio }
        }
        for ratios in agreements.values {
            let largest = ratios.max() ?? 0
            score += largest + groupShare * (ratios.reduce(0, +) - largest)
        }
        return score
    }
}
