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
