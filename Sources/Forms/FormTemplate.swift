package import FieldTypes
package import Foundation

/// A blank form with its zones, as a template file declares it.
package struct FormTemplate: Sendable, Hashable {
    /// As in `onestop`.
    package var id: String
    package var version: String
    /// Millimetres.
    package var paper: PaperSize
    /// The empty form, a PDF or picture, that zones are drawn on and scans are registered to.
    package var blank: URL
    package var pages: Int
    package var fields: [FieldDefinition]

    package init(id: String, version: String, paper: PaperSize, blank: URL, pages: Int, fields: [FieldDefinition]) {
        self.id = id
        self.version = version
        self.paper = paper
        self.blank = blank
        self.pages = pages
        self.fields = fields
    }

    /// Its id and version together: what is learnt of one version's values says nothing of another's.
    package var versionedName: String { "\(id) \(version)" }
}

/// A paper's size in millimetres, as the form is read.
package struct PaperSize: Sendable, Hashable {
    package var width: Double
    package var height: Double

    package init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }
}
