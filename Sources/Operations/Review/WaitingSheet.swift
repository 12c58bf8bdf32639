internal import Engine
package import Foundation
internal import Paperwork
internal import Storage

/// A document that waits, as `tema review list` has it.
package struct WaitingLine: Sendable, Hashable, Encodable {
    package var id: String
    package var batch: String
    package var workflow: String
    package var file: String
    /// In its batch, from 1.
    package var number: Int
    package var received: Date
    /// Who has it in hand; nil where nobody has.
    package var holder: String?

    init(_ waiting: WaitingDocument) {
        id = waiting.id
        batch = waiting.batch
        workflow = waiting.workflow
        file = waiting.file
        number = waiting.number
        received = waiting.received
        holder = waiting.holder
    }
}

/// What is to be settled of a document, as `tema review show` has it. What is sensitive and not in doubt is masked; what a
/// first of two people entered is not shown.
package struct WaitingSheet: Sendable, Encodable {
    package struct FieldSheet: Sendable, Encodable {
        package var name: String
        package var label: String
        package var type: String
        /// `proved`, `doubt`, `settled`, `second` (another person settled it first), `waits` (for another person).
        package var state: String
        /// What to type for the value as it is.
        package var text: String
        /// As people write it.
        package var shown: String
        /// Page on the form, left, top, width, height; millimetres.
        package var zone: [Double]?
        package var reason: String
        /// What to type for each value that it may be too.
        package var alternatives: [String]
        /// What the register has.
        package var registered: String?
    }

    package struct ProblemSheet: Sendable, Hashable, Encodable {
        package var field: String?
        package var rule: String
        package var message: String
    }

    package struct RecordSheet: Sendable, Hashable, Encodable {
        package var key: String
        /// By the columns that are compared.
        package var values: [String: String]
        /// Those of them in which the document says something else.
        package var differs: [String]
    }

    package struct RegisterSheet: Sendable, Hashable, Encodable {
        package var name: String
        /// `found`, `ambiguous`, `not_found`.
        package var found: String
        package var key: String?
        package var candidates: [RecordSheet]
    }

    package var id: String
    package var batch: String
    package var workflow: String
    package var file: String
    package var number: Int
    package var form: String
    /// In the batch's file, from 1.
    package var pages: [Int]
    package var received: Date
    package var fields: [FieldSheet]
    package var problems: [ProblemSheet]
    package var register: RegisterSheet?

    init(_ view: ReviewView) {
        id = view.id
        batch = view.batch
        workflow = view.workflow
        file = view.file
        number = view.number
        form = view.form
        pages = view.pages.map(\.number)
        received = view.received
        fields = view.fields.map { field in
            FieldSheet(
                name: field.name, label: field.label, type: field.type, state: field.state.rawValue, text: field.text,
                shown: field.shown, zone: field.zone, reason: field.reason,
                alternatives: field.alternatives.map(\.text), registered: field.registered)
        }
        problems = view.problems.map { ProblemSheet(field: $0.field, rule: $0.rule, message: $0.message) }
        register = view.register.map { register in
            RegisterSheet(
                name: register.name, found: register.outcome.rawValue, key: register.key,
                candidates: register.candidates.map { RecordSheet($0) })
        }
    }
}

extension WaitingSheet.RecordSheet {
    fileprivate init(_ record: ReviewView.RecordView) {
        self.init(
            key: record.key,
            values: Dictionary(record.values.map { ($0.column, $0.value) }, uniquingKeysWith: { first, _ in first }),
            differs: record.values.filter(\.differs).map(\.column))
    }
}

/// What came of settling a document at the command line.
package struct ReviewReceipt: Sendable, Hashable, Encodable {
    package enum End: String, Sendable, Hashable, Encodable {
        /// It waits still.
        case waits
        /// Nothing waits any more: a worker takes it on.
        case goesOn = "goes_on"
        /// It takes another person.
        case waitsForAnother = "waits_for_another"
        case rejected
    }

    /// Nothing was settled: this speaks against it.
    package struct Refusal: Sendable, Hashable, Encodable {
        package var field: String
        package var message: String
    }

    package var document: String
    package var end: End
    /// Fields, the register whose record was chosen, and rules that were let pass.
    package var settled: [String]
    package var refused: [Refusal]
    /// The fields that wait still.
    package var open: [String]
    package var problems: [WaitingSheet.ProblemSheet]
    /// Working time that is counted.
    package var seconds: Double
    /// Whether the time was given; where it was not, none is counted.
    package var secondsGiven: Bool

    enum CodingKeys: String, CodingKey {
        case document, end, settled, refused, open, problems, seconds
        case secondsGiven = "seconds_given"
    }

    init(
        _ document: String, end: End, view: ReviewView, settled: [String], refused: [Refusal], counted: Double,
        isGiven: Bool
    ) {
        let sheet = WaitingSheet(view)
        let waits = end == .waits
        self.document = document
        self.end = end
        self.settled = settled
        self.refused = refused
        open = waits ? sheet.fields.filter { ["doubt", "second"].contains($0.state) }.map(\.name) : []
        problems = waits ? sheet.problems : []
        seconds = counted
        secondsGiven = isGiven
    }
}
