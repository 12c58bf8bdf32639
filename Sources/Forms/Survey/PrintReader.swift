internal import Imaging
internal import Paperwork
internal import Recognition

/// The printed lines of a page: from its own text, else read from its picture.
struct PrintReader {
    let raster: SurveyRaster
    let glossary: FormGlossary

    /// Blanks in a line wider than this share of a character are cut to a part of a character before it is read.
    private static let widestBlank = 0.5

    private static let keptBlank = 0.25

    /// Lines with more ink columns are sentences, which are read as a whole.
    private static let fewColumns = 18

    init(_ raster: SurveyRaster, glossary: FormGlossary) { (self.raster, self.glossary) = (raster, glossary) }

    /// The lines in each of `places`, which hold the pieces of print whose middle is inside; the last item of the result
    /// holds the lines outside all of them.
    ///
    /// - parameter glyphs: The page's own text in millimetres; nil for a page that has none, which is then read.
    func lines(
        in places: [Area], print: PrintFinder.Found, glyphs: [PrintedLine.Glyph]?, reader: (any PrintedLineReading)?
    ) throws(Trouble) -> [[PrintedLine]] {
        if let glyphs {
            return Self.sorted(glyphs, into: places, by: \.area).map { pieces in
                LineSorter(area: { (glyph: PrintedLine.Glyph) in glyph.area }).lines(pieces).compactMap(
                    PrintedLine.init)
            }
        }
        guard let reader else { return Array(repeating: [], count: places.count + 1) }
        var lines: [[PrintedLine]] = []
        for (index, marks) in Self.sorted(print.marks, into: places, by: \.self).enumerated() {
            var read: [PrintedLine] = []
            if index < places.count, let characters = Self.uprightCharacters(of: marks, in: places[index]) {
                lines.append(try readUpright(characters, in: print.letters, by: reader))
                continue
            }
            for pieces in LineSorter(area: { (area: Area) in area }).lines(marks) {
                if let line = try self.read(pieces, in: print.letters, by: reader) {
                    read.append(try reread(line, in: print.letters, by: reader, pieces: pieces))
                }
            }
            lines.append(read)
        }
        return lines
    }

    private static func sorted<Piece>(_ pieces: [Piece], into places: [Area], by area: (Piece) -> Area) -> [[Piece]] {
        var sorted = [[Piece]](repeating: [], count: places.count + 1)
        let bySize = places.indices.sorted {
            places[$0].width * places[$0].height < places[$1].width * places[$1].height
        }
        for piece in pieces {
            let place = bySize.first { places[$0].holdsMiddle(of: area(piece)) } ?? places.count
            sorted[place].append(piece)
        }
        return sorted
    }

    func read(
        _ pieces: [Area], in letters: GrayPixels, by reader: any PrintedLineReading
    ) throws(Trouble) -> PrintedLine? {
        guard let whole = Area.enclosing(pieces), whole.height >= 1 || whole.width >= 1 else { return nil }
        let columns = Self.columns(of: pieces)
        let box = raster.box(whole.grown(0.1, 0.1))
        // Millimetres that are left out before each column.
        let widest = Self.widestBlank * max(2, whole.height)
        var cuts: [Double] = [0]
        for (left, right) in zip(columns, columns.dropFirst()) {
            let gap = right.left - left.right
            cuts.append((cuts.last ?? 0) + (gap > widest ? gap - Self.keptBlank * max(2, whole.height) : 0))
        }
        var picture = GrayPixels(
            width: max(3, box.width - Int((cuts.last ?? 0) / raster.across)), height: max(3, box.height))
        for (column, cut) in zip(columns, cuts) {
            let part = raster.box(
                Area(left: column.left, top: whole.top, right: column.right, bottom: whole.bottom).grown(0.1, 0.1))
            Self.copy(letters, part, into: &picture, x: part.x - box.x - Int(cut / raster.across), y: part.y - box.y)
        }
        let readings = try readings(of: picture, columns: columns.count, isSpread: (cuts.last ?? 0) > 0, by: reader)
        guard let best = readings.first(where: { !$0.characters.isEmpty }) else {
            // Print that can't be read is print all the same.
            return PrintedLine(columns.map { PrintedLine.Glyph(text: "〓", area: $0) })
        }
        // Dots between words are seen better than read.
        let dots = columns.filter { Self.isDot($0, in: whole, among: columns) }
        let kept = columns.indices.filter { !dots.contains(columns[$0]) }
        let characters = dots.isEmpty ? best.characters : best.characters.filter { !"・･·•".contains($0.text) }
        let glyphs = LineAlignment(
            columns: kept.map { columns[$0] }, texts: characters.map(\.text),
            middles: characters.map { (Double($0.left + $0.right) / 2 - 1) * raster.across + whole.left },
            cuts: kept.map { cuts[$0] }, whole: whole
        ).glyphs()
        return PrintedLine(glyphs + dots.map { PrintedLine.Glyph(text: "・", area: $0) })
            ?? PrintedLine(columns.map { PrintedLine.Glyph(text: "〓", area: $0) })
    }

