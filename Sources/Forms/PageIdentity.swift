package import Imaging
package import Paperwork

/// How a scanned page lies on a page of a form template.
package struct FormAlignment: Sendable, Hashable, Codable {
    /// The template's id.
    package var form: String
    /// The template's page, from 1.
    package var formPage: Int
    /// Quarter turns clockwise that bring the scan upright, 0 to 3, before `toScan` applies.
    package var quarterTurns: Int
    /// From millimetres on the blank form to pixels of the upright scan.
    package var toScan: Homography
    /// Root mean square distance, in millimetres, between the form's printed marks and where the scan has them.
    package var residual: Double
    /// The share of the form's marks that were found in the scan, between 0 and 1.
    package var agreement: Double
    /// The form's marks that were not found where they belong, by their places among `BlankFormPage.landmarks`' finest;
    /// nil where they were not kept.
    package var lostLandmarks: [Int]?
    /// The size of the paper itself, in millimetres, where it follows no form; nil where the form's holds.
    package var paper: PaperSize?

    package init(
        form: String, formPage: Int, quarterTurns: Int, toScan: Homography, residual: Double, agreement: Double,
        lostLandmarks: [Int]? = nil, paper: PaperSize? = nil
    ) {
        self.form = form
        self.formPage = formPage
        self.quarterTurns = quarterTurns
        self.toScan = toScan
        self.residual = residual
        self.agreement = agreement
        self.lostLandmarks = lostLandmarks
        self.paper = paper
    }
}

/// What a scanned page is.
package enum PageIdentity: Sendable, Hashable, Codable {
    case form(FormAlignment)
    case blank
    /// Fits no template; with the best candidate where there is one, and the reason in words.
    case foreign(best: FormAlignment?, reason: Wording)
}
