import Imaging

/// How light a page's paper is, place by place, under all that is printed and written on it.
///
/// Paper is the upper quartile of grey in tiles of six millimetres; dark fills of up to 66 mm are bridged (a grey
/// closing: J. Serra, Image Analysis and Mathematical Morphology, 1982), so that a printed bar or a scan's dark edge
/// does not count as paper.
struct PaperGround {
    /// The grey of the page's paper as a whole.
    let paper: Int
    /// Pixels along a tile's side.
    private let tile: Int
    private let columns: Int
    private let rows: Int
    /// The grey of paper in the middle of each tile, row by row.
    private let levels: [Int]

    /// Millimetres.
    private static let tile = 6.0
    /// How many tiles to each side are looked at to bridge a dark fill.
    private static let reach = 5
    /// What is darker than this share of the page's paper is no paper.
    private static let darkest = 0.45
    /// Paper that is nowhere darker than this is as white as can be.
    private static let white = 250

    init(_ picture: GrayPixels, dpi: Double) {
        tile = max(2, Int(Measure.pixels(mm: Self.tile, dpi: dpi).rounded()))
        columns = max(1, picture.width / tile)
        rows = max(1, picture.height / tile)
        let paper = max(1, picture.paperWhite)
        self.paper = paper
        let tiles = Self.upperQuartiles(of: picture, tile: tile, columns: columns, rows: rows)
        let plain = TileGrid(columns: columns, rows: rows, levels: tiles)
        let closed = plain.spread(Self.reach, max).spread(Self.reach, min)
        let least = Int(Double(paper) * Self.darkest)
        levels =
            TileGrid(columns: columns, rows: rows, levels: closed.levels.map { $0 < least ? paper : $0 })
            .smoothed().levels
    }

    /// The picture that the ground was taken from, with its paper at 255 and all else in proportion; as it is where its
    /// paper is white.
    func whitened(_ picture: GrayPixels) -> GrayPixels {
        guard levels.contains(where: { $0 < Self.white }) else { return picture }
        var result = picture
        let (width, height) = (picture.width, picture.height)
        result.bytes.withUnsafeMutableBufferPointer { bytes in
            var row = [Int](repeating: 0, count: columns)
            for y in 0..<height {
                let down = place(y, of: rows)
                for column in 0..<columns {
                    row[column] =
                        levels[down.first * columns + column] * (tile - down.share)
                        + levels[down.second * columns + column] * down.share
                }
                for x in 0..<width {
                    let across = place(x, of: columns)
                    let ground =
                        (row[across.first] &* (tile &- across.share) &+ row[across.second] &* across.share)
                        / (tile &* tile)
                    let index = y &* width &+ x
                    bytes[index] = UInt8(min(255, Int(bytes[index]) &* 255 / max(1, ground)))
                }
            }
        }
        return result
    }

    /// The tiles whose middles lie to both sides of a pixel, and how many pixels it lies beyond the first one's.
    private func place(_ pixel: Int, of count: Int) -> (first: Int, second: Int, share: Int) {
        let shifted = pixel - tile / 2
        guard shifted >= 0 else { return (0, 0, 0) }
        let first = min(count - 1, shifted / tile)
        let second = min(count - 1, first + 1)
        return (first, second, first == second ? 0 : shifted - first * tile)
    }

    private static func upperQuartiles(of picture: GrayPixels, tile: Int, columns: Int, rows: Int) -> [Int] {
        var levels: [Int] = []
        levels.reserveCapacity(columns * rows)
        let step = max(1, tile / 24)
        picture.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<rows {
                for column in 0..<columns {
                    var histogram = GreyHistogram()
                    for y in stride(from: row * tile, to: min(picture.height, (row + 1) * tile), by: step) {
                        for x in stride(from: column * tile, to: min(picture.width, (column + 1) * tile), by: step) {
                            histogram.add(bytes[y &* picture.width &+ x])
                        }
                    }
                    levels.append(histogram.level(ofShare: 0.75))
                }
            }
        }
        return levels
    }
}

/// How often each grey occurs.
struct GreyHistogram {
    private var counts = [Int](repeating: 0, count: 256)
    private(set) var total = 0

    mutating func add(_ level: UInt8) {
        counts[Int(level)] &+= 1
        total &+= 1
    }

    /// The grey that this share of all is darker than or equal to; 255 where there is nothing.
    func level(ofShare share: Double) -> Int {
        guard total > 0 else { return 255 }
        let wanted = Double(total) * share
        var seen = 0
        for (level, count) in counts.enumerated() {
            seen += count
            if Double(seen) >= wanted { return level }
        }
        return 255
    }
}

extension GrayPixels {
    /// The grey that three quarters of the page are darker than or equal to: paper, on any page that is mostly paper.
    var paperWhite: Int {
        var histogram = GreyHistogram()
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes { histogram.add(byte) }
        }
        return histogram.level(ofShare: 0.75)
    }
}

/// A number for each tile of a page.
private struct TileGrid {
    let columns: Int
    let rows: Int
    let levels: [Int]

    /// Each tile takes what `choose` makes of those up to `reach` away across and down.
    func spread(_ reach: Int, _ choose: (Int, Int) -> Int) -> TileGrid {
        mapped { column, row in
            around(column, row, reach).reduce(levels[row * columns + column], choose)
        }
    }

    /// The mean of each tile and those beside it.
    func smoothed() -> TileGrid {
        mapped { column, row in
            let near = around(column, row, 1)
            return (near.reduce(0, +) + near.count / 2) / near.count
        }
    }

    private func mapped(_ level: (Int, Int) -> Int) -> TileGrid {
        TileGrid(
            columns: columns, rows: rows,
            levels: (0..<rows).flatMap { row in (0..<columns).map { column in level(column, row) } })
    }

    private func around(_ column: Int, _ row: Int, _ reach: Int) -> [Int] {
        let (left, right) = (max(0, column - reach), min(columns - 1, column + reach))
        let (top, bottom) = (max(0, row - reach), min(rows - 1, row + reach))
        var found: [Int] = []
        found.reserveCapacity((right - left + 1) * (bottom - top + 1))
        for y in top...bottom { found += levels[y * columns + left...y * columns + right] }
        return found
    }
}
