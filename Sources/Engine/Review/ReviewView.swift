package import Foundation
package import Paperwork

/// A document as whoever settles it sees it. In the order of its fields on the form; what is sensitive and not in doubt is
/// masked.
package struct ReviewView: Sendable, Encodable {
    package struct PageView: Sendable, Encodable {
        /// In the batch's file, from 1.
        package var number: Int
        /// On the form, from 1.
        package var formPage: Int
        /// Of the form's paper, in millimetres.
        package var width: Double
        package var height: Double
    }

    /// One character of what was read.
    package struct CharacterView: Sendable, Encodable {
        package var text: String
        package var isSure: Bool
        /// What else it may be, likeliest first.
        package var others: [String]
    }

    package struct Alternative: Sendable, Encodable {
        /// What to send to choose it.
        package var text: String
        /// What people call it.
        package var shown: String
    }

    package struct FieldView: Sendable, Encodable {
        package enum State: String, Sendable, Encodable {
            /// Passed unseen.
            case proved
            /// A person is to settle it.
            case doubt
            /// A person has settled it.
            case settled
            /// Another person has settled it; this one does so without seeing what they typed.
            case second
            /// This person has settled it, and another has to as well.
            case waits
        }

        package var name: String
        package var label: String
        package var type: String
        package var state: State
        /// What stands in the box when one begins to type.
        package var text: String
        /// As people write such a value.
        package var shown: String
        package var isMasked: Bool
        package var isOptional: Bool
        /// Page on the form, left, top, width, height; millimetres.
        package var zone: [Double]?
        /// Of a comb, each box's, in the order of its characters; none elsewhere.
        package var cells: [[Double]]
        /// Why it is not proved, or by what it is, in one sentence.
        package var reason: String
        package var characters: [CharacterView]
        package var alternatives: [Alternative]
        /// What the register has.
        package var registered: String?
        /// Of a choice, a circled field or a mark grid, in the form's order.
        package var options: [String]
        /// Of a table.
        package var columns: [String]
        /// Digits are typed into it, so that they can't choose.
        package var isNumeric: Bool
    }

    package struct ProblemView: Sendable, Encodable {
        package var field: String?
        package var rule: String
        package var message: String
    }

    package struct RecordView: Sendable, Encodable {
        package struct Value: Sendable, Encodable {
            /// As the job file names it.
            package var column: String
            package var value: String
            /// The document says something else.
            package var differs: Bool
        }

        package var key: String
        /// Of the columns that are compared, in the job file's order.
        package var values: [Value]
    }

    package struct RegisterView: Sendable, Encodable {
        package var name: String
        package var outcome: RegisterMatch.Outcome
        package var key: String?
        /// Those that fit best, where none is certain.
        package var candidates: [RecordView]
    }

    package var id: String
    package var batch: String
    package var file: String
    package var number: Int
    package var workflow: String
    package var title: String
    package var form: String
    package var received: Date
    /// What proves that the document is in this window's hand.
    package var token: String
    package var pages: [PageView]
    package var fields: [FieldView]
    /// What stands against the document.
    package var problems: [ProblemView]
    package var register: RegisterView?

    /// Fields that wait for this person.
    package var open: Int { fields.count { $0.state == .doubt || $0.state == .second } }
}

/// What came of settling a field.
package enum Settlement: Sendable {
    /// The document as it is now, in the person's hand still.
    case open(ReviewView)
    /// All of it is settled, and it goes on.
    case complete
    /// Another person has to settle what two have to.
    case waitsForAnother
    /// Nothing was settled: this speaks against the value. Sent again with `force`, it holds.
    case contradicted(Wording)
}
