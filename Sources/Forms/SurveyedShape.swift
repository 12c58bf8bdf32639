package import Paperwork

/// A place for writing that was found on a blank form.
package struct SurveyedShape: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// One rectangle for free writing.
        case box
        /// A row of equal boxes for one character each, left to right.
        case comb(cells: [Zone])
        /// Equal rows under each other; `columns` are their widths in millimetres, left to right.
        case table(rows: Int, columns: [Double])
        /// A small square to tick.
        case checkbox
    }

    /// The white inside of the printed lines.
    package var zone: Zone
    package var kind: Kind
    /// The printed words that belong to it; nil where none are near or the blank has no text of its own.
    package var label: String?

    package init(zone: Zone, kind: Kind, label: String? = nil) {
        self.zone = zone
        self.kind = kind
        self.label = label
    }
}
