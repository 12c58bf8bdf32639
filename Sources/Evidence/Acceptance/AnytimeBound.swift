import Foundation

/// Bounds on an error rate that hold at every moment at once, however often one looks.
///
/// For every rate p the likelihood ratio of a mixture of rates to p is a martingale if p is true (Robbins, "Statistical methods
/// related to the law of the iterated logarithm", Annals of Mathematical Statistics 41, 1970; as betting: Waudby-Smith & Ramdas,
/// arXiv 2010.09686). By Ville's inequality it ever exceeds 1/(1 − confidence) with a chance of at most 1 − confidence, so the
/// rates where it does not are a confidence sequence. The mixture is a beta distribution whose mean is the rate that is looked for.
package enum AnytimeBound {
    /// The rates that can't be ruled out.
    /// - Parameters:
    ///   - confidence: strictly between 0 and 1.
    ///   - expected: about the rate that is expected, where the bound is to be tight; strictly between 0 and 1.
    package static func rates(
        errors: Int, trials: Int, confidence: Double, expected: Double = 0.001
    ) -> ClosedRange<Double> {
        precondition(errors >= 0 && trials >= errors, "Errors are a part of the trials")
        guard trials > 0 else { return 0...1 }
        let most = -log(1 - confidence)
        let seen = Double(errors) / Double(trials)
        func isRuledOut(_ rate: Double) -> Bool {
            logEvidence(against: rate, errors: errors, trials: trials, expected: expected) >= most
        }
        let upper = edge(inside: seen, outside: 1, isRuledOut)
        let lower = errors == 0 ? 0 : edge(inside: seen, outside: 0, isRuledOut)
        return lower...upper
    }

    /// The logarithm of the evidence against the rate being `rate`.
    ///
    /// - Parameter rate: strictly between 0 and 1, or 0 where no error was seen.
    package static func logEvidence(against rate: Double, errors: Int, trials: Int, expected: Double) -> Double {
        // A prior worth one error in 1/expected trials.
        let (a, b) = (1.0, 1 / expected - 1)
        let (e, n) = (Double(errors), Double(trials))
        let mixture = logBeta(a + e, b + n - e) - logBeta(a, b)
        return mixture - xlog(e, rate) - xlog(n - e, 1 - rate)
    }

    private static func edge(inside: Double, outside: Double, _ isRuledOut: (Double) -> Bool) -> Double {
        var (inside, outside) = (inside, outside)
        for _ in 0..<100 where abs(outside - inside) > 1e-12 {
            let middle = (inside + outside) / 2
            if isRuledOut(middle) { outside = middle } else { inside = middle }
        }
        return outside
    }

    private static func xlog(_ count: Double, _ rate: Double) -> Double {
        count == 0 ? 0 : rate <= 0 ? -.infinity : count * log(rate)
    }

    private static func logBeta(_ a: Double, _ b: Double) -> Double { lgammaOf(a) + lgammaOf(b) - lgammaOf(a + b) }

    private static func lgammaOf(_ x: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }
}
