/// Reads what a cell's printed words leave to fill in.
struct CellReader {
    /// The cell; the whole page for the open paper.
    let area: Area
    /// Whether printed lines enclose it.
    let isClosed: Bool
    let boxes: [Area]
    let glossary: FormGlossary
    private(set) var lines: [PrintedLine]
    /// Where all lines are, those too that are explained already.
    private let printed: [Area]
    private(set) var parts = CellParts()

    /// Millimetres: less is no room to write in.
    static let leastSlot = 8.0

    init(_ area: Area, isClosed: Bool, lines: [PrintedLine], boxes: [Area], glossary: FormGlossary) {
        self.area = area
        self.isClosed = isClosed
        self.glossary = glossary
        printed = lines.map(\.area)
        let squares = lines.flatMap(\.glyphs).filter { glyph in
            "□☐◻▢".contains(glyph.text) && !boxes.contains { $0.overlaps(glyph.area) }
        }
        let letters = boxes.filter { Self.isLetter($0, among: lines) }
        let all =
            boxes.filter { !letters.contains($0) }
            + squares.map { $0.area.grown(-0.2, -0.2) }
            .filter { !Self.isLetter($0, among: lines) }
        self.boxes = all
        let mouths = letters.filter { letter in !lines.flatMap(\.glyphs).contains { letter.overlaps($0.area) } }
            .map { PrintedLine.Glyph(text: "口", area: $0) }
        self.lines = lines.compactMap { line in
            let own = mouths.filter { $0.area.sharedHeight(line.area) > 0.5 * $0.area.height }
            return PrintedLine(
                line.glyphs.filter { glyph in !all.contains { $0.grown(0.4, 0.4).holdsMiddle(of: glyph.area) } } + own)
        }
    }

    /// 口 in 口座 or 窓口: a box that a word goes on from without a blank, or leads up to.
    private static func isLetter(_ box: Area, among lines: [PrintedLine]) -> Bool {
        let glyphs = lines.filter { $0.area.sharedHeight(box) > 0.5 * box.height }.flatMap(\.glyphs)
        if glyphs.contains(where: { box.holdsMiddle(of: $0.area) && "口ロ".contains($0.text) }) { return true }
        if let line = lines.first(where: {
            $0.area.sharedHeight(box) > 0.5 * box.height && $0.area.left < box.left && $0.area.right > box.right
        }),
            isSpokenOf(box, in: line)
        {
            return true
        }
        let next = glyphs.filter { $0.area.left > box.right - 0.3 }.min { $0.area.left < $1.area.left }
        let previous = glyphs.filter { $0.area.right < box.left + 0.3 }.max { $0.area.right < $1.area.right }
        if let next, "座径頭".contains(next.text), next.area.left - box.right < 0.8 * max(box.height, next.area.width) {
            return true
        }
        return previous.map { "窓人入出戸河川山".contains($0.text) && box.left - $0.area.right < 1.2 } ?? false
    }

    /// A box that a sentence speaks of, as in「該当する□に✓を付けてください」.
    private static func isSpokenOf(_ box: Area, in line: PrintedLine) -> Bool {
        let next = line.glyphs.filter { $0.area.left > box.right - 0.5 }.min { $0.area.left < $1.area.left }
        return next.map { "にをのはがへ内欄".contains($0.text) && $0.area.left - box.right < 2 } ?? false
    }

    static func parts(
        of area: Area, isClosed: Bool, lines: [PrintedLine], boxes: [Area], glossary: FormGlossary
    ) -> CellParts {
        var reader = CellReader(area, isClosed: isClosed, lines: lines, boxes: boxes, glossary: glossary)
        let text = reader.lines.map(\.text).joined()
        if isClosed, reader.boxes.isEmpty, glossary.isLabel(text), FormGlossary.folded(text) != "年月日",
            !reader.hasRoomForPostalCode
        {
            reader.parts.rest = reader.lines
            return reader.parts
        }
        reader.takeBoxes()
        reader.takePostalCodes()
        reader.takeDates()
        reader.takeTimes()
        reader.takeNumberedChoices()
        reader.takeGrid()
        reader.takeWords()
        reader.takeSlots()
        reader.parts.rest = reader.lines
        return reader.parts
    }

    /// Whether its words are 〒 alone, with room for more than that.
    private var hasRoomForPostalCode: Bool {
        lines.first?.glyphs.first.map { $0.text == "〒" && area.right - $0.area.right >= 20 } ?? false
    }

    mutating func take(_ glyphs: Set<PrintedLine.Glyph>) {
        lines = lines.compactMap { PrintedLine($0.glyphs.filter { !glyphs.contains($0) }) }
    }

    mutating func add(_ choice: CellParts.Choice) { parts.choices.append(choice) }
    mutating func add(_ date: CellParts.DateRoom) { parts.dates.append(date) }
    mutating func add(_ slot: CellParts.Slot) { parts.slots.append(slot) }
    mutating func add(comb: [Area], label: String?) { parts.combs.append((comb, label)) }
    mutating func add(seal: Area) { parts.seals.append(seal) }

    /// How far writing on that line may reach up and down, at those millimetres from the left.
    func reach(of line: Area, from left: Double, to right: Double, obstacles: [Area]) -> (top: Double, bottom: Double) {
        let half = isClosed ? 7.0 : 4.5
        let others = printed.filter { $0.sharedHeight(line) <= 0.3 * min($0.height, line.height) }
        func isBeside(_ other: Area) -> Bool { other.right > left + 0.3 && other.left < right - 0.3 }
        let beside = (obstacles + others).filter(isBeside)
        // Lines farther left or right take the half of the paper between that is theirs.
        let apart = isClosed ? others.filter { !isBeside($0) } : []
        let above =
            beside.filter { $0.middle < line.top && $0.bottom > line.middle - half }.map(\.bottom)
            + apart.filter { $0.middle < line.top }.map { ($0.bottom + line.top) / 2 }
        let below =
            beside.filter { $0.middle > line.bottom && $0.top < line.middle + half }.map(\.top)
            + apart.filter { $0.middle > line.bottom }.map { ($0.top + line.bottom) / 2 }
        let inside = area.grown(-0.3, -0.3)
        return (
            max(inside.top, line.middle - half, (above.max() ?? -1) + 0.2),
            min(inside.bottom, line.middle + half, (below.min() ?? 1e9) - 0.2)
        )
    }
}
