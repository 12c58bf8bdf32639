/// A cell of a blank form.
struct SheetCell {
    enum Kind {
        /// Nothing is printed in it: room to write.
        case empty
        /// Something to fill in is printed in it, or room is left beside its words.
        case entry
        /// Words that name other cells.
        case label
        /// Words that name nothing.
        case note
        /// For those who take the form in.
        case office
        /// Too small to write in.
        case gap
    }

    var area: Area
    var lines: [PrintedLine]
    var parts: CellParts
    var kind: Kind

    var text: String { lines.map(\.text).joined() }
    var isForFilling: Bool { kind == .empty || kind == .entry }
    /// A row's number or letter: no label.
    var isNumber: Bool {
        let text = FormGlossary.folded(text)
        return !text.isEmpty && text.count <= 3 && text.allSatisfy { $0.isNumber || "ABCDEFアイウエオカキ".contains($0) }
    }

    /// One box to tick, and no words with it.
    var isBoxAlone: Bool {
        guard kind == .entry, parts.choices.count == 1, let choice = parts.choices.first,
            choice.type == SurveyType.checkbox, choice.options.allSatisfy(\.name.isEmpty)
        else { return false }
        return parts.dates.isEmpty && parts.combs.isEmpty && parts.slots.isEmpty && parts.seals.isEmpty
            && parts.rest.isEmpty
    }

    /// Millimetres: lower or narrower is no room to write in.
    static let leastHeight = 3.4
    static let leastWidth = 3.4
    /// Millimetres between two cells that share a printed line.
    static let lineWidth = 1.9

    func isLeft(of other: SheetCell) -> Bool {
        let gap = other.area.left - area.right
        return gap > -0.5 && gap <= Self.lineWidth
            && area.sharedHeight(other.area) >= 0.55 * min(area.height, other.area.height)
    }

    func isAbove(_ other: SheetCell) -> Bool {
        let gap = other.area.top - area.bottom
        return gap > -0.5 && gap <= Self.lineWidth
            && area.sharedWidth(other.area) >= 0.55 * min(area.width, other.area.width)
    }

    func isColumn(with other: SheetCell) -> Bool {
        abs(area.left - other.area.left) <= 1 && abs(area.right - other.area.right) <= 1
    }

    func isRow(with other: SheetCell) -> Bool {
        abs(area.top - other.area.top) <= 0.8 && abs(area.bottom - other.area.bottom) <= 0.8
    }
}
