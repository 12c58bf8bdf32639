internal import Paperwork

/// Cells brought together to combs, tables, checkboxes and boxes.
struct BlankSurveyGroups {
    struct Shape {
        enum Kind {
            case box
            case comb([BlankSurveyArea])
            case table(rows: Int, columns: [Double])
            case checkbox
        }

        var area: BlankSurveyArea
        var kind: Kind

        func kind(page: Int) -> SurveyedShape.Kind {
            switch kind {
            case .box: .box
            case .comb(let cells): .comb(cells: cells.map { $0.zone(page: page) })
            case .table(let rows, let columns): .table(rows: rows, columns: columns)
            case .checkbox: .checkbox
            }
        }
    }

    private let rows: [[BlankSurveyArea]]

    /// Millimetres between two cells that share a printed line.
    private static let lineWidth = 1.2
    /// Millimetres by which equal sides may differ.
    private static let tolerance = 0.6
    /// Millimetres. One hand-written character needs no wider box.
    private static let widestCombCell = 12.0
    /// Millimetres: the sides of a square to tick.
    private static let checkboxSides = 2.4...6.5

    init(_ cells: [BlankSurveyCells.Cell]) {
        rows = Self.rows(of: cells.map(\.area))
    }

    func shapes() -> [Shape] {
        var combs: [Shape] = []
        var rest: [[BlankSurveyArea]] = []
        for row in rows {
            var others: [BlankSurveyArea] = []
            for run in Self.combRuns(in: row) {
                if run.count >= 3, let area = Self.enclosing(run) {
                    combs.append(Shape(area: area, kind: .comb(run)))
                } else {
                    others += run
                }
            }
            if !others.isEmpty { rest.append(others) }
        }
        return combs + Self.tablesAndBoxes(rest.flatMap(Self.touchingRuns))
    }

    /// Cells of one height at one height, from the left.
    private static func rows(of cells: [BlankSurveyArea]) -> [[BlankSurveyArea]] {
        var rows: [[BlankSurveyArea]] = []
        for cell in cells.sorted(by: { ($0.top, $0.left) < ($1.top, $1.left) }) {
            let index = rows.firstIndex { row in
                abs(row[0].top - cell.top) <= tolerance && abs(row[0].bottom - cell.bottom) <= tolerance
            }
            if let index { rows[index].append(cell) } else { rows.append([cell]) }
        }
        return rows.map { $0.sorted { $0.left < $1.left } }
    }

    /// Neighbours of one width, no wider than a character needs; groups of a comb may stand a cell apart, as in a postal
    /// code.
    private static func combRuns(in row: [BlankSurveyArea]) -> [[BlankSurveyArea]] {
        var runs: [[BlankSurveyArea]] = []
        for cell in row {
            let isNarrow = cell.width <= widestCombCell && cell.width <= 1.6 * cell.height
            if isNarrow, let last = runs.last?.last, last.width <= widestCombCell,
                abs(last.width - cell.width) <= max(tolerance, 0.12 * cell.width),
                cell.left - last.right <= (isCloseRun(runs.last) ? 1.1 * cell.width : 0.35 * cell.width)
            {
                runs[runs.count - 1].append(cell)
            } else {
                runs.append([cell])
            }
        }
        return runs
    }

    private static func isCloseRun(_ run: [BlankSurveyArea]?) -> Bool {
        guard let run, run.count >= 2 else { return false }
        return run[1].left - run[0].right <= 0.35 * run[0].width
    }

    private static func touchingRuns(_ row: [BlankSurveyArea]) -> [[BlankSurveyArea]] {
        var runs: [[BlankSurveyArea]] = []
        for cell in row {
            if let last = runs.last?.last, cell.left - last.right <= lineWidth {
                runs[runs.count - 1].append(cell)
            } else {
                runs.append([cell])
            }
        }
        return runs
    }

    private static func tablesAndBoxes(_ runs: [[BlankSurveyArea]]) -> [Shape] {
        var shapes: [Shape] = []
        var rest = runs.sorted { $0[0].top < $1[0].top }
        while !rest.isEmpty {
            var block = [rest.removeFirst()]
            while block[0].count >= 2, let next = rest.firstIndex(where: { continues(block[block.count - 1], $0) }) {
                block.append(rest.remove(at: next))
            }
            shapes += shapesOf(block)
        }
        return shapes
    }

    private static func shapesOf(_ block: [[BlankSurveyArea]]) -> [Shape] {
        let cells = block.flatMap { $0 }
        guard block.count >= 2, let area = enclosing(cells) else {
            return cells.map { Shape(area: $0, kind: isCheckbox($0) ? .checkbox : .box) }
        }
        let edges = [area.left] + zip(block[0], block[0].dropFirst()).map { ($0.right + $1.left) / 2 } + [area.right]
        let columns = zip(edges, edges.dropFirst()).map { $1 - $0 }
        return [Shape(area: area, kind: .table(rows: block.count, columns: columns))]
    }

    /// Whether a row of cells stands right under another, with the same columns and the same height.
    private static func continues(_ row: [BlankSurveyArea], _ below: [BlankSurveyArea]) -> Bool {
        let gap = below[0].top - row[0].bottom
        return row.count == below.count && gap >= 0 && gap <= lineWidth
            && abs(row[0].height - below[0].height) <= max(tolerance, 0.08 * row[0].height)
            && zip(row, below).allSatisfy {
                abs($0.left - $1.left) <= tolerance && abs($0.right - $1.right) <= tolerance
            }
    }

    private static func isCheckbox(_ area: BlankSurveyArea) -> Bool {
        checkboxSides.contains(area.width) && checkboxSides.contains(area.height)
            && (0.8...1.25).contains(area.width / area.height)
    }

    private static func enclosing(_ cells: [BlankSurveyArea]) -> BlankSurveyArea? {
        guard let first = cells.first else { return nil }
        return cells.dropFirst().reduce(first) { $0.union($1) }
    }
}
