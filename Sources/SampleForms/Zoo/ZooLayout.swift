import Imaging
import Paperwork

/// Lays a random form's questions out: rows of cells in one or two columns, until the paper is full.
struct ZooLayout {
    let style: ZooStyle
    private(set) var sheet: Sheet
    private(set) var questions: [ZooQuestion] = []
    /// By the field's name: where the parts go that the form's own words part.
    var slots: [String: [Zone]] = [:]
    var random: SeededRandom
    /// Millimetres from the top: where the next row goes.
    private var y: Double
    private var left: Double
    private var width: Double
    private var column = 0

    /// Millimetres between two columns, and between two cells that are not ruled off.
    private static let gutter = 6.0
    private static let gap = 2.5

    init(style: ZooStyle, random: SeededRandom) {
        self.style = style
        self.random = random
        sheet = Sheet(family: style.family)
        sheet.thickness = style.rule
        y = style.margin
        left = style.margin
        width = style.paper.width - 2 * style.margin
    }

    private var bottom: Double { style.paper.height - style.margin - 4 }

    // MARK: Print

    mutating func print(_ element: Printed) { sheet.print(element) }

    mutating func printTitle(_ title: String) {
        let points = random.real(12...16)
        let height = ZooStyle.em(points) * 1.6
        let width = style.hasStamp ? makeStampPlace() : self.width
        let alignment = random.pick([Printed.Alignment.center, .spread, .left])
        let room = alignment == .spread ? min(width, Double(title.count) * ZooStyle.em(points) * 1.4) : width
        sheet.label(
            title, left + (alignment == .left ? 0 : (width - room) / 2), y, room, height, points: points, alignment,
            isBold: random.chance(0.4))
        y += height + 1
        sheet.label(
            "（見本です。この用紙は実際の手続きには使えません。）", left, y, width, 4, points: 6.5, .left)
        y = max(y + 6, stampBottom)
        let number = "様式第" + String(random.whole(1...38)) + "号"
        sheet.label(number, left, style.margin - 6, 60, 5, points: 7, .left)
        // Marks that tell forms of one kind from another at a glance.
        let side = random.real(3...5)
        sheet.print(
            .area(zone(style.paper.width - style.margin - side, style.margin - 7, side, side), gray: 0))
        if style.columns == 2 { self.width = (self.width - Self.gutter) / 2 }
        columnTop = y
    }

    private var columnTop = 0.0
    /// Millimetres from the top: below the place of the date stamp.
    private var stampBottom = 0.0

    /// Prints the place of the office's date stamp at the right and returns the width that is left beside it.
    private mutating func makeStampPlace() -> Double {
        let side = random.real(24...32)
        let place = zone(left + width - side, y, side, side)
        let question = ZooQuestion.drawn(.stamp, number: 1, hands: 0, using: &random)
        let isBoxed = random.chance(0.7)
        if isBoxed { sheet.print(.box(place, thickness: style.rule)) }
        sheet.label(question.label, place.left + 0.5, place.top + 0.4, side - 1, 3.4, points: 6.5)
        questions.append(question)
        sheet.field(
            DesignedField(
                name: question.name, label: question.label, type: question.type,
                place: .zone(zone(place.left + 0.8, place.top + 4.2, side - 1.6, side - 5)), writing: "print",
                isOptional: true))
        stampBottom = place.bottom + 1.5
        return width - side - 4
    }

    func zone(_ left: Double, _ top: Double, _ width: Double, _ height: Double) -> Zone {
        Zone(left: left, top: top, width: width, height: height)
    }

    // MARK: Rows

    /// Takes as many of `kinds` as there is room for.
    mutating func fill(with kinds: [ZooQuestion.Kind]) {
        var counts: [ZooQuestion.Kind: Int] = [:]
        var waiting = kinds.map { kind in
            counts[kind, default: 0] += 1
            return ZooQuestion.drawn(kind, number: counts[kind] ?? 1, hands: style.hands, using: &random)
        }[...]
        var untilHeading = 0
        while !waiting.isEmpty {
            if style.hasHeadings, untilHeading <= 0 {
                guard makeRoom(for: 22) else { return }
                printHeading()
                untilHeading = random.whole(2...5)
            }
            let row = takeRow(from: &waiting)
            let height = row.map(cellHeight).max() ?? style.rowHeight
            guard makeRoom(for: height) else { return }
            place(row, height: height)
            untilHeading -= 1
        }
    }

