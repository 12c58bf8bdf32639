package import Paperwork

/// What stands for or against a field beside its own readings and proof.
package struct FieldFacts: Hashable, Sendable {
    /// A rule of the job file that speaks of the field.
    package struct Rule: Hashable, Sendable {
        package enum Result: Hashable, Sendable {
            case holds
            case fails
            /// The rule could not be worked out, as where a field is empty: it never counts as kept.
            case unknown
        }

        /// In the reader's words, short enough to stand in a sentence: the rule's expression.
        package var name: Wording
        package var result: Result
        /// How often the rule would hold all the same if this field's value were wrong, between 0 and 1. 1 for a rule
        /// that proves nothing, such as a comparison of two dates.
        package var chance: Double
        /// What to say where it fails.
        package var otherwise: Wording

        package init(name: Wording, result: Result, chance: Double, otherwise: Wording) {
            self.name = name
            self.result = result
            self.chance = chance
            self.otherwise = otherwise
        }
    }

    /// How the field compares with the record that the document was linked to.
    package struct RegisterComparison: Hashable, Sendable {
        package var agrees: Bool
        /// As the record has it.
        package var registered: String
        /// How often a wrong value of this field would equal the record's all the same, given that the record was found
        /// by the other fields, between 0 and 1.
        package var chance: Double

        package init(agrees: Bool, registered: String, chance: Double) {
            self.agrees = agrees
            self.registered = registered
            self.chance = chance
        }
    }

    package var rules: [Rule]
    /// Nil where the field was not compared or the record's column is empty.
    package var comparison: RegisterComparison?
    /// Nil where the job has no register.
    package var outcome: RegisterMatch.Outcome?
    /// The form that the field is of, with its version: what one version's values show says nothing of another's.
    package var form: String

    package init(
        rules: [Rule] = [], comparison: RegisterComparison? = nil, outcome: RegisterMatch.Outcome? = nil,
        form: String = ""
    ) {
        self.form = form
        self.rules = rules
        self.comparison = comparison
        self.outcome = outcome
    }
}
