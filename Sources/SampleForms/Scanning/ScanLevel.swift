/// How badly pages are scanned.
package enum ScanLevel: String, Sendable, CaseIterable {
    /// A careful scan: 300 dpi grey, ± 0.3° skew.
    case clean
    /// An everyday one: ± 1.5° skew, 98–102 % scale, ± 3 mm shift, JPEG 75, uneven paper, some specks, a blank back.
    case office
    /// The worst that a city gets: ± 5° skew, 95–105 % scale, ± 10 mm shift, fax, holes, folds, seals over text, pages
    /// upside down or sideways, blank backs, foreign pages.
    case hard

    /// How far payroll software prints off the boxes, millimetres.
    var misprint: Double { self == .clean ? 0.4 : 1.5 }
    /// The chance that a sheet's blank back is scanned too.
    var blankBack: Double { self == .clean ? 0 : self == .office ? 0.08 : 0.2 }
    /// The chance that a page of something else lies before a document.
    var foreignPage: Double { self == .hard ? 0.12 : 0 }
}
