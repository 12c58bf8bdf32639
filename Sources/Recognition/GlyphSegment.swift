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

/// A line's type size and baseline.
struct EmGrid {
    /// Pixels.
    var em: Float
    /// Pixels from the line picture's top.
    var baseline: Float

    /// How far glyphs of one typeface stray from their mean place, in em.
    private static let spread: Float = 0.05

    /// How badly a glyph stands there, on the scale of squared distances between shapes.
    func strain(of bounds: PixelRect, as place: GlyphModel.Geometry) -> Float {
        let top = (baseline - Float(bounds.y)) / em - place.top
        let bottom = (baseline - Float(bounds.maxY)) / em - place.bottom
        let width = Float(bounds.width) / em - place.width
        let sum = top * top + bottom * bottom + width * width
        return min(120, 4 * sum / (Self.spread * Self.spread))
    }

    /// The grid on which the glyphs of `line` stand best; nil where they say nothing of it.
    init?(fitting line: [(bounds: PixelRect, place: GlyphModel.Geometry)]) {
        var used = line
        var grid: (em: Float, baseline: Float)?
        for _ in 0..<3 {
            guard let fit = Self.fit(used) else { return nil }
            grid = fit
            let kept = line.filter { item in
                let top = abs((fit.baseline - Float(item.bounds.y)) / fit.em - item.place.top)
                let bottom = abs((fit.baseline - Float(item.bounds.maxY)) / fit.em - item.place.bottom)
                return max(top, bottom) < 0.15
            }
            if kept.isEmpty { break }
            used = kept
        }
        guard let grid else { return nil }
        em = grid.em
        baseline = grid.baseline
    }

    /// Least squares over tops and bottoms: pixel = baseline − em · height.
    private static func fit(_ line: [(bounds: PixelRect, place: GlyphModel.Geometry)]) -> (em: Float, baseline: Float)?
    {
        let points = line.flatMap { item in
            [(item.place.top, Float(item.bounds.y)), (item.place.bottom, Float(item.bounds.maxY))]
        }
        let count = Float(points.count)
        guard count > 0 else { return nil }
        let meanHeight = points.reduce(0) { $0 + $1.0 } / count
        let meanPixel = points.reduce(0) { $0 + $1.1 } / count
        let spread = points.reduce(0) { $0 + ($1.0 - meanHeight) * ($1.0 - meanHeight) }
        let together = points.reduce(0) { $0 + ($1.0 - meanHeight) * ($1.1 - meanPixel) }
        guard spread > 0.0001 else { return nil }
        let em = -together / spread
        return em > 4 ? (em, meanPixel + em * meanHeight) : nil
    }
}
