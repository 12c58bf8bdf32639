internal import Imaging

/// Shares the ink of a comb out among its boxes.
struct HandComb {
    let map: InkMap
    /// For each box, the rectangle around its ink; nil where it is empty.
    private let extents: [PixelRect?]
    /// The same with what may be the box's rules; nil where nothing may be.
    private let extentsWithRules: [PixelRect?]
    let cells: [PixelRect]
    /// For each box, whether more of it is dark than a character can make it.
    let isDark: [Bool]

    static let darkest = 0.5

    init(_ picture: HandPicture, cells: [PixelRect]) {
        let (ink, components) = (picture.ink, picture.components)
        self.cells = cells
        let boxes = CombBoxes(cells, width: ink.width)
        let homes = components.map(boxes.home)
        var written = [Int](repeating: 0, count: cells.count)
        for (component, home) in zip(components, homes) where component.bounds.width < 2 * cells[home].width {
            written[home] += component.area
        }
        let shares = zip(components, homes).map { component, home in
            boxes.share(of: component, home: home, isAlone: written[home] <= component.area)
        }
        isDark = cells.map { ink.share(in: $0) > Self.darkest }
        map = InkMap(picture.pixels, ink: ink, components: Array(zip(components, shares)))
        let found = map.extents(count: 2 * cells.count)
        let extents = cells.indices.map { box -> PixelRect? in
            guard let extent = found[Int(CombBoxes.Owner.writing(in: box))] else { return nil }
            return extent.isSpeck(besides: cells[box].height) ? nil : extent
        }
        self.extents = extents
        extentsWithRules = cells.indices.map { box in
            found[Int(CombBoxes.Owner.rule(of: box))].map { extents[box]?.union($0) ?? $0 }
        }
    }

    /// Where a box's ink is; nil where it is empty.
    func place(of box: Int) -> HandPlace? {
        extents[box].map { place($0, in: box, to: CombBoxes.Owner.writing(in: box)) }
    }

    /// A box's ink together with what may be its rules; nil where nothing may be.
    func placeWithRules(of box: Int) -> HandPlace? {
        extentsWithRules[box].map { place($0, in: box, to: CombBoxes.Owner.rule(of: box)) }
    }

    private func place(_ extent: PixelRect, in box: Int, to last: Int32) -> HandPlace {
        HandPlace(
            owners: CombBoxes.Owner.writing(in: box)...last, extent: extent, height: Double(cells[box].height))
    }
}

extension PixelRect {
    /// Whether ink is too small for writing of that height, in pixels; a pen's full stop mostly is larger than a fourteenth.
    func isSpeck(besides height: Int, share: Int = 14) -> Bool { max(width, self.height) * share < height }
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
