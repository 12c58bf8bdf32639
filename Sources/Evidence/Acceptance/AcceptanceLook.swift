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
}
