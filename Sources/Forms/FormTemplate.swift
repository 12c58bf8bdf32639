package import FieldTypes
package import Foundation

/// A blank form with its zones, as a template file declares it.
package struct FormTemplate: Sendable, Hashable {
    /// As in `onestop`.
    package var id: String
    package var version: String
    /// Millimetres.
    package var paper: PaperSize
    /// The empty form, a PDF or picture, that zones are drawn on and scans are registered to; nil for papers without a form,
    /// on which values are found by what is printed.
    package var blank: URL?
    package var pages: Int
    package var fields: [FieldDefinition]
    /// What a paper without a form is recognised by: one of these is enough. None where it is the only form of its job.
    package var knownBy: [PaperClue]
    /// What stands on the first page only of such a paper; none where every page that is recognised begins one.
    package var firstPage: [PaperClue]
    /// The field that names the issuer of such a paper: what people settle is remembered by its value. Nil where nothing is.
    package var issuer: String?

    package init(
        id: String, version: String, paper: PaperSize, blank: URL?, pages: Int, fields: [FieldDefinition],
        knownBy: [PaperClue] = [], firstPage: [PaperClue] = [], issuer: String? = nil
    ) {
        self.id = id
        self.version = version
        self.paper = paper
        self.blank = blank
        self.pages = pages
        self.fields = fields
        self.knownBy = knownBy
        self.firstPage = firstPage
        self.issuer = issuer
    }

    /// Its id and version together: what is learnt of one version's values says nothing of another's.
    package var versionedName: String { "\(id) \(version)" }

    /// Whether its papers have no form.
    package var isFree: Bool { blank == nil }
}

/// A paper's size in millimetres, as the form is read.
package struct PaperSize: Sendable, Hashable, Codable {
    package var width: Double
    package var height: Double

    package init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }
}
