import Foundation

/// Bounds on an error rate from a count of errors.
package enum ErrorBound {
    /// The one-sided upper bound of Clopper & Pearson ("The use of confidence or fiducial limits illustrated in the case
    /// of the binomial", Biometrika 26, 1934): the largest error rate under which so few errors are still seen with a
    /// chance of `1 − confidence`.
    ///
    /// It is the `confidence` quantile of the beta distribution with parameters `errors + 1` and `trials − errors`.
    /// 1 where there are no trials or every trial is an error.
    /// - Parameter confidence: strictly between 0 and 1, as in 0.95.
    package static func clopperPearsonUpper(errors: Int, trials: Int, confidence: Double) -> Double {
        precondition(errors >= 0 && trials >= errors, "Errors are a part of the trials")
        precondition(confidence > 0 && confidence < 1, "A confidence lies between 0 and 1")
        guard errors < trials else { return 1 }
        let (a, b) = (Double(errors) + 1, Double(trials - errors))
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 where high - low > 1e-15 {
            let middle = (low + high) / 2
            if regularizedIncompleteBeta(middle, a, b) < confidence { low = middle } else { high = middle }
        }
        return high
    }

    /// I_x(a, b), the distribution function of the beta distribution; NIST Digital Library of Mathematical Functions,
    /// 8.17.22, by the continued fraction evaluated after Lentz.
    /// - Parameters:
    ///   - x: between 0 and 1.
    ///   - a: above 0.
    ///   - b: above 0.
    package static func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        guard x <= (a + 1) / (a + b + 2) else { return 1 - regularizedIncompleteBeta(1 - x, b, a) }
        let logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
        return exp(logFront) / (a * continuedFraction(x, a, b))
    }

    /// `1 + d1/(1 + d2/(1 + …))` of DLMF 8.17.22.
    private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var value = 1.0
        var c = 1.0
        var d = 0.0
        for step in 1...2_000 {
            let term = coefficient(step, x, a, b)
            d = 1 / nonZero(1 + term * d, tiny)
            c = nonZero(1 + term / c, tiny)
            value *= c * d
            if abs(c * d - 1) < 1e-15 { break }
        }
        return value
    }

    private static func coefficient(_ step: Int, _ x: Double, _ a: Double, _ b: Double) -> Double {
        let m = Double(step / 2)
        return step.isMultiple(of: 2)
            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    }

    private static func nonZero(_ number: Double, _ tiny: Double) -> Double { abs(number) < tiny ? tiny : number }

    private static func logGamma(_ x: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }
}
