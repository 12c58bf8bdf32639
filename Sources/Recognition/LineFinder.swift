internal import Imaging

/// Finds the lines of writing in a zone.
struct LineFinder {
    /// Dots per inch of the ink.
    var dpi: Double
    /// How many lines there are at most, where they lie close together.
    var expected: Int

    /// The smallest rectangle around each line's ink, top to bottom.
    func lines(in ink: Ink) -> [PixelRect] {
        var bands = bands(of: ink.rows)
        while let pair = pairToJoin(in: bands) {
            bands.replaceSubrange(pair...pair + 1, with: [bands[pair].lowerBound..<bands[pair + 1].upperBound])
        }
        return bands.compactMap { band in
            ink.bounds(in: PixelRect(x: 0, y: band.lowerBound, width: ink.width, height: band.count))
        }
    }

    /// Runs of rows with ink.
    private func bands(of rows: [Int]) -> [Range<Int>] {
        var bands: [Range<Int>] = []
        for (y, count) in rows.enumerated() where count > 0 {
            if let last = bands.last, last.upperBound == y {
                bands[bands.count - 1] = last.lowerBound..<y + 1
            } else {
                bands.append(y..<y + 1)
            }
        }
        return bands
    }

    /// The two neighbours that lie closest together, unless all bands are lines of their own.
    private func pairToJoin(in bands: [Range<Int>]) -> Int? {
        let closest = (0..<max(0, bands.count - 1)).min { gap(after: $0, in: bands) < gap(after: $1, in: bands) }
        guard let closest else { return nil }
        let needed = bands.count > expected
        let belong = !areSeparateLines(bands[closest], bands[closest + 1])
        if belong { return closest }
        let stray = (0..<bands.count - 1).first { !areSeparateLines(bands[$0], bands[$0 + 1]) }
        return needed ? stray : nil
    }

    private func gap(after index: Int, in bands: [Range<Int>]) -> Int {
        bands[index + 1].lowerBound - bands[index].upperBound
    }

    /// Lines are of similar height, at least 1.4 mm high (6 pt capitals), and stand apart.
    private func areSeparateLines(_ upper: Range<Int>, _ lower: Range<Int>) -> Bool {
        let low = Double(min(upper.count, lower.count))
        let high = Double(max(upper.count, lower.count))
        let gap = Double(lower.lowerBound - upper.upperBound)
        let isApart = expected > 1 ? gap >= 1 : gap >= 0.2 * low
        return low >= Measure.pixels(mm: 1.4, dpi: dpi) && low >= 0.45 * high && isApart
    }
}
