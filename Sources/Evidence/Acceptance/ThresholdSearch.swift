import Foundation

/// Finds how unsure a value may be and still pass unseen, so that the promise about wrong values holds.
///
/// Learn then Test (Angelopoulos, Bates, Candès, Jordan & Lei, arXiv 2110.01052) with fixed-sequence testing: thresholds are
/// tried from strict to loose, each by an exact binomial test of the values that it would let pass, and the first that is
/// not shown to keep the budget ends the search. Where to begin and in what steps to go is chosen by the values' scores, each
/// corrected by what became of other documents' values, never by which of the tested ones are wrong. Choosing instead the loosest threshold whose Clopper–Pearson bound lies under the budget
/// breaks its promise, because it looks at many and takes the luckiest.
package struct ThresholdSearch: Sendable {
    /// The share of wrong values among those that pass that is tolerated, strictly between 0 and 1.
    package var budget: Double
    /// The chance that the promise is broken, strictly between 0 and 1.
    package var level: Double
    /// The share of errors that whoever settled the values did not see, between 0 and 1: what was counted is that much too
    /// low.
    package var missed: Double

    package init(budget: Double, level: Double, missed: Double = 0) {
        self.budget = budget
        self.level = level
        self.missed = min(0.9, max(0, missed))
    }

    /// What was shown.
    package struct Found: Hashable, Sendable, Codable {
        /// The greatest chance of error that passes, between 0 and 1.
        package var threshold: Double
        /// Values that it would have let pass, and wrong ones among them.
        package var values: Int
        package var errors: Int
        /// Of the last test that held.
        package var chance: Double

        package init(threshold: Double, values: Int, errors: Int, chance: Double) {
            self.threshold = threshold
            self.values = values
            self.errors = errors
            self.chance = chance
        }
    }

    /// Each next threshold lets pass so many more of the values.
    private static let stride = 1.05

    /// The rate that is tested: errors that nobody saw leave less room for those that were counted.
    package var testedRate: Double { budget * (1 - missed) }

    /// Values without an error that the first test takes.
    package var fewestValues: Int { BinomialTest.fewestTrials(rate: testedRate, level: level) }

    /// How many of the surest values the first test takes: so many that it is likeliest to hold if the chances of error are what
    /// they are thought to be. The fewest need every one of them to be right; more may have an error among them.
    ///
    /// - Parameter errors: chances of error, rising.
    private func start(_ errors: [Double]) -> Int {
        var best = (values: fewestValues, chance: 0.0)
        var (expected, taken) = (0.0, 0)
        for allowed in 0..<Self.mostErrorsOfStart {
            let needed = BinomialTest.fewestTrials(errors: allowed, rate: testedRate, level: level)
            guard needed <= errors.count, errors[needed - 1] < Acceptance.hopeless else { break }
            expected += errors[taken..<needed].reduce(0, +)
            taken = needed
            let chance = Self.poisson(atMost: allowed, mean: expected)
            // More for the same takes longer to begin with, and passes less surely what follows.
            if chance > best.chance + 0.01 { best = (needed, chance) }
        }
        return best.values
    }

    /// Errors that the first test may have at most.
    private static let mostErrorsOfStart = 12

    /// The chance of at most so many of rare events (Poisson, 1837).
    private static func poisson(atMost count: Int, mean: Double) -> Double {
        var (term, sum) = (exp(-mean), 0.0)
        for index in 0...count {
            sum += term
            term *= mean / Double(index + 1)
        }
        return min(1, sum)
    }

    /// The loosest threshold of those that hold; nil where the strictest does not.
    ///
    /// - Parameter values: corrected chances of error of a random sample of all values, and whether each was wrong.
    package func search(_ values: [(error: Double, isWrong: Bool)]) -> Found? {
        let sorted = values.sorted { $0.error < $1.error }
        var (found, errors, tested): (Found?, Int, Int) = (nil, 0, 0)
        var next = start(sorted.map(\.error))
        while next <= sorted.count {
            // Values that look alike pass or stay together.
            while next < sorted.count, sorted[next].error == sorted[next - 1].error { next += 1 }
            errors += sorted[tested..<next].count { $0.isWrong }
            tested = next
            // What can't be believed never passes, however it was tested.
            guard sorted[next - 1].error < Acceptance.hopeless else { return found }
            let chance = BinomialTest.chance(ofAtMost: errors, among: next, rate: testedRate)
            guard chance <= level else { return found }
            found = Found(threshold: sorted[next - 1].error, values: next, errors: errors, chance: chance)
            if next == sorted.count { return found }
            next = min(sorted.count, max(next + 1, Int(Double(next) * Self.stride)))
        }
        return found
    }
}
