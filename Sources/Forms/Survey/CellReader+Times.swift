extension CellReader {
    /// Room before 時 and 分.
    mutating func takeTimes() {
        var rest = lines
        while let line = rest.first {
            rest.removeFirst()
            guard let found = time(in: line) else { continue }
            add(found.time)
            take(found.glyphs)
            let left = PrintedLine(line.glyphs.filter { !found.glyphs.contains($0) })
            if let left { rest.insert(left, at: 0) }
        }
    }

    private func time(in line: PrintedLine) -> (time: CellParts.DateRoom, glyphs: Set<PrintedLine.Glyph>)? {
        let glyphs = line.glyphs
        for (hour, minute) in zip(glyphs, glyphs.dropFirst()) where hour.text == "時" && minute.text == "分" {
            guard minute.area.left - hour.area.right >= 3.5 else { continue }
            let before = glyphs.last { $0.area.right <= hour.area.left + 0.2 }
            let start = max(before?.area.right ?? (isClosed ? area.left : hour.area.left - 12), hour.area.left - 16)
            guard hour.area.left - start >= 3.5 else { continue }
            let cells = [(start, hour.area.left), (hour.area.right, minute.area.left)].map { left, right in
                let reach = reach(of: line.area, from: left, to: right, obstacles: [])
                return Area(left: left + 0.3, top: reach.top, right: right - 0.3, bottom: reach.bottom)
            }
            return (CellParts.DateRoom(cells: cells, type: SurveyType.time), [hour, minute])
        }
        return nil
    }

    /// Room behind 〒, up to as much behind its dash as before it.
    mutating func takePostalCodes() {
        for line in lines {
            guard let index = line.glyphs.firstIndex(where: { $0.text == "〒" }),
                !parts.combs.contains(where: { $0.cells.contains { $0.sharedHeight(line.area) > 0 } })
            else { continue }
            let sign = line.glyphs[index]
            let rest = line.glyphs.dropFirst(index + 1)
            let dashes = rest.prefix { Self.isDash($0.text) && $0.area.left - sign.area.right < 30 }
            let next = rest.dropFirst(dashes.count).first?.area.left ?? area.right - 0.3
            var right = min(next, sign.area.right + 32)
            if let dash = dashes.first {
                right = min(next, dash.area.right + max(12, dash.area.left - sign.area.right))
            }
            guard right - sign.area.right >= 12 else { continue }
            let reach = reach(of: line.area, from: sign.area.right, to: right, obstacles: [])
            guard reach.bottom - reach.top >= 3 else { continue }
            // The address follows below: writing here is one line high.
            let half = max(3, 0.75 * line.em)
            add(
                CellParts.Slot(
                    area: Area(
                        left: sign.area.right + 0.3, top: max(reach.top, sign.area.middle - half), right: right,
                        bottom: min(reach.bottom, sign.area.middle + half)), label: "〒", type: SurveyType.postalCode))
            take(Set([sign] + dashes))
        }
    }
}
