/// Something that stands against a document or one of its fields, in words that its reader understands.
package struct Problem: Hashable, Sendable, Codable {
    /// The field that it is about; nil where it is about the document.
    package var field: String?
    /// What found it: `reading`, a field type's proof (`check-digit`, `calendar`), a rule's expression, `register`.
    package var rule: String
    package var message: Wording

    package init(field: String? = nil, rule: String, message: Wording) {
        self.field = field
        self.rule = rule
        self.message = message
    }
}
