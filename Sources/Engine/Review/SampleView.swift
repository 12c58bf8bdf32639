package import Paperwork
internal import Storage

/// A value that passed and that a person is asked for: where it stands on the page, and nothing of what was read, unless two
/// said different things.
package struct SampleView: Sendable, Encodable {
    package var id: Int
    package var document: String
    package var batch: String
    package var workflow: String
    package var title: String
    /// The field's.
    package var label: String
    /// The field type's name.
    package var type: String
    /// In the batch's file, from 1; nil where the value is found by its surroundings.
    package var page: Int?
    /// Left, top, width and height on the form, mm.
    package var zone: [Double]?
    /// What may be marked, in the form's order; empty where it is written.
    package var options: [String]
    package var isNumeric: Bool
    /// The two values that were given, in an order that tells nothing; empty where nobody looked yet.
    package var choices: [String]
    /// It shares the signature of an error that was found.
    package var isRecall: Bool
    /// How many wait for this person, up to 1,000.
    package var waiting: Int
}

/// What a person's look at a value came to.
package enum SampleEnd: String, Sendable, Encodable {
    case right
    case wrong
    /// Another person is asked which it is.
    case differs
    /// Somebody else was quicker.
    case gone
}
