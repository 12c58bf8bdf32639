internal import Paperwork

/// A table for a terminal, its columns lined up by display width.
package struct TextTable: Sendable, Hashable {
    package enum Alignment: Sendable, Hashable {
        case left
        case right
    }

    private let header: [String]
    private let rows: [[String]]
    private let alignments: [Alignment]

    /// - parameter rows: shorter rows end in empty cells; longer ones lose what has no heading.
    /// - parameter alignments: of the columns in order; `left` where there are fewer.
    package init(header: [String], rows: [[String]], alignments: [Alignment] = []) {
        let columns = header.indices
        self.header = header.map(\.oneLine)
        self.rows = rows.map { row in columns.map { $0 < row.count ? row[$0].oneLine : "" } }
        self.alignments = columns.map { $0 < alignments.count ? alignments[$0] : .left }
    }

    /// The heading, a rule and the rows, each line ending in a newline and none in blanks.
    package func rendered() -> String {
        let widths = header.indices.map { column in
            ([header] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([header, rule] + rows).map { line($0, widths: widths) + "\n" }.joined()
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let blanks = String(repeating: " ", count: widths[column] - DisplayWidth.of(cells[column]))
            return alignments[column] == .left ? cells[column] + blanks : blanks + cells[column]
        }
        let line = padded.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
