internal import Imaging

/// A line's type size and baseline, and by how much the scan has made its strokes thicker.
struct EmGrid {
    /// A glyph's rectangle in the line picture, and where its mean glyph stands.
    typealias Item = (bounds: PixelRect, place: GlyphModel.Geometry)

    /// Pixels.
    let em: Float
    /// Pixels from the line picture's top.
    let baseline: Float
    /// Pixels that the ink reaches out further than drawn, on each side.
    let growth: Float

    /// How far glyphs of one typeface stray from their mean place, in em.
    private static let spread: Float = 0.034

    /// How badly a glyph stands there, on the scale of squared distances between shapes.
    func strain(of bounds: PixelRect, as place: GlyphModel.Geometry) -> Float {
        let (top, bottom) = strays(Item(bounds, place))
        let width = (Float(bounds.width) - 2 * growth) / em - place.width
        let sum = top * top + bottom * bottom + width * width
        return min(120, 4 * sum / (Self.spread * Self.spread))
    }

    /// How far top and bottom lie from where they should, in em.
    private func strays(_ item: Item) -> (top: Float, bottom: Float) {
        (
            (baseline - Float(item.bounds.y) - growth) / em - item.place.top,
            (baseline - Float(item.bounds.maxY) + growth) / em - item.place.bottom
        )
    }

    /// The grid on which the glyphs of `line` stand best; nil where they say nothing of it.
    init?(fitting line: [Item]) {
        guard var grid = EmGrid(leastSquares: line) else { return nil }
        for _ in 0..<2 {
            let kept = line.filter { item in
                let (top, bottom) = grid.strays(item)
                return max(abs(top), abs(bottom)) < 0.12
            }
            guard !kept.isEmpty, let better = EmGrid(leastSquares: kept) else { break }
            grid = better
        }
        self = grid
    }

    /// Least squares over tops, bottoms and widths, with the growth held near half a pixel.
    private init?(leastSquares line: [Item]) {
        var equations: [(em: Float, baseline: Float, growth: Float, pixels: Float)] = [(0, 0, 1.5, 0.75)]
        for item in line {
            equations.append((-item.place.top, 1, -1, Float(item.bounds.y)))
            equations.append((-item.place.bottom, 1, 1, Float(item.bounds.maxY)))
            equations.append((0.5 * item.place.width, 0, 1, 0.5 * Float(item.bounds.width)))
        }
        var normal = [SIMD4<Float>](repeating: .zero, count: 3)
        for equation in equations {
            let row = SIMD4(equation.em, equation.baseline, equation.growth, equation.pixels)
            for index in 0..<3 { normal[index] += row[index] * row }
        }
        for pivot in 0..<3 {
            guard abs(normal[pivot][pivot]) > 1e-4 else { return nil }
            normal[pivot] /= normal[pivot][pivot]
            for other in 0..<3 where other != pivot { normal[other] -= normal[other][pivot] * normal[pivot] }
        }
        guard normal[0].w > 4 else { return nil }
        em = normal[0].w
        baseline = normal[1].w
        growth = normal[2].w
    }
}
