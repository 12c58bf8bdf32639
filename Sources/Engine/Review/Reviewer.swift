package import Paperwork
package import Storage
internal import Workflows

/// Who settles what waits, and which of it they may.
package struct Reviewer: Sendable, Hashable {
    package var account: String
    package var display: String
    package var role: Account.Role
    /// Empty where they see all.
    package var departments: [String]
    package var language: Language
    /// They are shown no errors on purpose.
    var isAtCommandLine = false

    package init(_ account: Account, language: Language) {
        self.account = account.name
        display = account.display
        role = account.role
        departments = account.departments
        self.language = language
    }

    /// Someone at the command line, who may whatever the files of the place let them.
    package init(atCommandLine name: String, language: Language) {
        account = name
        display = name
        role = .manager
        departments = []
        isAtCommandLine = true
        self.language = language
    }

    /// Whether they may settle what this workflow leaves to people: those of the role that it names, and managers.
    func mayReview(_ workflow: Workflow) -> Bool {
        role == .manager || workflow.reviewSteps.contains { $0.by == role.rawValue }
            || (workflow.reviewSteps.isEmpty && role.rawValue == ReviewStep.anyone)
    }

    func sees(department: String) -> Bool { departments.isEmpty || departments.contains(department) }
}

extension Workflow {
    var reviewSteps: [ReviewStep] {
        steps.compactMap { if case .review(let review) = $0.action { review } else { nil } }
    }

    var reconcileSteps: [ReconcileStep] {
        steps.compactMap { if case .reconcile(let step) = $0.action { step } else { nil } }
    }

    /// The fields that two people have to settle.
    var secondPersonFields: Set<String> { Set(reviewSteps.flatMap(\.secondPerson)) }

    /// The first step after the last one that reads, before `step`: from there on, what a person settles may change what
    /// comes out.
    func stepAfterReading(before step: Int) -> Int {
        let reading = steps.prefix(step + 1).lastIndex { if case .read = $0.action { true } else { false } }
        return reading.map { $0 + 1 } ?? 0
    }
}
