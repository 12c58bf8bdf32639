extension CellReader {
    /// Room before 年, 月 and 日.
    mutating func takeDates() {
        var rest = lines
        while let line = rest.first {
            rest.removeFirst()
            guard let found = date(in: line) else { continue }
            add(found.date)
            take(found.glyphs)
            let left = PrintedLine(line.glyphs.filter { !found.glyphs.contains($0) })
            if let left { rest.insert(left, at: 0) }
        }
    }

    private func date(in line: PrintedLine) -> (date: CellParts.DateRoom, glyphs: Set<PrintedLine.Glyph>)? {
        let glyphs = line.glyphs
        for (index, year) in glyphs.enumerated() where year.text == "年" {
            guard let month = glyphs[(index + 1)...].firstIndex(where: { $0.text == "月" }),
                let day = glyphs[(month + 1)...].firstIndex(where: { $0.text == "日" }),
                day - index <= 4, room(before: month, in: glyphs) >= 3.5, room(before: day, in: glyphs) >= 3.5
            else { continue }
            let before = glyphs[..<index]
            let (era, eraGlyphs) = Self.era(atEndOf: Array(before))
            var start = before.last?.area.right ?? (isClosed ? area.left : year.area.left - 16)
            start = max(start, year.area.left - 18)
            guard year.area.left - start >= 3.5 else { continue }
            let stops = [start, year.area.left, year.area.right, glyphs[month].area.left, glyphs[month].area.right]
            let cells = [(stops[0], stops[1]), (stops[2], stops[3]), (stops[4], glyphs[day].area.left)].map {
                left, right in
                let reach = reach(
                    of: line.area, from: left, to: right, obstacles: lines.filter { $0 != line }.map(\.area))
                return Area(left: left + 0.3, top: reach.top, right: right - 0.3, bottom: reach.bottom)
            }
            let words = PrintedLine(before.dropLast(eraGlyphs.count).map(\.self))?.words.last
            let isLabel = words.map { glossary.meaning(of: $0.text) != nil } ?? false
            return (
                CellParts.DateRoom(cells: cells, era: era, label: isLabel ? words?.text : nil),
                Set([year, glyphs[month], glyphs[day]] + eraGlyphs + (isLabel ? words?.glyphs ?? [] : []))
            )
        }
        return nil
    }

    private func room(before index: Int, in glyphs: [PrintedLine.Glyph]) -> Double {
        index == 0 ? .infinity : glyphs[index].area.left - glyphs[index - 1].area.right
    }

    static let eras = ["令和", "平成", "昭和", "大正", "明治"]

    private static func era(atEndOf glyphs: [PrintedLine.Glyph]) -> (String?, [PrintedLine.Glyph]) {
        let last = Array(glyphs.suffix(2))
        let text = last.map(\.text).joined()
        // The last of several eras is one to circle, not one that is printed for all.
        let earlier = glyphs.dropLast(2).map(\.text).joined()
        guard let era = eras.first(where: { $0 == text }), !eras.contains(where: { earlier.contains($0) }) else {
            return (nil, [])
        }
        return (era, last)
    }
}
