package import Paperwork

/// A field type whose zone is written in, and whose value depends on the text alone.
protocol WrittenType: FieldType {
    /// What `text`, which is not blank, comes to.
    func normalForm(of text: String, in context: FieldContext) -> NormalForm
}

extension WrittenType {
    package var medium: FieldMedium { .writing }

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        Candidates.from(readings) { normalForm(of: $0, in: context) }
    }
}

extension FieldType {
    package func printed(_ value: FieldValue, language: Language) -> String { value.plainText }
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
