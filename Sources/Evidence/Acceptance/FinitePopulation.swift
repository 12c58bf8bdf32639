import Foundation

/// What a sample says of a batch of values that is complete, as a closed month.
package enum FinitePopulation {
    /// The most wrong values that a population may hold if a random sample of it, drawn without replacement, holds so few:
    /// the one-sided upper bound of the hypergeometric distribution (Buonaccorsi, "A note on confidence intervals for
    /// proportions in finite populations", The American Statistician 41, 1987).
    /// - Parameters:
    ///   - errors: wrong ones in the sample.
    ///   - sample: values drawn.
    ///   - population: values in all.
    ///   - confidence: strictly between 0 and 1.
    package static func mostErrors(errors: Int, sample: Int, population: Int, confidence: Double) -> Int {
        precondition(errors >= 0 && sample >= errors && population >= sample, "A sample is a part of its population")
        // What was not drawn may be wrong or right; what was drawn is known.
        var (low, high) = (errors, population - (sample - errors))
        while low < high {
            let middle = (low + high + 1) / 2
            if chance(ofAtMost: errors, sample: sample, wrong: middle, population: population) > 1 - confidence {
                low = middle
            } else {
                high = middle - 1
            }
        }
        return low
    }

    private static func chance(ofAtMost errors: Int, sample: Int, wrong: Int, population: Int) -> Double {
        let all = logChoose(population, sample)
        let least = max(0, sample - (population - wrong))
        guard least <= errors else { return 0 }
        return (least...errors).reduce(0) { sum, drawn in
            guard drawn <= wrong else { return sum }
            return sum + exp(logChoose(wrong, drawn) + logChoose(population - wrong, sample - drawn) - all)
        }
    }

    private static func logChoose(_ n: Int, _ k: Int) -> Double {
        guard k >= 0, k <= n else { return -.infinity }
        var sign: Int32 = 0
        return lgamma_r(Double(n) + 1, &sign) - lgamma_r(Double(k) + 1, &sign) - lgamma_r(Double(n - k) + 1, &sign)
    }
}
