extension CellReader {
    /// Small boxes: runs of them are combs; one with words at its right is ticked.
    mutating func takeBoxes() {
        let runs = Self.runs(of: boxes) { left, right in
            self.lines.flatMap(\.glyphs).contains { glyph in
                glyph.area.centre > left.right - 0.5 && glyph.area.centre < right.left + 0.5
                    && glyph.area.sharedHeight(left) > 0 && !Self.isDash(glyph.text)
            }
        }
        var ticked: [Area] = []
        for run in runs {
            if run.count >= 3 || (run.count == 2 && isBeforeDateWord(run)) {
                add(comb: run, label: takeWords(leftOf: run))
            } else {
                ticked += run.filter(Self.isSquare)
            }
        }
        takeTicks(ticked)
    }

    static func isDash(_ text: String) -> Bool { "-－ー−‐―一–—ｰ".contains(text) }

    private static func isSquare(_ area: Area) -> Bool {
        (1.6...6.5).contains(area.width) && (0.75...1.33).contains(area.width / area.height)
    }

    private func isBeforeDateWord(_ run: [Area]) -> Bool {
        guard let last = run.last else { return false }
        return lines.flatMap(\.glyphs).contains { (glyph: PrintedLine.Glyph) -> Bool in
            "年月日".contains(glyph.text) && glyph.area.sharedHeight(last) > 0 && glyph.area.left > last.right - 0.5
                && glyph.area.left < last.right + 4
        }
    }

    /// Boxes of one size side by side, with nothing but a dash between them.
    static func runs(of boxes: [Area], isParted: (Area, Area) -> Bool) -> [[Area]] {
        var runs: [[Area]] = []
        for box in boxes.sorted(by: { ($0.left, $0.top) < ($1.left, $1.top) }) {
            let index = runs.firstIndex { run in
                guard let last = run.last else { return false }
                let gap = box.left - last.right
                let isClose = run.count >= 2 && run[1].left - run[0].right <= 0.5 * box.width
                return abs(last.width - box.width) <= 0.6 && abs(last.height - box.height) <= 0.6
                    && abs(last.middle - box.middle) <= 0.8 && gap > -0.5
                    && gap <= (isClose ? 1.7 : 0.5) * box.width && !isParted(last, box)
            }
            if let index { runs[index].append(box) } else { runs.append([box]) }
        }
        return runs
    }

    private mutating func takeWords(leftOf run: [Area]) -> String? {
        guard let first = run.first else { return nil }
        let line = lines.first { $0.area.sharedHeight(first) > 0.3 * min($0.area.height, first.height) }
        let words = line?.words.last { $0.area.right <= first.left + 0.5 && first.left - $0.area.right < 12 }
        guard let words, isClosed == false || glossary.meaning(of: words.text) != nil else { return nil }
        take(Set(words.glyphs))
        return words.text
    }

    /// Boxes to tick, each with the words at its right; those of one question are one choice.
    private mutating func takeTicks(_ ticked: [Area]) {
        var options: [(name: String, area: Area)] = []
        var taken: Set<PrintedLine.Glyph> = []
        for box in ticked {
            guard let words = words(rightOf: box, among: ticked) else {
                options.append(("", box))
                continue
            }
            taken.formUnion(words.glyphs)
            options.append((words.text.trimmingSeparators(), box))
        }
        take(taken)
        for group in isClosed ? [options] : Self.blocks(of: options) where !group.isEmpty { addTicks(group) }
    }

    private mutating func addTicks(_ group: [(name: String, area: Area)]) {
        let ordered = group.sorted { ($0.area.top.rounded(), $0.area.left) < ($1.area.top.rounded(), $1.area.left) }
        if ordered.count == 1 {
            let name = ordered[0].name
            add(
                CellParts.Choice(
                    options: ordered, name: nil, type: SurveyType.checkbox, label: name.isEmpty ? nil : name))
            return
        }
        let set = glossary.optionSet(of: ordered.map(\.name))
        add(
            CellParts.Choice(
                options: ordered, name: set?.name, type: set?.isOneOnly == true ? "choice" : SurveyType.markGrid,
                label: nil))
    }

    /// On open paper, boxes in lines close to each other belong to one question.
    private static func blocks(of options: [(name: String, area: Area)]) -> [[(name: String, area: Area)]] {
        var blocks: [[(name: String, area: Area)]] = []
        for option in options.sorted(by: { $0.area.top < $1.area.top }) {
            if let last = blocks.last?.last, option.area.top - last.area.top < 9 {
                blocks[blocks.count - 1].append(option)
            } else {
                blocks.append([option])
            }
        }
        return blocks
    }

    private func words(rightOf box: Area, among boxes: [Area]) -> PrintedLine? {
        let next = boxes.filter { $0.left > box.right && $0.sharedHeight(box) > 0 }.map(\.left).min() ?? area.right
        let beside = lines.filter { $0.area.middle > box.top - 1 && $0.area.middle < box.bottom + 1 }
        let glyphs = beside.flatMap(\.glyphs).filter { $0.area.centre > box.right && $0.area.centre < next }
            .sorted { $0.area.left < $1.area.left }
        var kept: [PrintedLine.Glyph] = []
        var edge = box.right
        for glyph in glyphs {
            if glyph.area.left - edge > (kept.isEmpty ? 6 : 3.2) { break }
            if "（(".contains(glyph.text), !kept.isEmpty, isOpen(after: glyph) { break }
            kept.append(glyph)
            edge = max(edge, glyph.area.right)
        }
        return PrintedLine(kept)
    }

    /// Whether a bracket holds room to write in.
    private func isOpen(after bracket: PrintedLine.Glyph) -> Bool {
        let line = lines.first { $0.glyphs.contains(bracket) }
        let next = line?.glyphs.first { $0.area.left > bracket.area.left + 0.1 }
        return (next?.area.left ?? .infinity) - bracket.area.right > Self.leastSlot
    }
}

extension String {
    /// Without brackets, stops and blanks at its ends.
    func trimmingSeparators() -> String {
        let stripped = drop { "・･/／,、。．.：:）)（( 　".contains($0) }
        return String(stripped.reversed().drop { "・･/／,、。．.：:（( 　".contains($0) }.reversed())
    }
}
