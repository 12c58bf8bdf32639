package import Paperwork

/// One look at a workflow's values: their calibration fitted anew, and the thresholds tested.
package struct AcceptanceLook: Sendable {
    /// The chance that the promise is ever broken, over all looks.
    package static let level = 0.05

    /// The level of the look of that number, from 1: `level × 6/(π k)²`, which sums to the level over any number of looks (Euler's
    /// sum of 1/k²). 3.04 % at the first, where the shortest test of 0.1 % takes 3,492 values without an error.
    package static func level(ofLook number: Int) -> Double {
        level * 6 / (Double.pi * Double.pi * Double(number * number))
    }

    /// Errors that the people who settle values do not see, between 0 and 1.
    package var missed: Double

    package init(missed: Double = 0) { self.missed = missed }

    /// What the acceptance is after a look.
    ///
    /// A value counts where its draw falls below the rate at which values like it became known when it was settled, so that
    /// what is tested is a random sample of all values, those that passed and those that did not. Calibration is cross-fitted:
    /// the values of each half of the documents are corrected by what the other half says, so that none judges itself.
    /// A test that held before stays where the new one shows no more.
    package func acceptance(after old: Acceptance, values: [GradedValue], budgets: [Double: Set<String>]) -> Acceptance
    {
        var new = old
        new.looks += 1
        new.revision += 1
        let halves = Dictionary(grouping: values) { AuditSample.draw(document: $0.document, field: "") < 0.5 }
        let first = SiteCalibration(fittedTo: halves[true] ?? [])
        let second = SiteCalibration(fittedTo: halves[false] ?? [])
        new.known = values.count { $0.draw < $0.rate }
        new.seen = values.count
        let sample = values.filter { $0.draw < $0.rate && $0.ground != .contradicted }
        var found: [Acceptance.Found] = []
        for (budget, fields) in budgets.sorted(by: { $0.key < $1.key }) where budget > 0 {
            let search = ThresholdSearch(budget: budget, level: Self.level(ofLook: new.looks), missed: missed)
            let scored = sample.filter { fields.contains($0.field) }.map { value in
                let isOfFirst = AuditSample.draw(document: value.document, field: "") < 0.5
                return (error: (isOfFirst ? second : first).error(of: value), isWrong: value.isWrong)
            }
            if let test = search.search(scored) { found.append(Acceptance.Found(budget: budget, test: test)) }
        }
        let gains = found.contains { now in
            (old.found.first { $0.budget == now.budget }?.test.values ?? 0) < now.test.values
        }
        guard gains || old.found.isEmpty else { return new }
        new.found = found
        new.calibration = SiteCalibration(fittedTo: values)
        return new
    }

    /// Whether a look is due: as soon as enough values are known for a test without an error, and then whenever a quarter more
    /// are known. Each look uses up a part of the promise, so that there are few.
    ///
    /// - Parameters:
    ///   - known: values in the random sample whose truth is known.
    ///   - budget: the loosest that is promised, strictly between 0 and 1.
    package func isDue(after acceptance: Acceptance, known: Int, budget: Double) -> Bool {
        let search = ThresholdSearch(
            budget: budget, level: Self.level(ofLook: acceptance.looks + 1), missed: missed)
        return known >= max(search.fewestValues, acceptance.known.map { $0 + $0 / 4 } ?? 0)
    }

    /// Whether so many values can make a look or a calibration due, without looking at any.
    package static func mayBeDue(_ acceptance: Acceptance, values: Int) -> Bool {
        isCalibrationDue(acceptance, values: values) || values >= (acceptance.seen ?? 0) + (acceptance.known ?? 0) / 4
    }

    /// Whether the workflow's values say more than its calibration knows: a tenth more than it was fitted to, and fifty at least.
    package static func isCalibrationDue(_ acceptance: Acceptance, values: Int) -> Bool {
        let fitted = acceptance.calibration.values
        return acceptance.found.isEmpty && values >= fitted + max(50, fitted / 10)
    }

    /// What the acceptance is with a calibration fitted anew. Where a test holds, its threshold belongs to its calibration, and
    /// both stay.
    package static func recalibrated(_ old: Acceptance, to tallies: SiteCalibration.Tallies) -> Acceptance {
        guard old.found.isEmpty else { return old }
        var new = old
        new.revision += 1
        new.calibration = SiteCalibration(fittedTo: tallies)
        return new
    }
}
