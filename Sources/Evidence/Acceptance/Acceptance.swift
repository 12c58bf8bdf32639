package import Foundation
package import Paperwork

/// By what a workflow's values pass unseen: what its own settled and audited values have shown so far.
package struct Acceptance: Hashable, Sendable, Codable {
    /// Where the trust comes from before the workflow's own values are enough.
    package enum Trust: String, Hashable, Sendable, Codable, CaseIterable {
        /// What was measured on forms that Tema draws by chance: values pass from the first day on, and are sampled.
        case shipped
        /// Nothing passes unseen until the workflow's own values show that it may.
        case own
    }

    /// Why nothing passes any more.
    package struct Stop: Hashable, Sendable, Codable {
        /// The id of the form whose values it is about; nil for all of the workflow.
        package var form: String?
        package var because: Wording

        package init(form: String?, because: Wording) {
            self.form = form
            self.because = because
        }

        /// - Parameter name: a form's id, with its version or without.
        func concerns(_ name: String) -> Bool {
            form.map { name == $0 || name.hasPrefix($0 + " ") } ?? true
        }
    }

    /// A chance of error from which on no value passes, whatever was tested: more likely wrong than one in twenty.
    package static let hopeless = 0.05

    /// Counts the changes, from 1.
    package var revision: Int
    /// How often the workflow's values were tested so far: each test may use up a part of the promise.
    package var looks: Int
    /// Values in the random sample whose truth was known at the last look; nil before the first.
    package var known: Int?
    /// All values whose truth was known then.
    package var seen: Int?
    package var calibration: SiteCalibration
    /// The test that held, by budget.
    package var found: [Found]
    package var stops: [Stop]
    /// Since when the sample counts: the last look, or since a person let values pass again; nil for all of it.
    package var since: Date?

    /// What was shown for the fields of one budget.
    package struct Found: Hashable, Sendable, Codable {
        package var budget: Double
        package var test: ThresholdSearch.Found

        package init(budget: Double, test: ThresholdSearch.Found) {
            self.budget = budget
            self.test = test
        }
    }

    package init(
        revision: Int = 0, looks: Int = 0, calibration: SiteCalibration = .none, found: [Found] = [],
        stops: [Stop] = []
    ) {
        self.revision = revision
        self.looks = looks
        self.calibration = calibration
        self.found = found
        self.stops = stops
    }

    /// As on the first day.
    package static let none = Acceptance()

    /// What may pass: the corrected chance of error of a value and the greatest that its budget allows. Nil for the latter
    /// where nothing passes.
    package func allowance(
        for value: GradedValue, budget: Double, trust: Trust
    ) -> (error: Double, most: Double?, stop: Stop?) {
        let found = found.first { $0.budget == budget }
        let isBefore = found == nil && trust == .shipped
        let error = isBefore ? calibration.cautiousError(of: value) : calibration.error(of: value)
        if let stop = stops.first(where: { $0.concerns(value.form) }) { return (error, nil, stop) }
        return (error, found.map(\.test.threshold) ?? (trust == .shipped ? budget : nil), nil)
    }
}