    /// A small mark half way up, with paper at both of its sides and print farther on.
    private static func isDot(_ area: Area, in whole: Area, among columns: [Area]) -> Bool {
        let em = max(1.5, whole.height)
        guard area.width <= 0.3 * em, area.height <= 0.3 * em, (0.6...1.7).contains(area.width / area.height),
            abs(area.middle - whole.middle) <= 0.15 * em, let index = columns.firstIndex(of: area), index > 0,
            index < columns.count - 1
        else { return false }
        return area.left - columns[index - 1].right >= 0.12 * em && columns[index + 1].left - area.right >= 0.12 * em
    }

    /// The ways to read a line, the best first: one whose words are known, else glyph by glyph where they stand far apart.
    private func readings(
        of picture: GrayPixels, columns: Int, isSpread: Bool, by reader: any PrintedLineReading
    ) throws(Trouble) -> [PrintedLineReader.Line] {
        func isKnown(_ line: PrintedLineReader.Line) -> Bool {
            glossary.knows(line.characters.map(\.text).joined())
        }
        let whole = try reader.read(picture, byGlyphs: false)
        if whole.contains(where: isKnown) || columns > Self.fewColumns { return whole }
        let all = try reader.read(picture, byGlyphs: true)
        let ordered = isSpread ? all.filter(\.isPlaced) + all.filter { !$0.isPlaced } : all
        return ordered.filter(isKnown) + ordered.filter { !isKnown($0) }
    }

    /// A few characters that stand apart from the rest of their line, as 円 at its end, read by themselves where nothing
    /// is known by what they were read as.
    private func reread(
        _ line: PrintedLine, in letters: GrayPixels, by reader: any PrintedLineReading, pieces: [Area]
    ) throws(Trouble) -> PrintedLine {
        var glyphs: [PrintedLine.Glyph] = []
        let words = line.parted { $0 > 1.5 * line.em }
        guard words.count > 1, !glossary.isLabel(line.text) else { return line }
        for word in words {
            let own = pieces.filter { $0.centre > word.area.left - 0.1 && $0.centre < word.area.right + 0.1 }
            guard word.area.width < 3.2 * line.em, !own.isEmpty, !glossary.knows(word.text),
                let again = try read(own, in: letters, by: reader), glossary.knows(again.text)
            else {
                glyphs += word.glyphs
                continue
            }
            glyphs += again.glyphs
        }
        return PrintedLine(glyphs) ?? line
    }

    /// Pieces that overlap from left to right, joined.
    private static func columns(of pieces: [Area]) -> [Area] {
        var columns: [Area] = []
        for piece in pieces.sorted(by: { $0.left < $1.left }) {
            if let last = columns.last, piece.left <= last.right + 0.05 {
                columns[columns.count - 1] = last.union(piece)
            } else {
                columns.append(piece)
            }
        }
        return columns
    }

    static func copy(_ source: GrayPixels, _ box: PixelRect, into target: inout GrayPixels, x: Int, y: Int) {
        for row in 0..<box.height where (0..<target.height).contains(y + row) {
            for column in 0..<box.width where (0..<target.width).contains(x + column) {
                target[x + column, y + row] = source[box.x + column, box.y + row]
            }
        }
    }
}
