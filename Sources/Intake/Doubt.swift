package import Paperwork

/// Something in a document that a person has to look at.
package struct Doubt: Sendable, Hashable {
    /// The field's name; nil for what concerns the document as a whole.
    package var field: String?
    /// What was read there, on one line, shortened, and masked where it is sensitive.
    package var reading: String
    package var reason: Wording

    /// Characters of a reading that are shown.
    static let readingLimit = 40
}

extension Document {
    /// Why it waits: what is wrong with it as a whole, then each field that was not accepted.
    package var doubts: [Doubt] {
        openProblems.filter { $0.field == nil }.map { Doubt(field: nil, reading: "", reason: veiled($0.message)) }
            + fields.compactMap { field in
                guard let decision = field.decision, !decision.accepted else { return nil }
                let line = field.shownText.split(whereSeparator: \.isNewline).joined(separator: " ")
                let reading = line.count > Doubt.readingLimit ? line.prefix(Doubt.readingLimit) + "…" : line
                return Doubt(field: field.name, reading: reading, reason: veiled(decision.because))
            }
    }
}
