internal import Foundation
package import Paperwork

/// What an error that was found has in common with others of its making.
package struct ErrorSignature: Sendable, Hashable {
    package let form: String
    /// With its version; nil where a document that was read before Tema kept it has none.
    package let version: String?
    package let field: String
    /// The recogniser that the value came from first.
    package let reader: String
    /// What was read in place of something else; empty where the value is wrong as a whole.
    package let misread: Set<Character>
    /// Values that were less sure than this share its make too: a tenth of the chance of error of the wrong one.
    package let leastError: Double

    /// - Parameter field: as it passed.
    /// - Returns: nil where a person gave the value, or nothing was weighed.
    package init?(of field: Field, in document: Document, truth: FieldValue) {
        guard let basis = field.decision?.basis, field.decision?.by == .evidence, let reading = field.readings.first
        else { return nil }
        form = document.form
        version = basis.form
        self.field = field.name
        reader = reading.recogniser
        leastError = basis.error / 10
        let (read, right) = (Array(field.value.plainText), Array(truth.plainText))
        misread =
            read.count == right.count ? Set(zip(read, right).filter { $0 != $1 }.map(\.0)) : []
    }

    /// Whether a value may be wrong in the same way: same version of the form, same field and reader, as unsure, and with one
    /// of the characters that were misread.
    package func isShared(by other: Field, in document: Document) -> Bool {
        guard document.form == form, other.name == field, other.readings.first?.recogniser == reader,
            let decision = other.decision, decision.by == .evidence, decision.accepted,
            (decision.basis?.error ?? 1) >= leastError, version == nil || version == decision.basis?.form ?? version
        else { return false }
        return misread.isEmpty || !misread.isDisjoint(with: other.value.plainText)
    }
}
