import Imaging

/// Whether what is written in a free zone runs in other lines than its field has: from top to bottom (縦書き), or in more lines.
///
/// Readers take what stands on one height for a line, whatever the writer meant; the shape of the whole tells.
struct WritingDirection {
    /// Rows with ink that are lines, and columns with ink, as if it ran from top to bottom.
    private let rows: [Range<Int>]
    private let columns: [Range<Int>]
    private let box: PixelRect

    /// Millimetres; 6 pt capitals.
    private static let lowest = 1.4
    /// Shares of the lower line's height.
    private static let gap = 0.2
    private static let likeness = 0.45
    /// What runs from top to bottom is so much higher than wide.
    private static let upright = 1.25

    /// - Parameter dpi: dots per inch of `picture`, which holds a zone's writing alone, dark on white.
    init(_ picture: GrayPixels, dpi: Double) {
        let ink = InkMask(picture, threshold: FurnitureRemoval.inkThreshold)
        let least = Measure.pixels(mm: Self.lowest, dpi: dpi)
        var down = [Int](repeating: 0, count: ink.height)
        var across = [Int](repeating: 0, count: ink.width)
        for y in 0..<ink.height {
            for x in 0..<ink.width where ink.bytes[y * ink.width + x] == 1 {
                down[y] += 1
                across[x] += 1
            }
        }
        (rows, columns) = (Self.runs(down, least: least), Self.runs(across, least: least))
        let (left, right) = (across.firstIndex { $0 > 0 } ?? 0, across.lastIndex { $0 > 0 } ?? -1)
        let (top, bottom) = (down.firstIndex { $0 > 0 } ?? 0, down.lastIndex { $0 > 0 } ?? -1)
        box = PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }

    /// - Parameter lines: how many lines the field has.
    func isUnlike(lines: Int) -> Bool {
        guard areLines(rows) else { return false }
        let isHigh = Double(box.height) > Self.upright * Double(box.width)
        if isHigh, rows.count > max(1, columns.count), rows.count > 1 { return true }
        return lines == 1 && rows.count > 1 && rows.allSatisfy { box.width > 3 * $0.count }
    }

    /// Whether they are of similar height and stand apart, as the strokes of 三 are not.
    private func areLines(_ runs: [Range<Int>]) -> Bool {
        guard let low = runs.map(\.count).min(), let high = runs.map(\.count).max() else { return false }
        return Double(low) >= Self.likeness * Double(high)
            && zip(runs, runs.dropFirst()).allSatisfy {
                Double($1.lowerBound - $0.upperBound) >= Self.gap * Double(low)
            }
    }

    /// Runs of places with ink that are no mere strokes or dots.
    private static func runs(_ counts: [Int], least: Double) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for (place, count) in (counts + [0]).enumerated() {
            if count > 0 {
                start = start ?? place
            } else if let from = start {
                if Double(place - from) >= least { runs.append(from..<place) }
                start = nil
            }
        }
        return runs
    }
}
