/// The exact one-sided test of an error rate.
package enum BinomialTest {
    /// How likely `errors` or fewer are among `trials` where each is wrong with a chance of `rate`: small where the true
    /// rate is surely lower. The distribution function of the binomial, by the incomplete beta function (NIST Digital Library
    /// of Mathematical Functions, 8.17.5).
    /// - Parameter rate: between 0 and 1.
    package static func chance(ofAtMost errors: Int, among trials: Int, rate: Double) -> Double {
        precondition(errors >= 0 && trials >= errors, "Errors are a part of the trials")
        guard errors < trials else { return 1 }
        return ErrorBound.regularizedIncompleteBeta(1 - rate, Double(trials - errors), Double(errors) + 1)
    }

    /// The fewest trials of which `errors` are wrong that show, at `level`, that the true rate is under `rate`. 2,995 without
    /// an error at 0.1 % and 5 %.
    /// - Parameters:
    ///   - rate: strictly between 0 and 1.
    ///   - level: strictly between 0 and 1.
    package static func fewestTrials(errors: Int = 0, rate: Double, level: Double) -> Int {
        precondition(rate > 0 && rate < 1 && level > 0 && level < 1, "A rate and a level lie between 0 and 1")
        var (low, high) = (errors + 1, errors + 2)
        while chance(ofAtMost: errors, among: high, rate: rate) > level { (low, high) = (high, high * 2) }
        while high - low > 1 {
            let middle = (low + high) / 2
            if chance(ofAtMost: errors, among: middle, rate: rate) > level { low = middle } else { high = middle }
        }
        return chance(ofAtMost: errors, among: low, rate: rate) <= level ? low : high
    }
}
