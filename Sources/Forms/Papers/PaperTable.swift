import FieldTypes
import Paperwork

/// A table on a paper without zones: a heading, and the lines under it.
struct PaperTable {
    typealias Glyph = PrintedText.Glyph

    let lines: [PaperLine]
    let table: FieldDefinition.Finding.Table

    /// Heights of a line: a wider gap ends the rows.
    private static let gap = 3.0

    /// Nil where no line of the paper is the heading.
    func found(way: Int) -> (spot: PaperSpot, doubt: Wording?)? {
        for index in lines.indices {
            guard let columns = heading(in: lines[index]) else { continue }
            return rows(below: index, columns, way: way)
        }
        return nil
    }

    /// The places of the heading's words, in the template's order; nil where one is missing.
    private func heading(in line: PaperLine) -> [Zone]? {
        let places = table.heading.map { word in
            line.labels([word]).max { $0.quality < $1.quality }.flatMap { Array(line.glyphs[$0.range]).zone }
        }
        return places.contains { $0 == nil } ? nil : places.compactMap { $0 }
    }

    private func rows(below index: Int, _ columns: [Zone], way: Int) -> (PaperSpot, Wording?) {
        var rows: [[[Glyph]]] = []
        var last = lines[index].glyphs.zone
        var isEnded = table.end.isEmpty
        for line in lines[(index + 1)...] {
            guard let place = line.glyphs.zone else { continue }
            let isNextPage = place.page != last?.page
            if !table.end.isEmpty, !line.labels(table.end).isEmpty {
                isEnded = true
                break
            }
            if heading(in: line) != nil {
                last = place
                continue
            }
            if !isNextPage, let last, place.top - last.bottom > Self.gap * place.height { break }
            // On a later page only what stands under its own heading belongs to the table.
            if isNextPage, !lines.contains(where: { $0.glyphs.first?.page == place.page && heading(in: $0) != nil }) {
                break
            }
            if isNextPage, last?.page != place.page { continue }
            last = place
            let cells = cells(of: line, columns)
            if isContinuation(cells), var row = rows.popLast() {
                for column in cells.indices { row[column] += cells[column] }
                rows.append(row)
            } else if cells.contains(where: { !$0.isEmpty }) {
                rows.append(cells)
            }
        }
        let text = rows.map { row in row.map { Self.text($0) }.joined(separator: "\t") }.joined(separator: "\n")
        let glyphs = rows.joined().joined()
        return (
            PaperSpot(
                glyphs: glyphs.isEmpty ? lines[index].glyphs : Array(glyphs), text: text, way: way,
                label: lines[index].glyphs, score: 1), isEnded ? nil : Self.withoutEnd
        )
    }

    /// Each run of characters belongs to the column that it is nearest to, by their left ends, middles or right ends:
    /// words stand under the left of a heading, amounts under its right.
    private func cells(of line: PaperLine, _ columns: [Zone]) -> [[Glyph]] {
        var cells = [[Glyph]](repeating: [], count: columns.count)
        for word in line.glyphs.words() {
            let glyphs = Array(line.glyphs[word])
            guard let place = glyphs.zone else { continue }
            let nearest = columns.indices.min { distance(place, columns[$0]) < distance(place, columns[$1]) }
            if let nearest { cells[nearest] += glyphs }
        }
        return cells
    }

    private func distance(_ place: Zone, _ column: Zone) -> Double {
        if place.left < column.right, place.right > column.left { return 0 }
        return min(
            abs(place.left - column.left), abs(place.right - column.right),
            abs(place.left + place.right - column.left - column.right) / 2)
    }

    /// A line that has words in one column of text alone goes on with the row above.
    private func isContinuation(_ cells: [[Glyph]]) -> Bool {
        let filled = cells.indices.filter { !cells[$0].isEmpty }
        guard filled.count == 1, cells.count > 1, let type = FieldTypes.named(table.columns[filled[0]].type) else {
            return false
        }
        return type.calibrationGroup == .letters
    }

    /// The parts of a cell that stand on several lines, one behind the other.
    private static func text(_ glyphs: [Glyph]) -> String {
        glyphs.lines.map(\.written).joined(separator: " ")
    }

    private static let withoutEnd = Wording(
        ja: "表の終わりを示す言葉が見つかりません。続きの行がないか、画像を見て確かめてください。",
        en: "The words that end the table were not found. Look at the picture whether rows are missing.")
}
