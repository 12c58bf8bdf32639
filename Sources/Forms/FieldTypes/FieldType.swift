package import Paperwork
package import Recognition

/// One type of field: which characters it expects, its normal form, its own proof, how it prints.
///
/// A type is a value without state. It SHALL accept any reading, however wrong, and say so in the candidate's proof; it
/// SHALL NOT change what was written other than to bring it to the normal form.
package protocol FieldType: Sendable {
    /// As job files and templates write it, as in `my-number`.
    var name: String { get }
    /// How its zone is looked at.
    var medium: FieldMedium { get }
    /// Which characters to look for; meaningful for `writing` only.
    var repertoire: Repertoire { get }
    /// The values that `readings` allow, best first, at most `FieldTypes.candidateLimit`, each in its normal form with
    /// its proof. An empty reading gives one candidate with value `.none`.
    func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate]
    /// As a person reads it: dates in 和暦 or ISO, yen with thousands.
    func printed(_ value: FieldValue, language: Language) -> String
}

/// How a zone is looked at.
package enum FieldMedium: Sendable, Hashable {
    /// Characters: a recogniser reads them.
    case writing
    /// Ink where the blank has none: checkbox, seal, signature.
    case presence
    /// One of several options is marked or circled.
    case oneOption
    /// Any number of options are marked.
    case severalOptions
    case barcode
    case table
}

/// What a type may know beside the readings.
package struct FieldContext: Sendable {
    package var definition: FieldDefinition
    /// The value of the field that `definition.era` names; nil where it names none.
    package var era: FieldValue?

    package init(definition: FieldDefinition, era: FieldValue? = nil) {
        self.definition = definition
        self.era = era
    }
}
