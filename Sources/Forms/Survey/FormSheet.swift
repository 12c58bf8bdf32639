internal import Imaging
internal import Paperwork

/// A blank form's page as cells with their print, and the open paper around them.
struct FormSheet {
    let glossary: FormGlossary
    let paper: Area
    var cells: [SheetCell]
    /// Cells that hold other cells.
    let frames: [Area]
    /// Lines on open paper, and what they leave to fill in.
    let openLines: [PrintedLine]
    var openParts: CellParts
    /// Lines across that no cell has for a side.
    let underlines: [Rule]

    /// - parameters:
    ///   - places: The cells' insides, frames left out.
    ///   - frames: The insides of cells that hold others.
    ///   - lines: The lines in each of `places`, then those outside all of them.
    init(
        paper: Area, places: [Area], frames: [Area], lines: [[PrintedLine]], rules: RuleFinder.Found, boxes: [Area],
        glossary: FormGlossary
    ) {
        self.paper = paper
        self.glossary = glossary
        self.frames = frames
        let inside = boxes.map { box in places.firstIndex { $0.contains(box, within: 0.3) } }
        cells = places.indices.map { index in
            let own = zip(boxes, inside).filter { $1 == index }.map(\.0)
            let parts = CellReader.parts(
                of: places[index], isClosed: true, lines: lines[index], boxes: own, glossary: glossary)
            return SheetCell(area: places[index], lines: lines[index], parts: parts, kind: .gap)
        }
        openLines = lines.last ?? []
        openParts = CellReader.parts(
            of: paper, isClosed: false, lines: openLines, boxes: zip(boxes, inside).filter { $1 == nil }.map(\.0),
            glossary: glossary)
        underlines = rules.across.filter { rule in
            !places.contains { $0.grown(1.2, 1.2).contains(rule.area) || $0.isBounded(by: rule) }
        }
        classify()
        splitAtTicks(rules.ticks)
        splitDoubleBoxes()
    }

    private mutating func classify() {
        for index in cells.indices { cells[index].kind = firstKind(of: cells[index]) }
        for index in scaleRows().flatMap({ $0 }) { cells[index].kind = .entry }
        for index in cells.indices where cells[index].kind == .label && isListOfWords(index) && !isHeading(index) {
            cells[index].kind = .entry
        }
        for index in cells.indices where cells[index].kind == .label { settle(index) }
        spreadOffice()
        for index in cells.indices where cells[index].kind == .empty && isCorner(index) { cells[index].kind = .gap }
    }

    /// The empty corner between a table's headings and its rows' labels.
    private func isCorner(_ index: Int) -> Bool {
        let cell = cells[index]
        let right = cells.contains { cell.isLeft(of: $0) && $0.kind == .label && $0.isRow(with: cell) }
        let below = cells.contains { cell.isAbove($0) && $0.kind == .label && $0.isColumn(with: cell) }
        return right && below && leftLabel(of: index) == nil && heading(over: index) == nil
    }

    private func firstKind(of cell: SheetCell) -> SheetCell.Kind {
        if cell.area.height < SheetCell.leastHeight || cell.area.width < SheetCell.leastWidth { return .gap }
        if cell.lines.isEmpty, cell.parts.isEmpty { return .empty }
        if glossary.isOffice(cell.text) { return .office }
        if !cell.parts.isEmpty { return .entry }
        return Self.isSentence(cell.text) ? .note : .label
    }

    /// Words that stand for themselves leave room to write in beside or below them.
    private mutating func settle(_ index: Int) {
        let cell = cells[index]
        if names(index) || isAmongLabels(index) { return }
        guard let room = room(in: index), isBesideWords(room, in: cell) else {
            cells[index].kind = .note
            return
        }
        cells[index].kind = .entry
    }

    /// Whether it stands beside or over something to fill in, over others of its column too.
    private func names(_ index: Int) -> Bool {
        let cell = cells[index]
        let others = cells.indices.filter { $0 != index && cells[$0].kind != .gap }
        if others.contains(where: { cells[$0].isForFilling && (cell.isLeft(of: cells[$0]) || cell.isAbove(cells[$0])) })
        {
            return true
        }
        let around = frames.filter({ $0.height < 45 }).map {
            SheetCell(area: $0, lines: [], parts: CellParts(), kind: .empty)
        }
        if around.contains(where: { cell.isLeft(of: $0) || (cell.isAbove($0) && cell.isColumn(with: $0)) }) {
            return true
        }
        // Words that run downwards beside labels say whose or what all of them are.
        if cell.area.height > cell.area.width, cell.area.width <= 16,
            others.contains(where: { cells[$0].kind == .label && cell.isLeft(of: cells[$0]) })
        {
            return true
        }
        return others.contains { below in
            cell.isAbove(cells[below]) && cell.isColumn(with: cells[below]) && !cells[below].isForFilling
                && others.contains {
                    cells[below].isAbove(cells[$0]) && cells[$0].isForFilling && cells[below].isColumn(with: cells[$0])
                }
        }
    }

