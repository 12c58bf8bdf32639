import Foundation

/// Tells when a share that was steady grows: of values in doubt, of values found wrong in the sample.
///
/// An e-detector of the kind of CUSUM (Shin, Ramdas & Rinaldo, arXiv 2203.03532): the evidence against the share being as it
/// was is multiplied up, never below 1, and an alarm is given when it passes a bound: as long as nothing changes, on average
/// that many values go by before a false alarm.
package struct DriftDetector: Hashable, Sendable, Codable {
    /// The share in quiet times, between 0 and 1: an upper bound of it.
    package let steady: Double
    /// The share to be found out soon.
    package let grown: Double
    /// Values between two false alarms, on average, at least.
    package let patience: Double
    private var logEvidence = 0.0

    package init(steady: Double, grown: Double, patience: Double = 100_000) {
        self.steady = min(0.98, max(1e-6, steady))
        self.grown = min(0.99, max(self.steady * 1.01, grown))
        self.patience = patience
    }

    /// A share from which on nothing is left to grow.
    private static let most = 0.9

    /// A detector for what the first values showed: alarmed by odds twice as high as the upper bound of what they show. Nil
    /// where they show that nearly all are of that kind.
    package init?(afterFirst values: Int, grown: Int, confidence: Double = 0.99) {
        let upper = ErrorBound.clopperPearsonUpper(errors: grown, trials: max(1, values), confidence: confidence)
        guard upper < Self.most else { return nil }
        let odds = 2 * upper / max(1e-9, 1 - upper)
        self.init(steady: upper, grown: odds / (1 + odds))
    }

    package var isAlarmed: Bool { logEvidence >= log(patience) }

    /// Takes in more values, `hits` of which are of the kind whose share is watched.
    package mutating func add(values: Int, hits: Int) {
        let hit = log(grown / steady)
        let miss = log((1 - grown) / (1 - steady))
        logEvidence = max(0, logEvidence + Double(hits) * hit + Double(values - hits) * miss)
    }
}
