internal import Imaging

/// The features of one glyph: the directions of its edges, cell by cell.
///
/// Gradient direction features as in Liu, Nakashima, Sako and Fujisawa, "Handwritten digit recognition: investigation
/// of normalization and feature extraction techniques" (2004). `Training/print/features.py` computes the same.
struct GlyphFeatures {
    private static let side = 32
    private static let inner = 28
    private static let cells = 8
    private static let directions = 8
    static let count = directions * cells * cells

    private let weights: [Float]
    private var square: [Float]
    private var planes: [Float]

    init() {
        let step = Float(Self.side) / Float(Self.cells)
        weights = (0..<Self.cells).flatMap { cell in
            (0..<Self.side).map { pixel in
                max(0, 1 - abs(Float(pixel) - ((Float(cell) + 0.5) * step - 0.5)) / step)
            }
        }
        square = Array(repeating: 0, count: Self.side * Self.side)
        planes = Array(repeating: 0, count: Self.directions * Self.side * Self.cells)
    }

    /// The features of a glyph that is cut to its ink; the squares of the values add up to 1.
    ///
    /// - Parameters:
    ///   - ink: The level of grey of full ink.
    ///   - paper: The level of the paper; lighter than `ink`.
    mutating func values(of glyph: GrayPixels, ink: Float, paper: Float) -> [Float] {
        place(glyph, ink: ink, paper: paper)
        sumRows()
        var values = sumColumns()
        let sum = max(values.reduce(0, +), 1e-6)
        for index in values.indices { values[index] = (values[index] / sum).squareRoot() }
        return values
    }

    /// Sets the glyph into the square, its longer side `inner` pixels long, ink 1 and paper 0.
    private mutating func place(_ glyph: GrayPixels, ink: Float, paper: Float) {
        let scale = Double(Self.inner) / Double(max(glyph.width, glyph.height, 1))
        let width = max(1, Int((Double(glyph.width) * scale).rounded()))
        let height = max(1, Int((Double(glyph.height) * scale).rounded()))
        let resized = glyph.resampled(width: width, height: height)
        let left = (Self.side - width) / 2
        let top = (Self.side - height) / 2
        let range = max(1, paper - ink)
        for index in square.indices { square[index] = 0 }
        for y in 0..<height {
            for x in 0..<width {
                let density = (paper - Float(resized.bytes[y * width + x])) / range
                square[(top + y) * Self.side + left + x] = min(1, max(0, density))
            }
        }
    }

    /// Spreads each pixel's gradient over the two nearest directions and the cells across.
    private mutating func sumRows() {
        for index in planes.indices { planes[index] = 0 }
        let side = Self.side
        square.withUnsafeBufferPointer { square in
            func level(_ x: Int, _ y: Int) -> Float {
                x < 0 || y < 0 || x >= side || y >= side ? 0 : square[y * side + x]
            }
            planes.withUnsafeMutableBufferPointer { planes in
                for y in 0..<side {
                    for x in 0..<side {
                        let (a, b, c) = (level(x - 1, y - 1), level(x, y - 1), level(x + 1, y - 1))
                        let (d, f) = (level(x - 1, y), level(x + 1, y))
                        let (g, h, i) = (level(x - 1, y + 1), level(x, y + 1), level(x + 1, y + 1))
                        let across = c + 2 * f + i - a - 2 * d - g
                        let down = g + 2 * h + i - a - 2 * b - c
                        guard across != 0 || down != 0 else { continue }
                        let strength = (across * across + down * down).squareRoot()
                        let turn = Self.turn(across, down)
                        let lower = Int(turn) & 7
                        let share = turn - Float(Int(turn))
                        let firstCell = max(0, (x - 2) / 4 - 0)
                        for cell in max(0, firstCell - 1)...min(Self.cells - 1, firstCell + 1) {
                            let weight = weights[cell * side + x] * strength
                            guard weight > 0 else { continue }
                            let place = y * Self.cells + cell
                            planes[lower * side * Self.cells + place] += weight * (1 - share)
                            planes[((lower + 1) & 7) * side * Self.cells + place] += weight * share
                        }
                    }
                }
            }
        }
    }

    private func sumColumns() -> [Float] {
        var values = [Float](repeating: 0, count: Self.count)
        for direction in 0..<Self.directions {
            for cell in 0..<Self.cells {
                for y in max(0, cell * 4 - 3)..<min(Self.side, cell * 4 + 8) {
                    let weight = weights[cell * Self.side + y]
                    guard weight > 0 else { continue }
                    let from = (direction * Self.side + y) * Self.cells
                    let into = (direction * Self.cells + cell) * Self.cells
                    for across in 0..<Self.cells { values[into + across] += weight * planes[from + across] }
                }
            }
        }
        return values
    }

    /// The direction of a vector in eighths of a turn, from 0 up to but not 8.
    private static func turn(_ across: Float, _ down: Float) -> Float {
        let eighths = angle(across, down) * (4 / Float.pi)
        return eighths < 0 ? min(7.9999, eighths + 8) : min(7.9999, eighths)
    }
}

/// atan2 to within 0.0004 rad (Abramowitz and Stegun, "Handbook of mathematical functions", 4.4.49, shortened).
private func angle(_ x: Float, _ y: Float) -> Float {
    let low = min(abs(x), abs(y))
    let high = max(abs(x), abs(y))
    let ratio = low / high
    let square = ratio * ratio
    var angle = ((-0.0464964749 * square + 0.15931422) * square - 0.327622764) * square * ratio + ratio
    if abs(y) > abs(x) { angle = .pi / 2 - angle }
    if x < 0 { angle = .pi - angle }
    return y < 0 ? -angle : angle
}
