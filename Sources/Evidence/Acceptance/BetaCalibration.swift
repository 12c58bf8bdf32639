import Foundation

/// Corrects chances of error by what became of such values: `logit(corrected) = slope × logit(chance) + shift`, the form of
/// Platt's scaling on log-odds and of beta calibration with equal parameters (Kull, Silva Filho & Flach, AISTATS 2017).
package struct BetaCalibration: Hashable, Sendable, Codable {
    package var slope: Double
    /// In natural logarithms of odds: below 0 where values are more often right than was thought.
    package var shift: Double
    /// Values that it was fitted to, and wrong ones among them.
    package var values: Int
    package var errors: Int

    /// Leaves chances as they are.
    package static let identity = BetaCalibration(slope: 1, shift: 0, values: 0, errors: 0)

    package init(slope: Double, shift: Double, values: Int, errors: Int) {
        self.slope = slope
        self.shift = shift
        self.values = values
        self.errors = errors
    }

    /// - Parameter error: a chance of error between 0 and 1.
    package func corrected(_ error: Double) -> Double {
        1 / (1 + exp(-(slope * Self.logit(error) + shift)))
    }

    /// How far slope and shift are thought to stray from those of the kind at large: standard deviations of the normal
    /// priors that hold them there until the values say otherwise.
    static let slopeSpread = 0.2
    static let shiftSpread = 1.0

    /// Fitted by maximum a posteriori to what became of values, from where `parent` puts them: with few values it hardly
    /// leaves its parent, with many it follows them (ridge to the parent's mean; Gelman & Hill, "Data analysis using regression
    /// and multilevel/hierarchical models", 2007, chapter 12).
    ///
    /// - Parameter values: chances of error, whether wrong, and how many values each stands for.
    package static func fitted(
        to values: [(error: Double, isWrong: Bool, weight: Double)], around parent: BetaCalibration
    ) -> BetaCalibration {
        var fit = parent
        fit.values = values.count
        fit.errors = values.count { $0.isWrong }
        guard !values.isEmpty else { return fit }
        let points = values.map { (x: logit($0.error), y: $0.isWrong ? 1.0 : 0.0, weight: $0.weight) }
        let (slopeHold, shiftHold) = (1 / (slopeSpread * slopeSpread), 1 / (shiftSpread * shiftSpread))
        for _ in 0..<50 {
            // Newton's method on the two parameters.
            var gradient = (
                slope: slopeHold * (fit.slope - parent.slope), shift: shiftHold * (fit.shift - parent.shift)
            )
            var curve = (slope: slopeHold, both: 0.0, shift: shiftHold)
            for point in points {
                let chance = 1 / (1 + exp(-(fit.slope * point.x + fit.shift)))
                let miss = point.weight * (chance - point.y)
                let steep = point.weight * chance * (1 - chance)
                gradient.slope += miss * point.x
                gradient.shift += miss
                curve.slope += steep * point.x * point.x
                curve.both += steep * point.x
                curve.shift += steep
            }
            let determinant = curve.slope * curve.shift - curve.both * curve.both
            guard determinant > 0 else { break }
            let slopeStep = (curve.shift * gradient.slope - curve.both * gradient.shift) / determinant
            let shiftStep = (curve.slope * gradient.shift - curve.both * gradient.slope) / determinant
            let damping = min(1, 1 / max(abs(slopeStep) / 0.5, abs(shiftStep) / 2, 1))
            fit.slope = min(3, max(0.1, fit.slope - damping * slopeStep))
            fit.shift = min(15, max(-15, fit.shift - damping * shiftStep))
            if abs(slopeStep) < 1e-6, abs(shiftStep) < 1e-6 { break }
        }
        return fit
    }

    static func logit(_ chance: Double) -> Double {
        let held = min(1 - 1e-9, max(1e-9, chance))
        return log(held / (1 - held))
    }
}
