package import Foundation
package import Paperwork

/// One thing that a person did with a document that waited for them.
package struct ReviewEntry: Sendable, Hashable {
    package enum Action: String, Sendable, Hashable {
        /// The value is right as it stood.
        case confirm
        /// Another value was typed or chosen.
        case change
        /// The first of two people who have to settle the field.
        case first
        /// The second of them.
        case second
        /// What stands against the document was looked at, and it passes all the same.
        case waive
        case reject
    }

    /// The field's name; the problem's rule where one was waived; empty where the document as a whole was rejected.
    package var field: String
    package var account: String
    package var action: Action
    /// By which way of looking: `document`, `carpet`, `column`, `command`.
    package var mode: String
    /// What was settled; nil where there is no value, or it was purged.
    package var value: FieldValue?
    /// The field as it was before; nil where none changed, or it was purged.
    package var before: Field?
    /// Focus, visible and active; idle time beyond 30 s is not in it.
    package var seconds: Double
    package var at: Date

    package init(
        field: String, account: String, action: Action, mode: String, value: FieldValue? = nil, before: Field? = nil,
        seconds: Double, at: Date
    ) {
        self.field = field
        self.account = account
        self.action = action
        self.mode = mode
        self.value = value
        self.before = before
        self.seconds = seconds
        self.at = at
    }
}

/// That someone has a document in hand, until then; others are given other ones.
package struct ReviewHold: Sendable, Hashable {
    package var document: String
    package var account: String
    /// Tells the windows of one person apart.
    package var token: String
    package var until: Date

    package init(document: String, account: String, token: String, until: Date = .distantPast) {
        self.document = document
        self.account = account
        self.token = token
        self.until = until
    }
}

/// The document is not in this person's hand any more: the time ran out and someone else has it, another window of theirs
/// took it, or it is settled. Nothing was changed.
package struct LostHold: Error, Hashable, Sendable {
    package var document: String

    package init(document: String) { self.document = document }
}

/// What waits for a person, as lists show it.
package struct WaitingDocument: Sendable, Hashable {
    package var id: String
    package var batch: String
    package var workflow: String
    package var file: String
    /// In its batch, from 1.
    package var number: Int
    package var received: Date
    /// Who has it in hand; nil where nobody has.
    package var holder: String?
}
