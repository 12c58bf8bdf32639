extension FormSheet {
    /// A table: equal rows of empty cells under each other, below headings.
    struct Table {
        /// Places among `cells`, row by row.
        var rows: [[Int]]
        var headings: [String?]
    }

    /// - parameter used: Cells that are parts of combs.
    func tables(besides used: Set<Int>) -> [Table] {
        var rest = rowRuns(besides: used).sorted { cells[$0[0]].area.top < cells[$1[0]].area.top }
        var tables: [Table] = []
        while !rest.isEmpty {
            var block = [rest.removeFirst()]
            while let next = rest.firstIndex(where: { continues(block[block.count - 1], $0) }) {
                block.append(rest.remove(at: next))
            }
            let headings = block[0].map { headingText(of: $0) }
            guard block.count >= 2, headings.count(where: { $0 != nil }) * 2 >= headings.count else { continue }
            tables.append(Table(rows: block, headings: headings))
        }
        return tables
    }

    /// Cells to fill in that stand side by side, two or more.
    private func rowRuns(besides used: Set<Int>) -> [[Int]] {
        let free = cells.indices.filter { !used.contains($0) && isPlain(cells[$0]) }
            .sorted { (cells[$0].area.left) < (cells[$1].area.left) }
        var runs: [[Int]] = []
        for index in free {
            let found = runs.firstIndex { run in
                guard let last = run.last else { return false }
                let gap = cells[index].area.left - cells[last].area.right
                return cells[last].isRow(with: cells[index]) && gap > -0.5 && gap <= SheetCell.lineWidth
            }
            if let found { runs[found].append(index) } else { runs.append([index]) }
        }
        return runs.filter { $0.count >= 2 && standsAlone($0) }
    }

    /// Whether no other cell to fill in, as one with words to circle, belongs to the same row.
    private func standsAlone(_ run: [Int]) -> Bool {
        !cells.indices.contains { other in
            !run.contains(other) && cells[other].isForFilling
                && run.contains { cells[other].isLeft(of: cells[$0]) || cells[$0].isLeft(of: cells[other]) }
        }
    }

    /// Empty, or with a date's words, a unit or a box to tick alone: a table's cell may have no options.
    private func isPlain(_ cell: SheetCell) -> Bool {
        if cell.kind == .empty || cell.isBoxAlone { return true }
        guard cell.kind == .entry, cell.parts.choices.isEmpty, cell.parts.combs.isEmpty, cell.parts.rest.isEmpty else {
            return false
        }
        return cell.parts.dates.count + cell.parts.slots.count == 1
    }

    /// Whether a row of cells stands right under another, with the same columns and the same height.
    private func continues(_ row: [Int], _ below: [Int]) -> Bool {
        let gap = cells[below[0]].area.top - cells[row[0]].area.bottom
        return row.count == below.count && gap > -0.5 && gap <= SheetCell.lineWidth
            && abs(cells[row[0]].area.height - cells[below[0]].area.height) <= max(0.7, 0.1 * cells[row[0]].area.height)
            && zip(row, below).allSatisfy {
                cells[$0].isColumn(with: cells[$1]) && cells[$0].isBoxAlone == cells[$1].isBoxAlone
            }
    }

    private func headingText(of index: Int) -> String? {
        cells.first { $0.kind == .label && $0.isAbove(cells[index]) && $0.isColumn(with: cells[index]) }?.text
    }
}
