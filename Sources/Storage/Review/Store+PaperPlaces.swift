package import Foundation
internal import Paperwork
internal import SQLAccess

/// Where a value stands on one issuer's papers, as a person settled it: from the next paper on it is looked for there first.
package struct PaperPlace: Sendable, Hashable {
    /// Workflow and form are as the job file calls them.
    package var workflow: String
    package var form: String
    /// The value of the field that names the issuer.
    package var issuer: String
    package var field: String
    /// As templates write it, as in `right-of`.
    package var way: String
    /// As it is printed.
    package var label: String
    /// The document on which it was settled, by whom and when.
    package var document: String
    package var account: String
    package var settled: Date

    package init(
        workflow: String, form: String, issuer: String, field: String, way: String, label: String, document: String,
        account: String, settled: Date
    ) {
        self.workflow = workflow
        self.form = form
        self.issuer = issuer
        self.field = field
        self.way = way
        self.label = label
        self.document = document
        self.account = account
        self.settled = settled
    }
}

extension Store {
    /// Keeps a place, in place of the one that was known before.
    package func remember(_ place: PaperPlace) throws {
        try database.write { connection in
            try connection.execute(
                """
                INSERT INTO paper_place (workflow, form, issuer, field, way, label, document, account, settled)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (workflow, form, issuer, field) DO UPDATE
                    SET way = excluded.way, label = excluded.label, document = excluded.document,
                        account = excluded.account, settled = excluded.settled
                """,
                [
                    .text(place.workflow), .text(place.form), .text(place.issuer), .text(place.field), .text(place.way),
                    .text(place.label), .text(place.document), .text(place.account), .time(place.settled),
                ])
        }
    }

    /// The places that are known of a workflow, by form, issuer and field.
    package func paperPlaces(ofWorkflow workflow: String) throws -> [PaperPlace] {
        try database.read { connection in
            try connection.rows(
                "SELECT * FROM paper_place WHERE workflow = ? ORDER BY form, issuer, field", [.text(workflow)]
            ).map { row in
                PaperPlace(
                    workflow: try row.text("workflow"), form: try row.text("form"), issuer: try row.text("issuer"),
                    field: try row.text("field"), way: try row.text("way"), label: try row.text("label"),
                    document: try row.text("document"), account: try row.text("account"),
                    settled: try row.time("settled"))
            }
        }
    }

    /// Takes back what is known of an issuer's papers; gives how many places that were.
    package func forgetPaperPlaces(ofWorkflow workflow: String, issuer: String) throws -> Int {
        try database.write {
            try $0.execute(
                "DELETE FROM paper_place WHERE workflow = ? AND issuer = ?", [.text(workflow), .text(issuer)])
        }
    }
}
