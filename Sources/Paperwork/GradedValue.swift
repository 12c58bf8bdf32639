/// A value that Tema read and whose truth became known, because a person settled it or looked at it in a sample.
package struct GradedValue: Hashable, Sendable, Codable {
    /// The document's id: values of one document are kept together where values are divided.
    package var document: String
    /// The form template's id.
    package var form: String
    package var field: String
    /// The field type's name.
    package var type: String
    /// The recogniser that the value came from first.
    package var reader: String
    /// What it was proved by.
    package var ground: Ground
    /// The chance of error that it was given by what ships with Tema and by its evidence, before the site's own calibration;
    /// between 0 and 1.
    package var error: Double
    package var isWrong: Bool
    /// The share of values that pass whose truth becomes known, between 0 and 1; 1 where none passes, and a person looks at all.
    package var rate: Double
    /// It passed, and was drawn to be looked at; else it did not pass, and a person settled it.
    package var isSampled: Bool

    package init(
        document: String, form: String, field: String, type: String, reader: String, ground: Ground, error: Double,
        isWrong: Bool, rate: Double = 1, isSampled: Bool = false
    ) {
        self.document = document
        self.form = form
        self.field = field
        self.type = type
        self.reader = reader
        self.ground = ground
        self.error = error
        self.isWrong = isWrong
        self.rate = rate
        self.isSampled = isSampled
    }

    /// Where it falls in a draw of values, between 0 and 1: always the same for one value, and evenly spread.
    package var draw: Double { AuditSample.draw(document: document, field: field) }
}
