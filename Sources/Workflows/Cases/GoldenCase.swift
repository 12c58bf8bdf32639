package import Foundation
package import Paperwork

/// A golden case (正解例): a scan, and what reading it must give.
package struct GoldenCase: Sendable, Hashable {
    /// One document that the scan holds.
    package struct Expected: Sendable, Hashable {
        /// The form template's id.
        package var form: String
        /// Page numbers in the scan, from 1; empty where the case does not say.
        package var pages: [Int]
        /// Values in their normal form; fields that the case does not name are not compared.
        package var fields: [String: FieldValue]

        package init(form: String, pages: [Int], fields: [String: FieldValue]) {
            self.form = form
            self.pages = pages
            self.fields = fields
        }
    }

    /// The case's file or folder, without its ending.
    package var name: String
    package var scan: URL
    package var documents: [Expected]

    package init(name: String, scan: URL, documents: [Expected]) {
        self.name = name
        self.scan = scan
        self.documents = documents
    }
}
