internal import Imaging

/// Shares the ink of a comb out among its boxes.
struct HandComb {
    let map: InkMap
    /// For each box, the rectangle around its ink; nil where it is empty.
    let extents: [PixelRect?]
    let cells: [PixelRect]
    /// For each box, whether more of it is dark than a character can make it.
    let isDark: [Bool]

    static let darkest = 0.5
    /// The outer part of a box, as a share of its height, where what is left of the form's own rules lies.
    private static let frame = 0.11

    init(_ pixels: GrayPixels, ink: Ink, components: [Ink.Component], cells: [PixelRect]) {
        self.cells = cells
        let boxAt = Self.boxes(ofColumns: ink.width, cells: cells)
        let homes = components.map { component in
            boxAt[component.pixels.reduce(0) { $0 + $1 % ink.width } / max(1, component.area)]
        }
        var written = [Int](repeating: 0, count: cells.count)
        for (component, home) in zip(components, homes) { written[Int(home)] += component.area }
        let shares = zip(components, homes).map { component, home -> InkMap.Share in
            let cell = cells[Int(home)]
            let isAlone = written[Int(home)] == component.area
            if Self.isRemnant(component, in: cell, cells: cells, boxAt: boxAt, isAlone: isAlone) {
                return .whole(InkMap.Owner.dirt)
            }
            let isSeveral = component.bounds.width * 4 > cell.width * 5
            return isSeveral ? .byColumn(boxAt) : .whole(home)
        }
        isDark = cells.map { ink.share(in: $0) > Self.darkest }
        map = InkMap(pixels, ink: ink, components: Array(zip(components, shares)))
        extents = zip(map.extents(count: cells.count), cells).map { extent, cell in
            guard let extent else { return nil }
            let isSpeck = max(extent.width, extent.height) * 14 < cell.height
            return isSpeck ? nil : extent
        }
    }

    /// For each column of the picture the box that it lies in, or the nearest one.
    private static func boxes(ofColumns width: Int, cells: [PixelRect]) -> [Int32] {
        var box = 0
        return (0..<width).map { x in
            while box + 1 < cells.count, x * 2 > cells[box].maxX + cells[box + 1].x { box += 1 }
            return Int32(box)
        }
    }

    /// Whether a piece of ink is what is left of a box's rules rather than writing: it keeps to the box's edges. A stroke
    /// that stands alone in its box and is long enough for a 1 is writing.
    private static func isRemnant(
        _ component: Ink.Component, in cell: PixelRect, cells: [PixelRect], boxAt: [Int32], isAlone: Bool
    ) -> Bool {
        let margin = max(2, Int((frame * Double(cell.height)).rounded()))
        let atEdges = component.pixels.count { pixel in
            let (x, y) = (pixel % boxAt.count, pixel / boxAt.count)
            let own = cells[Int(boxAt[x])]
            return min(x - own.x, own.maxX - 1 - x, y - own.y, own.maxY - 1 - y) < margin
        }
        guard atEdges * 5 > component.area * 4 else { return false }
        let isUpright = component.bounds.height * 10 > cell.height * 4 && component.bounds.width * 4 < cell.height
        let reachesAcross = component.bounds.y - cell.y < margin && cell.maxY - component.bounds.maxY < margin
        return !(isAlone && isUpright && !reachesAcross)
    }
}

extension Ink {
    /// The share of a rectangle's pixels that are ink, between 0 and 1.
    func share(in rect: PixelRect) -> Double {
        let area = rect.clipped(width: width, height: height)
        guard area.width > 0, area.height > 0 else { return 0 }
        var count = 0
        isInk.withUnsafeBufferPointer { ink in
            for y in area.y..<area.maxY {
                for x in area.x..<area.maxX where ink[y * width + x] { count += 1 }
            }
        }
        return Double(count) / Double(area.width * area.height)
    }
}
