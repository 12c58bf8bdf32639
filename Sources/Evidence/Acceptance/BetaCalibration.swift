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
    /// How surely; nil where that is not known.
    package var spread: Spread?

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

    /// The log-odds of error that are exceeded with one in twenty chances, as far as slope and shift are known.
    ///
    /// - Parameter error: a chance of error between 0 and 1.
    package func upperLogit(_ error: Double) -> Double {
        let logit = Self.logit(error)
        let deviation = (spread ?? Spread()).deviation(atLogit: logit - Self.center)
        return slope * logit + shift + Self.oneSided * deviation
    }

    /// Standard deviations of a normal distribution beyond which one in twenty lies.
    static let oneSided = 1.6449

    /// The log-odds at which slope and shift are independent before anything is known: those of one error in a thousand, about where
    /// it is decided what passes.
    static let center = logit(0.001)

    /// How far slope and shift may be from where they were put: their covariance, at ``center``.
    package struct Spread: Hashable, Sendable, Codable {
        var slope = 0.0
        var both = 0.0
        var shift = 0.0

        /// - Parameter logit: from the center.
        func deviation(atLogit logit: Double) -> Double {
            max(0, logit * logit * slope + 2 * logit * both + shift).squareRoot()
        }

        static func + (left: Spread, right: Spread) -> Spread {
            Spread(slope: left.slope + right.slope, both: left.both + right.both, shift: left.shift + right.shift)
        }
    }

    /// How far the slope and the shift of a level are thought to stray from those of the level above: standard deviations
    /// of the normal priors that hold them there until the values say otherwise.
    package struct Hold: Sendable {
        var slope: Double
        /// Natural logarithms of odds.
        var shift: Double

        var spread: Spread { Spread(slope: slope * slope, shift: shift * shift) }
    }

    /// Fitted by maximum a posteriori to what became of values, from where `parent` puts them: with few values it hardly
    /// leaves its parent, with many it follows them (ridge to the parent's mean; Gelman & Hill, "Data analysis using regression
    /// and multilevel/hierarchical models", 2007, chapter 12). How surely comes from the curvature there (Laplace's
    /// approximation), and from how surely the parent is known.
    package static func fitted(to tally: GradeTally, around parent: BetaCalibration, hold: Hold) -> BetaCalibration {
        var fit = parent
        fit.values = tally.values
        fit.errors = tally.errors
        // At the center, where the two are held independently.
        let start = (slope: parent.slope, shift: parent.shift + (parent.slope - 1) * center)
        var (slope, shift) = start
        let (slopeHold, shiftHold) = (1 / (hold.slope * hold.slope), 1 / (hold.shift * hold.shift))
        var curve = (slope: slopeHold, both: 0.0, shift: shiftHold)
        for _ in 0..<50 {
            // Newton's method on the two parameters.
            var gradient = (slope: slopeHold * (slope - start.slope), shift: shiftHold * (shift - start.shift))
            curve = (slope: slopeHold, both: 0.0, shift: shiftHold)
            for point in tally.points {
                let x = point.logit - center
                let chance = 1 / (1 + exp(-(slope * x + center + shift)))
                let miss = point.weight * chance - point.wrong
                let steep = point.weight * chance * (1 - chance)
                gradient.slope += miss * x
                gradient.shift += miss
                curve.slope += steep * x * x
                curve.both += steep * x
                curve.shift += steep
            }
            let determinant = curve.slope * curve.shift - curve.both * curve.both
            guard determinant > 0 else { break }
            let slopeStep = (curve.shift * gradient.slope - curve.both * gradient.shift) / determinant
            let shiftStep = (curve.slope * gradient.shift - curve.both * gradient.slope) / determinant
            let damping = min(1, 1 / max(abs(slopeStep) / 0.5, abs(shiftStep) / 2, 1))
            slope = min(3, max(0.1, slope - damping * slopeStep))
            shift = min(15, max(-15, shift - damping * shiftStep))
            if abs(slopeStep) < 1e-6, abs(shiftStep) < 1e-6 { break }
        }
        fit.slope = slope
        fit.shift = shift + (1 - slope) * center
        fit.spread = spread(curve, hold: (slopeHold, shiftHold), parent: parent.spread ?? Spread())
        return fit
    }

    /// The inverse of the curvature, and of the parent's spread as much as still weighs.
    private static func spread(
        _ curve: (slope: Double, both: Double, shift: Double), hold: (slope: Double, shift: Double), parent: Spread
    ) -> Spread {
        let determinant = curve.slope * curve.shift - curve.both * curve.both
        guard determinant > 0 else { return parent + Spread(slope: 1 / hold.slope, shift: 1 / hold.shift) }
        let own = Spread(
            slope: curve.shift / determinant, both: -curve.both / determinant, shift: curve.slope / determinant)
        // own × the prior's precision: how much of a move of the parent moves this.
        let pull = (
            ss: own.slope * hold.slope, sh: own.both * hold.shift, hs: own.both * hold.slope,
            hh: own.shift * hold.shift
        )
        let slope = pull.ss * pull.ss * parent.slope + 2 * pull.ss * pull.sh * parent.both
        let shift = pull.hs * pull.hs * parent.slope + 2 * pull.hs * pull.hh * parent.both
        let moved = Spread(
            slope: slope + pull.sh * pull.sh * parent.shift,
            both: pull.ss * pull.hs * parent.slope + (pull.ss * pull.hh + pull.sh * pull.hs) * parent.both
                + pull.sh * pull.hh * parent.shift,
            shift: shift + pull.hh * pull.hh * parent.shift)
        return own + moved
    }

    static func logit(_ chance: Double) -> Double {
        let held = min(1 - 1e-9, max(1e-9, chance))
        return log(held / (1 - held))
    }
}
