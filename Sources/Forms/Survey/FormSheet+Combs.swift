extension FormSheet {
    /// Millimetres. One hand-written character needs no wider box.
    private static let widestCombCell = 12.0

    /// Ticks at even distances divide a cell into the boxes of a comb.
    mutating func splitAtTicks(_ ticks: [Rule]) {
        var result: [SheetCell] = []
        for cell in cells {
            let own = ticks.filter { tick in
                cell.area.grown(-1, 0.5).holdsMiddle(of: tick.area)
                    && (abs(tick.area.bottom - cell.area.bottom) < 1 || abs(tick.area.top - cell.area.top) < 1)
            }.sorted { $0.area.left < $1.area.left }
            let stops = [cell.area.left] + own.map(\.area.centre) + [cell.area.right]
            let widths = zip(stops, stops.dropFirst()).map { $1 - $0 }
            let usual = widths.sorted()[widths.count / 2]
            guard cell.kind == .empty, own.count >= 2, usual <= Self.widestCombCell,
                widths.allSatisfy({ abs($0 - usual) <= max(0.8, 0.15 * usual) })
            else {
                result.append(cell)
                continue
            }
            for (left, right) in zip(stops, stops.dropFirst()) {
                var box = cell
                box.area.left = left + (left == cell.area.left ? 0 : 0.1)
                box.area.right = right - (right == cell.area.right ? 0 : 0.1)
                result.append(box)
            }
        }
        cells = result
    }

    /// Where one line of a comb was missed, two of its boxes are one cell, twice as wide as those beside it.
    mutating func splitDoubleBoxes() {
        var result: [SheetCell] = []
        for cell in cells {
            let beside = cells.filter {
                $0.kind == .empty && $0.isRow(with: cell) && $0.area.width <= Self.widestCombCell
                    && $0.area.width < 0.7 * cell.area.width
            }
            let widths = beside.map(\.area.width).sorted()
            guard cell.kind == .empty, widths.count >= 3, let least = widths.first, let most = widths.last,
                most - least < 1
            else {
                result.append(cell)
                continue
            }
            let usual = widths[widths.count / 2]
            let count = (cell.area.width / usual).rounded()
            guard (2...3).contains(count), abs(cell.area.width / count - usual) < 0.12 * usual,
                beside.contains(where: { $0.isLeft(of: cell) || cell.isLeft(of: $0) })
            else {
                result.append(cell)
                continue
            }
            for index in 0..<Int(count) {
                var box = cell
                box.area.left = cell.area.left + cell.area.width / count * Double(index)
                box.area.right = box.area.left + cell.area.width / count
                result.append(box)
            }
        }
        cells = result
    }

    /// Rows of equal narrow cells, as places among `cells`: three or more, or fewer where 年, 月 and 日 part them.
    func combs() -> [[Int]] {
        let narrow = cells.indices.filter { index in
            let area = cells[index].area
            return area.width <= Self.widestCombCell && area.width <= 1.7 * area.height && isCombCell(cells[index])
        }.sorted {
            (cells[$0].area.top.rounded(), cells[$0].area.left) < (cells[$1].area.top.rounded(), cells[$1].area.left)
        }
        var runs: [[Int]] = []
        for index in narrow {
            let found = runs.firstIndex { run in
                guard let last = run.last else { return false }
                return continues(cells[last].area, cells[index].area, isLong: run.count >= 2)
                    && cells[last].isRow(with: cells[index])
            }
            if let found { runs[found].append(index) } else { runs.append([index]) }
        }
        return dateCombs(of: runs)
            + runs.filter { run in
                run.count >= 3 && !isTableRow(run) && !isDatePart(run)
            }
    }

    /// Boxes for year, month and day, each before its printed word.
    private func dateCombs(of runs: [[Int]]) -> [[Int]] {
        let years = runs.filter { [2, 4].contains($0.count) && word(after: $0) == "年" }
        return years.compactMap { year in
            let rest = ["月", "日"].compactMap { word in
                runs.first { run in
                    run.count == 2 && self.word(after: run) == word && cells[run[0]].isRow(with: cells[year[0]])
                        && cells[run[0]].area.left > cells[year[0]].area.left
                        && cells[run[0]].area.left - cells[year[0]].area.left < 110
                }
            }
            return rest.count == 2 ? year + rest.flatMap { $0 } : nil
        }
    }

    private func isDatePart(_ run: [Int]) -> Bool { run.count == 4 && word(after: run) == "年" }

    private func word(after run: [Int]) -> String? {
        guard let last = run.last.map({ cells[$0].area }) else { return nil }
        let glyphs =
            openLines.flatMap(\.glyphs) + cells.filter { $0.text.count <= 2 }.flatMap { $0.lines.flatMap(\.glyphs) }
        return glyphs.filter {
            $0.area.left > last.right - 0.5 && $0.area.left < last.right + 5
                && $0.area.sharedHeight(last) > 0.5 * $0.area.height
        }.min { $0.area.left < $1.area.left }?.text
    }

    /// Rows of cells with the numbers 1, 2, 3 … of which one is circled.
    func scaleRows() -> [[Int]] {
        let numbers = cells.indices.filter {
            cells[$0].text.count == 1 && cells[$0].text.first?.wholeNumberValue != nil
        }
        .sorted { cells[$0].area.left < cells[$1].area.left }
        var runs: [[Int]] = []
        for index in numbers {
            let found = runs.firstIndex { run in
                guard let last = run.last else { return false }
                return cells[last].isRow(with: cells[index]) && cells[last].isLeft(of: cells[index])
                    && cells[index].text.first?.wholeNumberValue == (cells[last].text.first?.wholeNumberValue ?? 0) + 1
            }
            if let found { runs[found].append(index) } else { runs.append([index]) }
        }
        return runs.filter { $0.count >= 3 }
    }

    /// Nothing in it but the unit of its digit.
    private func isCombCell(_ cell: SheetCell) -> Bool {
        if cell.kind == .empty { return true }
        let units = "十百千万億兆円"
        return cell.text.count == 1 && units.contains(cell.text) && cell.area.height > 6
            && (cell.lines.first?.area.height ?? 9) < 0.5 * cell.area.height
    }

    private func continues(_ one: Area, _ other: Area, isLong: Bool) -> Bool {
        let gap = other.left - one.right
        return abs(one.width - other.width) <= max(0.7, 0.14 * other.width) && gap > -0.5
            && gap <= (isLong ? 1.1 : 0.35) * other.width
            && !openLines.contains { line in
                gap > 2
                    && line.glyphs.contains {
                        $0.area.centre > one.right && $0.area.centre < other.left && $0.area.sharedHeight(one) > 0
                            && $0.area.width > 1.2 && $0.area.height > 1
                    }
            }
    }

    /// Columns with headings of their own are no comb.
    private func isTableRow(_ run: [Int]) -> Bool {
        let headed = run.count { index in
            cells.contains { cell in
                cell.kind == .label && cell.isAbove(cells[index]) && cell.isColumn(with: cells[index])
                    && cell.text.count >= 2
            }
        }
        return headed * 2 > run.count
    }
}
