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
        /// It was said which record of a register the document speaks of.
        case choose
        /// What stands against the document was looked at, and it passes all the same.
        case waive
        case reject
    }

    /// What it changed, as it was before.
    package struct Before: Sendable, Hashable, Codable {
        /// Nil where no field changed.
        package var field: Field?
        package var waivers: [Waiver]?
        package var chosenRecords: [String: String]?

        package init(_ document: Document, field: Field? = nil) {
            self.field = field
            waivers = document.waivers
            chosenRecords = document.chosenRecords
        }

        /// Takes back what the person did, but not what followed from it.
        package func restore(_ document: inout Document) {
            document.waivers = waivers
            document.chosenRecords = chosenRecords
            guard let field else { return }
            if let index = document.fields.firstIndex(where: { $0.name == field.name }) {
                document.fields[index] = field
            } else {
                document.fields.append(field)
            }
        }
    }

    /// The field's name; the register's where a record was chosen; the problem's rule where one was waived; empty where the
    /// document as a whole was rejected.
    package var field: String
    package var account: String
    package var action: Action
    /// By which way of looking: `document`, `carpet`, `column`, `command`.
    package var mode: String
    /// What was settled, as the chosen record's key; nil where there is no value, or it was purged.
    package var value: FieldValue?
    /// Nil where nothing can be taken back, or it was purged.
    package var before: Before?
    /// Focus, visible and active; idle time beyond 30 s is not in it.
    package var seconds: Double
    package var at: Date
    /// What it says of the value as it was read, for whoever commits it; nil where it says nothing of it, and where it was
    /// read back.
    package var grade: GradedValue?

    package init(
        field: String, account: String, action: Action, mode: String, value: FieldValue? = nil, before: Before? = nil,
        seconds: Double, at: Date, grade: GradedValue? = nil
    ) {
        self.grade = grade
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

/// Something else was done with the document since it was looked at, as by another request of the same window: nothing was
/// changed, and the same may be done with the document as it is now.
package struct StaleReview: Error, Hashable, Sendable {
    package var document: String
}

/// A document with what is needed to commit what a person does with it.
package struct ReviewedDocument: Sendable, Hashable {
    package var document: Document
    /// In its batch, from 1.
    package var number: Int
    /// The step that it is at, from 0.
    package var step: Int
    /// Grows with everything that people do with it.
    package var revision: Int
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
