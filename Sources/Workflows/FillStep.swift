package import Foundation

/// Drawing a document's values onto blank forms, as one PDF: what a citizen only signs.
package struct FillStep: Sendable, Hashable {
    /// The templates, in the order of the PDF's forms; like a register, they are no part of the workflow's version.
    package var forms: [URL]
    /// The PDF's name.
    package var into: RobotText
    /// Each page bears the document's id as a QR code, so that the sheet is known when it comes back.
    package var isCoded: Bool
}
