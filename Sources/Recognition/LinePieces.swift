internal import Imaging

/// The pieces that a line falls into where its ink leaves columns free, or nearly free in pieces too wide for a glyph.
struct LinePieces {
    /// Left to right, each cut to its ink.
    let pieces: [PixelRect]
    private let ink: Ink
    private let widest: Int

    /// How many pieces a glyph may be made of.
    private static let mostPieces = 12

    init(ink: Ink) {
        self.ink = ink
        widest = max(36, ink.height * 13 / 10)
        let columns = ink.columns(in: 0..<ink.height)
        var found: [PixelRect] = []
        for run in Self.runs(of: columns, ink: ink) {
            let cuts = run.count > max(30, ink.height * 11 / 10) ? Self.cuts(in: run, columns: columns) : []
            for (left, right) in zip([run.lowerBound] + cuts, cuts + [run.upperBound]) {
                let part = PixelRect(x: left, y: 0, width: right - left, height: ink.height)
                if let bounds = ink.bounds(in: part) { found.append(bounds) }
            }
        }
        pieces = found
    }

    /// The rectangles around 1, 2, … pieces from `start` on that may be one glyph.
    func runs(from start: Int) -> [PixelRect] {
        var runs: [PixelRect] = []
        var top = Int.max
        var bottom = 0
        for end in start..<min(pieces.count, start + Self.mostPieces) {
            top = min(top, pieces[end].y)
            bottom = max(bottom, pieces[end].maxY)
            let width = pieces[end].maxX - pieces[start].x
            if end > start, width > widest { break }
            runs.append(PixelRect(x: pieces[start].x, y: top, width: width, height: bottom - top))
        }
        return runs
    }

    /// Runs of columns whose ink hangs together from each to the next.
    private static func runs(of columns: [Int], ink: Ink) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for (x, count) in columns.enumerated() where count > 0 {
            if let last = runs.last, last.upperBound == x, ink.hangsTogether(at: x) {
                runs[runs.count - 1] = last.lowerBound..<x + 1
            } else {
                runs.append(x..<x + 1)
            }
        }
        return runs
    }

    /// Where a wide run may hide the joint of two glyphs: every so often where its columns are thin.
    private static func cuts(in run: Range<Int>, columns: [Int]) -> [Int] {
        let thin = 6
        let margin = 4
        var cuts: [Int] = []
        for x in run.dropFirst(margin).dropLast(margin) where columns[x] <= thin || columns[x - 1] <= thin {
            if let last = cuts.last, x - last < margin { continue }
            cuts.append(x)
        }
        return cuts
    }
}

extension Ink {
    /// Whether ink in column `x` touches ink in the column before it.
    fileprivate func hangsTogether(at x: Int) -> Bool {
        guard x > 0 else { return false }
        return isInk.withUnsafeBufferPointer { ink in
            (0..<height).contains { y in
                ink[y * width + x] && (max(0, y - 1)...min(height - 1, y + 1)).contains { ink[$0 * width + x - 1] }
            }
        }
    }
}
