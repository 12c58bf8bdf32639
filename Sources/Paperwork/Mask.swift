/// What stands in place of a sensitive value where those who look need not see it.
package enum Mask {
    package static let text = "＊＊＊"
}

extension FieldValue {
    /// Masked where something is written; that nothing is may be seen.
    package var masked: FieldValue { isEmpty ? self : .text(Mask.text) }
}

extension Field {
    /// What was written, masked where the field is sensitive and something is.
    package var shownText: String { isSensitive && !text.isEmpty ? Mask.text : text }
}

extension Document {
    /// A sentence about the document without what sensitive fields hold, as read or as registered: a reason may name a
    /// record by a sensitive key.
    package func veiled(_ sentence: Wording) -> Wording {
        let names = Set(fields.filter(\.isSensitive).map(\.name))
        let written = fields.filter(\.isSensitive).flatMap { [$0.value.plainText, $0.text] }
        let registered = match?.comparisons.filter { names.contains($0.field) }.map(\.registered) ?? []
        let hidden = Set(written + registered).filter { $0.count > 1 }.sorted { $0.count > $1.count }
        return Wording(
            ja: hidden.reduce(sentence.ja) { $0.replacing($1, with: Mask.text) },
            en: hidden.reduce(sentence.en) { $0.replacing($1, with: Mask.text) })
    }
}