    /// Whether it stands over or beside empty cells that nothing else names.
    private func isHeading(_ index: Int) -> Bool {
        let cell = cells[index]
        if cells.contains(where: { $0.kind == .empty && cell.isLeft(of: $0) }) { return true }
        return cells.indices.contains { below in
            cells[below].isForFilling && cell.isAbove(cells[below]) && cell.isColumn(with: cells[below])
                && !cells.contains { $0.kind == .label && $0.isLeft(of: cells[below]) && !$0.isNumber }
        }
    }

    /// Whether it is a known label in a column of labels.
    private func isAmongLabels(_ index: Int) -> Bool {
        let cell = cells[index]
        guard glossary.meaning(of: cell.text) != nil || cell.text.count <= 10 else { return false }
        let column = cells.indices.filter {
            $0 != index && cells[$0].isColumn(with: cell) && cells[$0].kind == .label && names($0)
        }
        return column.count >= 2
    }

    /// 父・母・その他 in a cell that another names: something to circle, though no known set.
    private func isListOfWords(_ index: Int) -> Bool {
        let cell = cells[index]
        let words = cell.lines.map { CellReader.listedWords(atBlanksIn: $0, glossary: glossary) }
        guard !glossary.isLabel(cell.text), words.allSatisfy({ $0.count >= 2 }),
            words.joined().allSatisfy({ (1...8).contains($0.name.count) && !glossary.isLabel($0.name) })
        else { return false }
        return cells.indices.contains { other in
            other != index && cells[other].kind == .label && !cells[other].isNumber
                && (cells[other].isLeft(of: cell)
                    || (cells[other].isAbove(cell) && cells[other].area.width <= 3 * cell.area.width + 40))
        } || heading(over: index) != nil
    }

    private func isBesideWords(_ room: Area, in cell: SheetCell) -> Bool {
        guard let words = Area.enclosing(cell.lines.map(\.area)), room.width >= 15, room.height >= 4.5,
            !cell.isNumber, cell.text.count <= 24
        else { return false }
        let isKnown = glossary.meaning(of: cell.text) != nil
        let startsLeft = words.left - cell.area.left <= 6
        let isOffCentre = abs(words.centre - cell.area.centre) > 0.12 * cell.area.width
        let isHigh = words.bottom < cell.area.middle + 1 && cell.area.height >= 9
        return startsLeft && isOffCentre && (isKnown || isHigh) && room.width * room.height >= 90
    }

    static func isSentence(_ text: String) -> Bool {
        (text.count >= 18 && (text.contains("。") || text.contains("ください") || text.contains("ます"))) || text.count >= 40
    }

    /// What an office's heading stands over or beside is the office's.
    private mutating func spreadOffice() {
        for index in cells.indices where cells[index].kind == .office {
            let head = cells[index]
            for other in cells.indices where cells[other].kind == .empty || cells[other].kind == .entry {
                let isBelow = head.isAbove(cells[other]) && head.isColumnOrWider(than: cells[other])
                let isRight = head.isLeft(of: cells[other]) && head.area.height >= 0.8 * cells[other].area.height
                if isBelow || isRight { cells[other].kind = .office }
            }
        }
    }

    /// The largest rectangle in a cell that is free of print.
    func room(in index: Int) -> Area? {
        let cell = cells[index]
        let obstacles = cell.lines.flatMap { $0.words.map(\.area) } + cell.parts.taken
        return FreeRoom.largest(in: cell.area.grown(-0.3, -0.3), besides: obstacles.map { $0.grown(0.4, 0.3) })
    }
}

extension SheetCell {
    fileprivate func isColumnOrWider(than other: SheetCell) -> Bool {
        area.left <= other.area.left + 1 && area.right >= other.area.right - 1
    }
}

extension Area {
    /// Whether the line is one of its upper or lower sides.
    fileprivate func isBounded(by rule: Rule) -> Bool {
        sharedWidth(rule.area) > 0.5 * min(width, rule.area.width)
            && (abs(rule.area.middle - top) < 1.5 || abs(rule.area.middle - bottom) < 1.5)
    }
}
