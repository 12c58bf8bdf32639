/// A field as it is put together from what was found.
struct SheetDraft {
    enum Place {
        case zone(Area)
        case cells([Area])
        case options([(name: String, area: Area)])
        case table(Area, rows: Int, columns: [Column])
    }

    struct Column {
        var label: String?
        /// Millimetres.
        var width: Double
        /// A type that print in its cells speaks for.
        var hint: String?
    }

    var place: Place
    /// A field type's name where the shape tells it, as a box to tick; else the label does.
    var type: String?
    /// A type that the print beside the place speaks for, as 円 does for yen, where the label says nothing else.
    var typeHint: String?
    /// The printed words that name it.
    var label: String?
    /// A name where the shape tells it.
    var name: String?
    /// Words before or above that say whose field it is.
    var section: String?
    var lines = 1
    /// The era that is printed before a date.
    var era: String?
    /// The cell that it lies in, by its place among the cells; nil on open paper.
    var cell: Int?

    var area: Area {
        switch place {
        case .zone(let area), .table(let area, _, _): area
        case .cells(let areas): Area.enclosing(areas) ?? Area(left: 0, top: 0, right: 0, bottom: 0)
        case .options(let options):
            Area.enclosing(options.map(\.area)) ?? Area(left: 0, top: 0, right: 0, bottom: 0)
        }
    }
}
