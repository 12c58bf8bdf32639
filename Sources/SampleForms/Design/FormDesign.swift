package import Imaging
package import Paperwork

/// A blank form as it is printed, with the fields that its template declares: one source for both, so they can't differ.
package struct FormDesign: Sendable {
    package var id: String
    package var version: String
    /// For people, as in「給与支払報告書」.
    package var title: String
    package var pages: [[Printed]]
    package var fields: [DesignedField]
    package var paper = Paper.a4

    package func field(_ name: String) -> DesignedField? { fields.first { $0.name == name } }

    /// In the order in which files list them.
    package static let all: [FormDesign] = [.onestop, .payroll, .survey]
}

/// A size of paper, as templates name it.
package struct Paper: Sendable, Hashable {
    /// As in `A4 portrait`.
    package var name: String
    /// Millimetres.
    package var width: Double
    /// Millimetres.
    package var height: Double

    package static let a4 = Paper(name: "A4 portrait", width: 210, height: 297)
    static let a4Landscape = Paper(name: "A4 landscape", width: 297, height: 210)
    static let a5 = Paper(name: "A5 portrait", width: 148, height: 210)
    static let a5Landscape = Paper(name: "A5 landscape", width: 210, height: 148)

    /// An empty sheet.
    package func canvas(dpi: Double) -> Canvas {
        Canvas(
            pixelWidth: Int(Measure.pixels(mm: width, dpi: dpi).rounded()),
            pixelHeight: Int(Measure.pixels(mm: height, dpi: dpi).rounded()), dpi: dpi)
    }
}

/// One thing that is printed on a blank form.
package enum Printed: Sendable, Hashable {
    /// A straight line; millimetres.
    case line(x1: Double, y1: Double, x2: Double, y2: Double, thickness: Double, dashed: Bool)
    case box(Zone, thickness: Double)
    /// A box with round corners; millimetres.
    case rounded(Zone, radius: Double, thickness: Double)
    case area(Zone, gray: Double)
    case ellipse(Zone, thickness: Double)
    /// One line of text in a rectangle, centred from top to bottom, drawn narrower where it would not fit.
    case text(String, in: Zone, Lettering, Alignment)
    /// The same in white, on a black area.
    case whiteText(String, in: Zone, Lettering, Alignment)

    package enum Alignment: Sendable, Hashable { case left, center, right, spread }
}

/// A field of a form design, as its template declares it.
package struct DesignedField: Sendable {
    package enum Place: Sendable {
        case zone(Zone)
        case cells([Zone])
        case options([(name: String, zone: Zone)])
        /// So many equal rows; widths in millimetres.
        case table(Zone, rows: Int, columns: [(name: String, type: String, width: Double)])
    }

    package var name: String
    package var label: String
    /// A field type's name.
    package var type: String
    package var place: Place
    /// `print` or `hand`; nil for marks.
    package var writing: String?
    package var isOptional = false
    package var isSensitive = false
    package var lines = 1
    package var era: String?
    /// `latin` where nothing Japanese can stand there.
    package var letters: String?

    /// Names of the options, in order; empty where the field has none.
    package var options: [String] {
        if case .options(let options) = place { options.map(\.name) } else { [] }
    }

    package var zones: [Zone] {
        switch place {
        case .zone(let zone), .table(let zone, _, _): [zone]
        case .cells(let zones): zones
        case .options(let options): options.map(\.zone)
        }
    }
}
