package import Paperwork

/// What a workflow lets pass unseen.
package struct AcceptancePolicy: Hashable, Sendable {
    /// The share of sampled values where the job file says nothing: one in a hundred.
    package static let usualSample = 0.01

    /// The chance of a wrong value tolerated per accepted field, between 0 and 1.
    package var budget: Double
    /// The same for fields that have one of their own, by name.
    package var fieldBudgets: [String: Double]
    package var trust: Acceptance.Trust
    /// The share of accepted values that a person looks at afterwards, between 0 and 1.
    package var sample: Double
    /// What the workflow's own values have shown.
    package var acceptance: Acceptance

    package init(
        budget: Double, fieldBudgets: [String: Double] = [:], trust: Acceptance.Trust = .shipped,
        sample: Double = AcceptancePolicy.usualSample, acceptance: Acceptance = .none
    ) {
        self.budget = budget
        self.fieldBudgets = fieldBudgets
        self.trust = trust
        self.sample = sample
        self.acceptance = acceptance
    }

    package func budget(ofField name: String) -> Double { fieldBudgets[name] ?? budget }

    /// What may pass: the corrected chance of error of a value and the greatest that is allowed; nil for the latter where
    /// nothing passes.
    package func allowance(
        for value: GradedValue
    ) -> (error: Double, most: Double?, stop: Acceptance.Stop?) {
        acceptance.allowance(for: value, budget: budget(ofField: value.field), trust: trust)
    }

    /// What a decision about a value rests on. All of its kind are looked at where none passes, else the share of the sample.
    func basis(of value: GradedValue) -> Decision.Basis {
        let passes = allowance(for: value).most != nil
        return Decision.Basis(ground: value.ground, error: value.error, rate: passes ? sample : 1, form: value.form)
    }
}
