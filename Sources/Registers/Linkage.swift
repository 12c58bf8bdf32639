import FieldTypes
import Foundation
import Paperwork

/// Whether the best record is the document's.
struct Linkage {
    let queries: [PreparedQuery]
    /// Records in the register.
    let count: Int

    /// Nats by which the score must exceed the logarithm of the number of records: with so many strangers to be taken
    /// for the person by chance, odds of 400 to 1 remain that none was.
    static let foundAboveChance = 6.0
    /// Nats by which the best record must beat the second: more than one misread character costs, so that one character
    /// of one field never decides between two people, such as twins.
    static let foundMargin = 6.0
    /// A register smaller than this is judged as if it had so many records: strangers come from outside it.
    private static let smallestCount = 100

    /// The share of documents whose person the register has, before a site has data.
    static let assumedRegistered = 0.9

    /// The chance of each record that the document speaks of it: exp(sᵢ) / (N(1 − r)/r + Σ exp(s)), with the scores s, N
    /// records, and the share r of documents whose person the register has.
    func posteriors(of ranked: [Comparer.Result], registered: Double) -> [Double] {
        let highest = max(ranked.map(\.score).max() ?? 0, 0)
        let none = Double(max(count, Self.smallestCount)) * (1 - registered) / registered * exp(-highest)
        let all = ranked.reduce(none) { $0 + exp($1.score - highest) }
        return ranked.map { exp($0.score - highest) / all }
    }

    func outcome(of ranked: [Comparer.Result]) -> RegisterMatch.Outcome {
        guard let best = ranked.first else { return .notFound }
        let chance = log(Double(max(count, Self.smallestCount)))
        let numberHolder = ranked.first { hasEqual(.number, $0) }
        if best.score >= chance + Self.foundAboveChance, margin(of: ranked) >= Self.foundMargin, !isContradicted(best),
            numberHolder == nil || numberHolder?.row == best.row
        {
            return .found
        }
        return best.score >= chance || numberHolder != nil ? .ambiguous : .notFound
    }

    /// Nats; the best one's own support where it stands alone.
    func margin(of ranked: [Comparer.Result]) -> Double {
        ranked.count > 1 ? ranked[0].support - ranked[1].support : ranked.first?.support ?? 0
    }

    /// Whether something is written that the record's person would hardly have written, however much else agrees:
    ///
    /// - another birth date or identifying number;
    /// - no name or kana equal to the record's: twins share everything else. A misread name is let through where an
    ///   identifying number agrees;
    /// - another address, unless an identifying number agrees: who moved and a namesake look alike.
    private func isContradicted(_ result: Comparer.Result) -> Bool {
        let hasNumber = hasEqual(.number, result)
        let names = agreements(of: [.name, .kana], in: result)
        let isOtherName =
            !names.isEmpty && !names.contains(.equal) && (!hasNumber || names.contains(.different))
        return agreements(of: [.date, .number], in: result).contains(.different) || isOtherName
            || (!hasNumber && agreements(of: [.address], in: result).contains(.different))
    }

    private func hasEqual(_ kind: ComparisonKind, _ result: Comparer.Result) -> Bool {
        agreements(of: [kind], in: result).contains(.equal)
    }

    private func agreements(
        of kinds: Set<ComparisonKind>, in result: Comparer.Result
    ) -> [FieldEvidence.Agreement] {
        zip(queries, result.evidence).filter { kinds.contains($0.kind) && $1.agreement != .missing }
            .map { $1.agreement }
    }
}
