package import Paperwork

/// What a text comes to: its normal form, and what its type's proof says of it.
package struct NormalForm {
    package var value: FieldValue
    package var proof: Proof

    package init(value: FieldValue, proof: Proof = .none) {
        self.value = value
        self.proof = proof
    }
}

extension NormalForm {
    /// What was written, widths folded, with the reason why it can't be right.
    static func failing(
        _ text: String, _ context: FieldContext, rule: String, ja: String, en: String
    ) -> NormalForm {
        let label = context.definition.label
        let problem = Problem(
            field: context.definition.name, rule: rule,
            message: Wording(ja: "「\(label)」: \(ja)", en: "\(label): \(en)"))
        return NormalForm(value: .text(PlainText.normalized(text)), proof: .fails(problem))
    }
}
