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

    init(_ pixels: GrayPixels, ink: Ink, components: [Ink.Component], cells: [PixelRect]) {
        self.cells = cells
        let boxes = CombBoxes(cells, width: ink.width)
        let homes = components.map(boxes.home)
        var written = [Int](repeating: 0, count: cells.count)
        for (component, home) in zip(components, homes) where component.bounds.width < 2 * cells[Int(home)].width {
            written[Int(home)] += component.area
        }
        let shares = zip(components, homes).map { component, home in
            boxes.share(of: component, home: home, isAlone: written[Int(home)] <= component.area)
        }
        isDark = cells.map { ink.share(in: $0) > Self.darkest }
        map = InkMap(pixels, ink: ink, components: Array(zip(components, shares)))
        extents = zip(map.extents(count: cells.count), cells).map { extent, cell in
            guard let extent else { return nil }
            let isSpeck = max(extent.width, extent.height) * 14 < cell.height
            return isSpeck ? nil : extent
        }
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
