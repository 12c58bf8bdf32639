package import Paperwork

/// A field type whose zone is written in, and whose value depends on the text alone.
package protocol WrittenType: FieldType {
    /// What `text`, which is not blank, comes to.
    func normalForm(of text: String, in context: FieldContext) -> NormalForm
}

extension WrittenType {
    package var medium: FieldMedium { .writing }

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        Candidates.from(readings) { normalForm(of: $0, in: context) }
    }
}