    /// Goes to the next column where the rest of this one is too short; false where the paper is full.
    private mutating func makeRoom(for height: Double) -> Bool {
        if y + height <= bottom { return true }
        guard column + 1 < style.columns else { return false }
        column += 1
        left += width + Self.gutter
        y = columnTop
        return y + height <= bottom
    }

    private func labelWidth(_ question: ZooQuestion) -> Double {
        if question.kind == .table { return 10 }
        let units = question.label.reduce(0.0) { $0 + ($1.isASCII ? 0.6 : 1) }
        return min(32, units * ZooStyle.em(style.labelSize) * 1.02 + 3)
    }

    private func leastWidth(_ question: ZooQuestion) -> Double {
        switch style.labelPlace {
        case .left: labelWidth(question) + question.width + 4
        case .above: max(labelWidth(question), question.width + 4)
        }
    }

    private func cellHeight(_ question: ZooQuestion) -> Double {
        let factor = question.kind == .table ? Double(ZooTable.rows) * 0.85 + 0.7 : question.lines > 1 ? 1.6 : 1
        let value = style.rowHeight * factor
        return style.labelPlace == .above ? value + style.labelHeight : value
    }

    private mutating func takeRow(from waiting: inout ArraySlice<ZooQuestion>) -> [ZooQuestion] {
        var row: [ZooQuestion] = []
        var room = width
        while let next = waiting.first, row.isEmpty || leastWidth(next) <= room, row.count < 4 {
            // A value that is too wide for the column even alone is asked for elsewhere.
            if row.isEmpty, leastWidth(next) > width, next.lines == 1 {
                waiting.removeFirst()
                continue
            }
            if next.kind == .table, !row.isEmpty { break }
            row.append(next)
            room -= leastWidth(next) + Self.gap
            waiting.removeFirst()
            if next.kind == .table || random.chance(0.15) { break }
        }
        return row
    }

    private mutating func place(_ row: [ZooQuestion], height: Double) {
        guard !row.isEmpty else { return }
        let isRuled = style.frame == .grid
        let gap = isRuled ? 0 : Self.gap
        let least = row.map { min(leastWidth($0), width) }
        let spare = max(0, width - least.reduce(0, +) - gap * Double(row.count - 1))
        var x = left
        for (index, question) in row.enumerated() {
            // The last takes what is left where cells are ruled off; else a value needs no more than half as much again.
            let isLast = index == row.count - 1
            let share = spare / Double(row.count)
            let wide =
                isRuled
                ? (isLast ? left + width - x : least[index] + share)
                : least[index] + min(share, question.kind == .table ? 40 : question.width * 0.5)
            cell(question, zone(x, y, wide, height))
            x += wide + gap
        }
        y += height + (isRuled ? 0 : random.real(1.6...3.2))
        if isRuled, random.chance(0.1) { y += 2.5 }
    }

    private mutating func printHeading() {
        y += style.heading == .plain ? 1.5 : 2.5
        let text = random.pick(ZooWords.headings)
        let points = style.labelSize + 1.5
        let height = ZooStyle.em(points) * 1.55
        let band = zone(left, y, width, height)
        let lettering = Lettering(style.family, points: points, isBold: style.heading == .bold)
        let place = zone(left + 2, y, width - 4, height)
        switch style.heading {
        case .plain, .bold: sheet.print(.text("■" + text, in: place, lettering, .left))
        case .boxed:
            sheet.print(.box(band, thickness: style.strongRule))
            sheet.print(.text(text, in: place, lettering, .center))
        case .tinted:
            sheet.print(.area(band, gray: 0.82))
            sheet.print(.text(text, in: place, lettering, .left))
        case .whiteOnBlack:
            sheet.print(.area(band, gray: 0.05))
            sheet.print(.whiteText(text, in: place, lettering, .left))
        }
        y += height + (style.frame == .grid ? 0 : 1.2)
    }

