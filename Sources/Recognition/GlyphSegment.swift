internal import Imaging
internal import Paperwork

/// A part of a line that may be one glyph, with what it may be.
struct GlyphSegment {
    /// One mean glyph that it may be.
    struct Match {
        var mean: Int32
        /// The square of the distance between shapes; about 70 for glyphs of a known typeface.
        var distance: Float
    }

    /// In pixels of the line.
    var bounds: PixelRect
    /// Nearest first.
    var matches: [Match]

    /// How badly it fits its best match; the place counts where the line's grid is known.
    func cost(in grid: EmGrid?, model: GlyphModel) -> Float {
        matches.reduce(Float.infinity) {
            min($0, $1.distance + (grid?.strain(of: bounds, as: model.geometry[Int($1.mean)]) ?? 0))
        }
    }

    /// The characters that it may be with their costs, the least cost first.
    func characters(in grid: EmGrid?, model: GlyphModel) -> [(character: Character, cost: Float, mean: Int32)] {
        var best: [UInt16: (cost: Float, mean: Int32)] = [:]
        for match in matches {
            let strain = grid?.strain(of: bounds, as: model.geometry[Int(match.mean)]) ?? 0
            let cost = match.distance + strain
            let owner = model.owner[Int(match.mean)]
            if cost < best[owner]?.cost ?? .infinity { best[owner] = (cost, match.mean) }
        }
        return best.map { (model.characters[Int($0.key)], $0.value.cost, $0.value.mean) }.sorted { $0.1 < $1.1 }
    }
}
