package import Evidence
package import Workflows

extension Workflow {
    /// What it lets pass unseen, as its read step says.
    package func policy(_ acceptance: Acceptance) -> AcceptancePolicy {
        let read = steps.lazy.compactMap { if case .read(let read) = $0.action { read } else { nil } }.first
        return AcceptancePolicy(
            budget: read?.errorBudget ?? ReadStep.usualBudget, fieldBudgets: read?.fieldBudgets ?? [:],
            trust: read?.trustsOwnOnly == true ? .own : .shipped, sample: read?.sample ?? AcceptancePolicy.usualSample,
            acceptance: acceptance)
    }

    /// The fields that each budget is promised for.
    package var budgets: [Double: Set<String>] {
        let policy = policy(.none)
        let names = Set(forms.flatMap(\.fields).map(\.name))
        return Dictionary(grouping: names, by: policy.budget(ofField:)).mapValues(Set.init)
    }
}
