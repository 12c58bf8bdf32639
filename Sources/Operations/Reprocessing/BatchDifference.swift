internal import Foundation
package import Paperwork

/// How a batch that was processed again differs from what was made of it before.
package struct BatchDifference: Sendable, Hashable, Encodable {
    /// One of the two batches.
    package struct Side: Sendable, Hashable, Encodable {
        /// Its id.
        package var batch: String
        /// SHA-256 of the job file and its templates.
        package var workflowVersion: String

        enum CodingKeys: String, CodingKey {
            case batch
            case workflowVersion = "workflow_version"
        }
    }

    /// A document on one side.
    package struct DocumentSide: Sendable, Hashable, Encodable {
        package var id: String
        package var form: String
        /// In the batch's file, from 1.
        package var pages: [Int]
        package var state: DocumentState
    }

    /// A field of which the value or the decision differs.
    package struct FieldDifference: Sendable, Hashable, Encodable {
        package var field: String
        /// Nil where the document has no such field on that side; a mask where the field is sensitive.
        package var old: FieldValue?
        package var new: FieldValue?
        package var acceptedBefore: Bool?
        package var acceptedAfter: Bool?
        /// The values are not shown, because the form template calls the field sensitive.
        package var isMasked: Bool

        enum CodingKeys: String, CodingKey {
            case field, old, new
            case acceptedBefore = "accepted_before"
            case acceptedAfter = "accepted_after"
            case isMasked = "masked"
        }
    }

    /// A document that differs. It appeared where `old` is nil, and vanished where `new` is.
    package struct DocumentDifference: Sendable, Hashable, Encodable {
        package var old: DocumentSide?
        package var new: DocumentSide?
        /// In the form template's order, those that the new one lacks last.
        package var fields: [FieldDifference]
    }

    /// A file that the trial's exports write once it is accepted.
    package struct PlannedExport: Sendable, Hashable, Encodable {
        /// Its name in the outbox.
        package var file: String
        /// The original's export has the same name, and is replaced.
        package var replaces: Bool
        /// The original has no export at all: nothing stays beside it.
        package var isFirst: Bool

        enum CodingKeys: String, CodingKey {
            case file, replaces
            case isFirst = "first"
        }
    }

    package var original: Side
    package var trial: Side
    /// By their first page.
    package var documents: [DocumentDifference]
    /// Documents that are the same on both sides.
    package var unchanged: Int
    /// Documents of the trial that wait for a person: it can't be accepted before they are settled.
    package var waiting: Int
    package var exports: [PlannedExport]
}
