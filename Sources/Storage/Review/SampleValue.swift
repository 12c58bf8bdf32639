package import Foundation
package import Paperwork

/// A value that passed unseen, and that a person looks at all the same.
package struct SampleValue: Sendable, Hashable {
    /// Why it is looked at.
    package enum Reason: String, Sendable, Hashable, Codable {
        /// It was drawn.
        case chance
        /// It shares the signature of an error that was found.
        case recall
    }

    package enum State: String, Sendable, Hashable, Codable {
        case waiting
        /// Who typed it blind typed something else: another person says which is right.
        case differs
        case right
        case wrong
        /// It can't be looked at any more, as where the page is purged.
        case gone
    }

    package var id: Int
    package var workflow: String
    package var document: String
    package var field: String
    package var reason: Reason
    package var state: State
    package var firstAccount: String?
    /// What was typed blind.
    package var firstValue: FieldValue?
    /// Who settled it.
    package var account: String?
    /// What it should have been; nil where it is right, and where it was purged.
    package var value: FieldValue?
    /// Stands in a file of corrections.
    package var isCorrected: Bool
    package var drawn: Date
    package var at: Date?
}
