internal import Imaging

/// The columns of a component in which two characters may touch.
struct TouchingColumns {
    private let start: Int
    /// For each column how many of its pixels are ink, and how far it is from its highest to its lowest.
    private var inked: [Int]
    private var extents: [Int]

    /// - Parameter width: that of the picture.
    init(of component: Ink.Component, width: Int) {
        let bounds = component.bounds
        start = bounds.x
        inked = Array(repeating: 0, count: bounds.width)
        var ends = [(top: Int, bottom: Int)](repeating: (.max, 0), count: bounds.width)
        for pixel in component.pixels {
            let (x, y) = (pixel % width - bounds.x, pixel / width)
            inked[x] += 1
            ends[x] = (min(ends[x].top, y), max(ends[x].bottom, y + 1))
        }
        extents = ends.map { $0.bottom - $0.top }
    }

    /// Where to cut, left to right, at least a quarter of the line's height apart: first in notches, then where the ink is
    /// thinnest.
    func cuts(lineHeight: Int, by spacing: HandSpacing) -> [Int] {
        let apart = max(4, lineHeight / 4)
        let inner = Array(inked.indices.dropFirst(apart / 2).dropLast(apart / 2))
        let notches = spacing.notches.map { notches in
            inner.filter { isNotch($0, reach: apart, depth: notches.depth) }.sorted(by: extents)
        }
        let isWide = Double(inked.count) > spacing.widestUncut * Double(lineHeight)
        let thin = max(3, lineHeight / 3)
        let thinnest = isWide ? inner.filter { inked[$0] <= thin }.sorted(by: inked) : []
        var cuts: [Int] = []
        for x in (notches ?? []) + thinnest where cuts.allSatisfy({ abs($0 - x) >= apart }) { cuts.append(x) }
        return cuts.sorted().map { $0 + start }
    }

    /// Whether the ink is lower here than on both sides: that much of what it is there, at most.
    private func isNotch(_ x: Int, reach: Int, depth: Double) -> Bool {
        let left = extents[max(0, x - reach)..<x].max() ?? 0
        let right = extents[x + 1..<min(extents.count, x + reach + 1)].max() ?? 0
        return Double(extents[x]) <= depth * Double(min(left, right))
    }
}

extension [Int] {
    fileprivate func sorted(by heights: [Int]) -> [Int] {
        sorted { (heights[$0], $0) < (heights[$1], $1) }
    }
}