    // MARK: Cells

    /// A question's label and the room for its value, in a rectangle of the page.
    private mutating func cell(_ question: ZooQuestion, _ place: Zone) {
        let labelRoom: Zone
        let valueRoom: Zone
        switch style.labelPlace {
        case .left:
            let wide = labelWidth(question)
            labelRoom = zone(place.left, place.top, wide, place.height)
            valueRoom = zone(place.left + wide, place.top, place.width - wide, place.height)
        case .above:
            labelRoom = zone(place.left, place.top, place.width, style.labelHeight)
            valueRoom = zone(place.left, place.top + style.labelHeight, place.width, place.height - style.labelHeight)
        }
        printGrounds(labelRoom, valueRoom)
        if question.kind == .table {
            printFrame(cell: place, labelRoom: labelRoom, valueRoom: valueRoom)
            questions.append(question)
            askForTable(question, in: valueRoom.grown(by: style.frame == .grid ? -1.2 : -0.6))
            return
        }
        let text = zone(labelRoom.left + 1, labelRoom.top, labelRoom.width - 1.6, labelRoom.height)
        let alignment: Printed.Alignment = style.frame == .grid && style.labelPlace == .left ? .center : .left
        sheet.print(.text(question.label, in: text, Lettering(style.family, points: style.labelSize), alignment))
        printFrame(cell: place, labelRoom: labelRoom, valueRoom: valueRoom)
        questions.append(question)
        askFor(question, in: room(inside: valueRoom))
    }

    private mutating func printGrounds(_ labelRoom: Zone, _ valueRoom: Zone) {
        if let gray = style.labelGround { sheet.print(.area(labelRoom, gray: gray)) }
        if let gray = style.valueGround, style.frame != .open { sheet.print(.area(boxed(valueRoom), gray: gray)) }
    }

    /// What a box or a tint around a value takes of its room.
    private func boxed(_ room: Zone) -> Zone {
        style.frame == .grid ? room : zone(room.left, room.top + 0.3, room.width, room.height - 0.6)
    }

    private mutating func printFrame(cell: Zone, labelRoom: Zone, valueRoom: Zone) {
        let rule = style.rule
        switch style.frame {
        case .grid:
            sheet.print(.box(cell, thickness: rule))
            if style.labelPlace == .left {
                sheet.vertical(valueRoom.left, from: cell.top, to: cell.bottom, thickness: rule)
            } else if style.labelGround != nil || random.chance(0.5) {
                sheet.horizontal(valueRoom.top, from: cell.left, to: cell.right, thickness: rule)
            }
        case .box: sheet.print(.box(boxed(valueRoom), thickness: rule))
        case .rounded: sheet.print(.rounded(boxed(valueRoom), radius: 1.5, thickness: rule))
        case .underline: sheet.horizontal(valueRoom.bottom, from: valueRoom.left, to: valueRoom.right, thickness: rule)
        case .dotted:
            sheet.horizontal(
                valueRoom.bottom, from: valueRoom.left, to: valueRoom.right, thickness: rule, dashed: true)
        case .open: break
        }
    }

    /// Where a value may be written: its room less what the rules take.
    private func room(inside valueRoom: Zone) -> Zone {
        let inset = style.inset + (style.frame == .rounded ? 0.5 : 0)
        return zone(
            valueRoom.left + inset, valueRoom.top + inset, valueRoom.width - 2 * inset, valueRoom.height - 2 * inset)
    }

    mutating func field(_ field: DesignedField) { sheet.field(field) }
    mutating func comb(_ place: Zone, cells: Int, groups: Set<Int>) {
        sheet.comb(place.left, place.top, place.width, place.height, cells: cells, groups: groups)
    }
}
