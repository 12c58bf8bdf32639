internal import Imaging
internal import Paperwork

/// Cells, rows and tables of a blank form, and what is printed on it that nobody fills in.
extension BlankPen {
    /// How the cells with labels look.
    enum LabelLook { case plain, gray, black, spread, downward }

    func label(_ words: String, in cell: Zone, _ look: LabelLook) {
        if look == .gray { canvas.area(cell, ink: .init(gray: 0.86)) }
        if look == .black { canvas.area(cell, ink: .init(gray: 0.12)) }
        box(cell)
        let inside = zone(cell.left + 2, cell.top, cell.width - 4, cell.height)
        switch look {
        case .downward: downward(words, in: cell)
        case .spread where words.count <= 6: text(words, in: inside, .spread)
        default:
            if words.count > 6, width(of: words) > inside.width, cell.height >= 9 {
                let half = words.index(words.startIndex, offsetBy: (words.count + 1) / 2)
                lines("\(words[..<half])\n\(words[half...])", in: inside, points: points)
            } else {
                text(words, in: inside, look == .plain ? .left : .center, isWhite: look == .black)
            }
        }
    }

    /// Rows of a label's cell and a place's cell each, two pairs where both fit; gives the lower edge.
    mutating func grid(_ items: [BlankItem], left: Double, top: Double, width: Double, label: Double, _ look: LabelLook)
        -> Double
    {
        var rest = items
        var y = top
        while !rest.isEmpty {
            let item = rest.removeFirst()
            let half = (width - 2 * label) / 2
            if item.width <= half, let second = rest.firstIndex(where: { $0.width <= half && $0.height == item.height })
            {
                pair(item, left: left, top: y, label: label, width: half, look)
                pair(rest.remove(at: second), left: left + label + half, top: y, label: label, width: half, look)
            } else {
                pair(item, left: left, top: y, label: label, width: width - label, look)
            }
            y += item.height
        }
        return y
    }

    private mutating func pair(
        _ item: BlankItem, left: Double, top: Double, label: Double, width: Double, _ look: LabelLook
    ) {
        self.label(item.label, in: zone(left, top, label, item.height), look)
        let cell = zone(left + label, top, width, item.height)
        box(cell)
        entry(item, in: cell)
    }

    /// A table with headings; a column with a unit has it in every row.
    mutating func table(
        _ columns: [(label: String, type: String, width: Double)], rows: Int, left: Double, top: Double,
        height: Double, _ look: LabelLook, numbered: Bool = false
    ) -> Double {
        var start = left
        if numbered {
            label("番号", in: zone(left, top, 12, 8), look)
            for row in 0..<rows {
                let cell = zone(left, top + 8 + Double(row) * height, 12, height)
                box(cell)
                text("\(row + 1)", in: cell, .center)
            }
            start += 12
        }
        var x = start
        for column in columns {
            label(column.label, in: zone(x, top, column.width, 8), look)
            for row in 0..<rows { box(zone(x, top + 8 + Double(row) * height, column.width, height)) }
            x += column.width
        }
        let whole = zone(start, top + 8, x - start, height * Double(rows))
        note(
            columns[0].label, ["table"],
            .table(
                whole, rows: rows,
                columns: columns.map { BlankColumn(label: $0.label, types: [$0.type], width: $0.width) }))
        return whole.bottom
    }

    /// Words on open paper and a line to write on, `width` together.
    mutating func underlined(_ item: BlankItem, left: Double, baseline: Double, label: Double, width: Double) {
        text(item.label, in: zone(left, baseline - 7, label, 7), random.chance(0.5) ? .spread : .left)
        let room = zone(left + label + 2, baseline - 7, width - label - 2, 7)
        line(room.left, baseline, room.right, baseline)
        switch item.entry {
        case .unit(let type, let unit):
            let word = text(unit, in: room, .right)
            note(item.label, [type], .zone(zone(room.left, room.top, word.left - room.left, room.height)))
        case .text(let type): note(item.label, [type], .zone(room))
        default: entry(item, in: room)
        }
    }

    // MARK: What nobody fills in

    func title(_ words: String, width: Double, top: Double) {
        text(words, in: zone(20, top, width - 40, 9), random(of: words) ? .center : .left, points: 15, isBold: true)
    }

    private func random(of words: String) -> Bool { words.count.isMultiple(of: 2) }

    func stampBox(left: Double, top: Double, heading: String = "受付印") {
        box(zone(left, top, 32, 6))
        text(heading, in: zone(left + 2, top, 28, 6), .center)
        box(zone(left, top + 6, 32, 22))
    }

    /// Cells for the signs of officials.
    func signBoxes(left: Double, top: Double) {
        for (index, rank) in ["課長", "係長", "主査", "担当"].enumerated() {
            let x = left + 15 * Double(index)
            box(zone(x, top, 15, 5))
            text(rank, in: zone(x, top, 15, 5), .center, points: 8)
            box(zone(x, top + 5, 15, 13))
        }
    }

    func sentences(_ lines: [String], left: Double, top: Double, width: Double) {
        for (index, line) in lines.enumerated() {
            text(line, in: zone(left, top + 5.5 * Double(index), width, 5.5), points: 9)
        }
    }
}
