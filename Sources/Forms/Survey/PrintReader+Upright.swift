internal import Imaging
internal import Paperwork
internal import Recognition

extension PrintReader {
    /// Characters that stand under each other in columns, from the right: in reading order, nil where the print in a
    /// place runs from the left.
    static func uprightCharacters(of marks: [Area], in place: Area) -> [Area]? {
        guard place.height > 1.4 * place.width, place.width <= 16, marks.count >= 3 else { return nil }
        let sides = marks.map { max($0.width, $0.height) }.sorted()
        let em = min(8, max(1.5, sides[sides.count * 3 / 4]))
        let columns = joined(marks.map { ($0.left, $0.right, $0) }, gap: 0.12 * em, longest: 1.35 * em)
        guard columns.allSatisfy({ $0.width <= 1.4 * em }), (1...3).contains(columns.count) else { return nil }
        let characters = columns.map { column in
            let own = marks.filter { column.left - 0.1 <= $0.centre && $0.centre <= column.right + 0.1 }
            return joined(own.map { ($0.top, $0.bottom, $0) }, gap: 0.05, longest: 1.2 * em)
        }
        guard characters.allSatisfy({ $0.count >= 2 }) else { return nil }
        if columns.count > 1 {
            // The nearer neighbour is the next character: below, else the print runs from the left.
            let across = zip(columns, columns.dropFirst()).map { $1.left - $0.right }.min() ?? 0
            let down = characters.flatMap { zip($0, $0.dropFirst()).map { $1.top - $0.bottom } }.max() ?? 0
            guard down < across else { return nil }
        } else if characters[0].count < 2 {
            return nil
        }
        return characters.reversed().flatMap(\.self)
    }

    /// Pieces joined along one direction, where they overlap or nearly touch and make no more than a character.
    private static func joined(_ pieces: [(Double, Double, Area)], gap: Double, longest: Double) -> [Area] {
        var groups: [(start: Double, end: Double, area: Area)] = []
        for (start, end, area) in pieces.sorted(by: { $0.0 < $1.0 }) {
            if let last = groups.last,
                start <= last.end || (start <= last.end + 4 * gap && max(end, last.end) - last.start <= longest * 0.8),
                max(end, last.end) - last.start <= longest
            {
                groups[groups.count - 1] = (last.start, max(end, last.end), last.area.union(area))
            } else {
                groups.append((start, end, area))
            }
        }
        return groups.map(\.area)
    }

    /// What stands in characters under each other, a line each: they are put side by side and read as one line.
    func readUpright(
        _ characters: [Area], in letters: GrayPixels, by reader: any PrintedLineReading
    ) throws(Trouble) -> [PrintedLine] {
        let em = characters.map { max($0.width, $0.height) }.max() ?? 3
        let pitch = 1.15 * em
        var beside = GrayPixels(
            width: Int((pitch * Double(characters.count) + em) / raster.across), height: Int(1.5 * em / raster.down),
            filledWith: 255)
        let places = characters.enumerated().map { index, area in
            let left = pitch * Double(index) + (em - area.width) / 2 + 0.3 * em
            let top = (1.4 * em - area.height) / 2
            return Area(left: left, top: top, right: left + area.width, bottom: top + area.height)
        }
        for (area, place) in zip(characters, places) {
            let (from, to) = (raster.box(area), raster.box(place))
            Self.copy(letters, from, into: &beside, x: to.x, y: to.y)
        }
        let line = try PrintReader(raster.with(beside), glossary: glossary).read(places, in: beside, by: reader)
        return (line?.glyphs ?? []).compactMap { glyph in
            let nearest = places.indices.min {
                abs(places[$0].centre - glyph.area.centre) < abs(places[$1].centre - glyph.area.centre)
            }
            return nearest.flatMap { PrintedLine([PrintedLine.Glyph(text: glyph.text, area: characters[$0])]) }
        }
    }
}
