/// One line of print on a blank form.
struct PrintedLine: Hashable {
    struct Glyph: Hashable {
        var text: String
        var area: Area
    }

    /// From the left.
    var glyphs: [Glyph]
    var area: Area

    init?(_ glyphs: [Glyph]) {
        guard let area = Area.enclosing(glyphs.map(\.area)) else { return nil }
        self.glyphs = glyphs.sorted { $0.area.left < $1.area.left }
        self.area = area
    }

    var text: String { glyphs.map(\.text).joined() }

    /// The side of a full character, in millimetres.
    var em: Double {
        let sides = glyphs.map { max($0.area.width, $0.area.height) }.sorted()
        return min(9, max(1.5, sides[sides.count * 3 / 4]))
    }

    /// Words: stretches of the line that wide blanks part.
    var words: [PrintedLine] { parted { self.isWide($0) } }

    private func isWide(_ gap: Double) -> Bool { gap > 0.8 * em }

    func parted(where isGap: (Double) -> Bool) -> [PrintedLine] {
        var parts: [[Glyph]] = []
        for glyph in glyphs {
            if let last = parts.last?.last, !isGap(glyph.area.left - last.area.right) {
                parts[parts.count - 1].append(glyph)
            } else {
                parts.append([glyph])
            }
        }
        return parts.compactMap(PrintedLine.init)
    }
}

/// Sorts pieces of print into lines, where columns of print stand side by side too.
struct LineSorter<Piece> {
    let area: (Piece) -> Area

    /// Lines from the top, and from the left where they stand side by side.
    func lines(_ pieces: [Piece]) -> [[Piece]] { lines(pieces, em: em(of: pieces)) }

    /// The side of a character, in millimetres, by the larger pieces.
    private func em(of pieces: [Piece]) -> Double {
        let sides = pieces.map { max(area($0).width, area($0).height) }.filter { (1.2...9).contains($0) }.sorted()
        return sides.isEmpty ? 3.5 : sides[sides.count * 2 / 3]
    }

    private func lines(_ pieces: [Piece], em: Double) -> [[Piece]] {
        let bands = bands(of: pieces, em: em)
        guard bands.count > 1 else { return split(pieces, em: em) }
        return bands.flatMap { split($0, em: em) }
    }

    /// Pieces that overlap from top to bottom; the parts of one letter, as of 二, stay together.
    private func bands(of pieces: [Piece], em: Double) -> [[Piece]] {
        var bands: [(pieces: [Piece], top: Double, bottom: Double)] = []
        for piece in pieces.sorted(by: { area($0).top < area($1).top }) {
            let place = area(piece)
            if let last = bands.last, place.top < last.bottom + 0.1 {
                bands[bands.count - 1].pieces.append(piece)
                bands[bands.count - 1].bottom = max(last.bottom, place.bottom)
            } else {
                bands.append(([piece], place.top, place.bottom))
            }
        }
        var joined: [(pieces: [Piece], top: Double, bottom: Double)] = []
        for band in bands {
            if let last = joined.last, band.top - last.bottom < 0.4 * em, band.bottom - last.top <= 1.2 * em,
                min(band.bottom - band.top, last.bottom - last.top) < 0.55 * em
            {
                joined[joined.count - 1].pieces += band.pieces
                joined[joined.count - 1].bottom = band.bottom
            } else {
                joined.append(band)
            }
        }
        return joined.map(\.pieces)
    }

    /// A band that is too high for one line holds columns, or lines that touch.
    private func split(_ band: [Piece], em: Double) -> [[Piece]] {
        guard let whole = Area.enclosing(band.map(area)), whole.height > 1.75 * em, band.count > 1 else {
            return band.isEmpty ? [] : [band]
        }
        let sorted = band.sorted { area($0).left < area($1).left }
        var widest = (gap: 0.0, index: 0)
        var edge = -Double.infinity
        for (index, piece) in sorted.enumerated() {
            let gap = area(piece).left - edge
            if index > 0, gap > widest.gap { widest = (gap, index) }
            edge = max(edge, area(piece).right)
        }
        if widest.gap >= 0.5 * em {
            return lines(Array(sorted[..<widest.index]), em: em) + lines(Array(sorted[widest.index...]), em: em)
        }
        return cut(band, whole, em: em)
    }

    /// At the height that the fewest pieces cross, near the middle.
    private func cut(_ band: [Piece], _ whole: Area, em: Double) -> [[Piece]] {
        let heights = stride(from: whole.top + 0.6 * em, through: whole.bottom - 0.6 * em, by: 0.1)
        let crossings = heights.map { y in
            (y, band.filter { area($0).top < y && area($0).bottom > y }.reduce(0) { $0 + area($1).width })
        }
        guard let best = crossings.min(by: { $0.1 < $1.1 }), best.1 < 0.35 * whole.width else { return [band] }
        let upper = band.filter { area($0).middle < best.0 }
        let lower = band.filter { area($0).middle >= best.0 }
        guard !upper.isEmpty, !lower.isEmpty else { return [band] }
        return split(upper, em: em) + split(lower, em: em)
    }
}
