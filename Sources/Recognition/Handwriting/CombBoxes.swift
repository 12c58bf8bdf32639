internal import Imaging

/// The boxes of a comb, and what of its ink is their rules.
struct CombBoxes {
    /// Whose ink is a box's writing, and whose may be writing or what is left of its rules.
    enum Owner {
        static func writing(in box: Int) -> Int32 { Int32(2 * box) }
        static func rule(of box: Int) -> Int32 { Int32(2 * box + 1) }
    }

    let cells: [PixelRect]
    /// Pixels from one row of the picture to the next.
    private let width: Int
    /// For each column of the picture the box that it lies in, or the nearest one.
    private let boxAt: [Int]

    /// The outer part of a box, as a share of its height, where what is left of the form's own rules lies.
    private static let frame = 0.11
    /// The part of it where a rule lies that writing touches.
    private static let rule = 0.06
    /// What reaches into a box by so much of the box's height, wide or high, may be writing.
    private static let least = 0.25
    /// Pixels by which a rule may lie within its box.
    private static let straying = 2

    init(_ cells: [PixelRect], width: Int) {
        self.cells = cells
        self.width = width
        var box = 0
        boxAt = (0..<width).map { x in
            while box + 1 < cells.count, x * 2 > cells[box].maxX + cells[box + 1].x { box += 1 }
            return box
        }
    }

    /// The box that holds most of a component.
    func home(of component: Ink.Component) -> Int {
        boxAt[component.pixels.reduce(0) { $0 + $1 % width } / max(1, component.area)]
    }

    /// Whose a component's ink is: its box's, that of each box that it stretches over, or nobody's where it is a rule.
    ///
    /// - Parameters:
    ///   - home: the box that holds most of it.
    ///   - isAlone: whether that box holds nothing else.
    func share(of component: Ink.Component, home: Int, isAlone: Bool) -> InkMap.Share {
        if isRemnant(component, in: cells[home], isAlone: isAlone) { return withoutRules(component, home: home) }
        let isSeveral = component.bounds.width * 4 > cells[home].width * 5
        return isSeveral ? .byColumn(boxAt.map(Owner.writing)) : .whole(Owner.writing(in: home))
    }

    /// Whether a piece of ink is what is left of a box's rules rather than writing: it keeps to the box's edges. A stroke
    /// that stands alone in its box and is long enough for a 1 is writing.
    private func isRemnant(_ component: Ink.Component, in cell: PixelRect, isAlone: Bool) -> Bool {
        let margin = margin(Self.frame, of: cell)
        let atEdges = component.pixels.count { inset(of: $0) < margin }
        guard atEdges * 5 > component.area * 4 else { return false }
        let isUpright = component.bounds.height * 10 > cell.height * 4 && component.bounds.width * 4 < cell.height
        let reachesAcross = component.bounds.y - cell.y < margin && cell.maxY - component.bounds.maxY < margin
        return !(isAlone && isUpright && !reachesAcross)
    }

    /// Writing that touches a box's rules is its own; the rules are nobody's.
    private func withoutRules(_ component: Ink.Component, home: Int) -> InkMap.Share {
        let inner = extents(of: component)
        let isWritten = zip(inner, cells).map { extent, cell in
            extent.map { Double(max($0.width, $0.height)) >= Self.least * Double(cell.height) } ?? false
        }
        guard isWritten.contains(true) else {
            return .whole(mayBeWriting(component, in: cells[home]) ? Owner.rule(of: home) : InkMap.Owner.dirt)
        }
        return .byPixel(
            component.pixels.map { pixel in
                let box = boxAt[pixel % width]
                let isRule = inset(of: pixel) < margin(Self.rule, of: cells[box])
                return isWritten[box] && !isRule ? Owner.writing(in: box) : InkMap.Owner.dirt
            })
    }

    /// Whether what keeps to a box's edges may be strokes all the same: the frame of 区. It lies within the box
    /// and is no speck.
    private func mayBeWriting(_ component: Ink.Component, in cell: PixelRect) -> Bool {
        let longer = Double(max(component.bounds.width, component.bounds.height))
        let inside = component.pixels.count { inset(of: $0) >= Self.straying }
        return longer >= Self.least * Double(cell.height) && inside * 10 > component.area * 9
    }

    /// For each box the rectangle around what of a component keeps off its edges; nil where nothing does.
    private func extents(of component: Ink.Component) -> [PixelRect?] {
        var extents: [PixelRect?] = cells.map { _ in nil }
        for pixel in component.pixels {
            let box = boxAt[pixel % width]
            guard inset(of: pixel) >= margin(Self.frame, of: cells[box]) else { continue }
            let point = PixelRect(x: pixel % width, y: pixel / width, width: 1, height: 1)
            extents[box] = extents[box]?.union(point) ?? point
        }
        return extents
    }

    /// Pixels to the nearest edge of a pixel's box; below zero outside.
    private func inset(of pixel: Int) -> Int {
        let (x, y) = (pixel % width, pixel / width)
        let cell = cells[boxAt[x]]
        return min(x - cell.x, cell.maxX - 1 - x, y - cell.y, cell.maxY - 1 - y)
    }

    private func margin(_ share: Double, of cell: PixelRect) -> Int {
        max(2, Int((share * Double(cell.height)).rounded()))
    }
}
