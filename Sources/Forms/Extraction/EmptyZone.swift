import Imaging

/// A zone without writing, as it was cut: looks whether that is so.
struct EmptyZone {
    let seen: FurnitureRemoval.Writing
    /// The scan with white paper, print on print with the blank.
    let filled: GrayPixels
    let blank: BlankZone
    let print: BlankPrint
    let zone: PixelRect
    /// Dots per inch.
    let dpi: Double
    /// Whether the scan is black and white alone, so that of pale writing no more than specks are left.
    let isBitonal: Bool

    /// Square millimetres of specks that are writing rather than dust; on a scan in black and white alone, what is left of it.
    private static let specks = 0.4
    private static let remains = 0.05
    /// Square millimetres of pale strokes that are writing, and of those among them that are not so very pale.
    private static let pale = 0.5
    private static let clear = 0.2
    /// Square millimetres and millimetres of a piece of a pale stroke: those of faint print are broken into small ones.
    private static let piece = (area: 0.06, length: 0.6)
    /// Square millimetres of ink in a tile beyond what the form's print explains.
    private static let excess = 0.5
    /// By how many greys of 255 a pale stroke, and one that is not so very pale, is darker than the paper beside it.
    private static let paleContrast: UInt8 = 26
    private static let clearContrast: UInt8 = 45

    /// Ink was taken for print, dust or a neighbour's, or is too pale.
    func doubt() -> EmptinessDoubt? {
        if hidesInk { return .underPrint }
        if leavesInk { return .leftOver }
        return hasPaleStrokes(in: [zone]) ? .pale : nil
    }

    private func pixels(_ mm: Double) -> Int { Int(Measure.pixels(mm: mm, dpi: dpi).rounded()) }

    private func squareMM(_ pixels: Int) -> Double {
        let mm = Measure.mm(pixels: 1, dpi: dpi)
        return Double(pixels) * mm * mm
    }

    // MARK: What was left out

    private var leavesInk: Bool {
        var specks = 0
        for component in seen.ink.without(print.printed).components() {
            let inside = component.area(in: zone, width: filled.width)
            guard inside > 0, component.area(in: print.seam) * 10 < component.area * 5 else { continue }
            if inside * 2 >= component.area {
                specks += inside
            } else if reachesIn(component.box), squareMM(inside) >= Self.specks {
                return true
            }
        }
        return squareMM(specks) >= (isBitonal ? Self.remains : Self.specks)
    }

    /// Over a third of the zone's height.
    private func reachesIn(_ box: PixelRect) -> Bool {
        (min(box.maxY, zone.maxY) - max(box.y, zone.y)) * 3 >= zone.height
    }

    // MARK: What lies under the form's print

    /// Whether some part of the zone has more ink on the form's print than elsewhere about the zone, where scans may be
    /// bolder than the blank as a whole.
    private var hidesInk: Bool {
        let tiles = blank.inkTiles.map { (tile: $0, seen: seen.ink.count(in: $0.rect, within: print.seam)) }
        let known = tiles.filter { squareMM($0.tile.ink) >= 0.3 }.map { Double($0.seen) / Double($0.tile.ink) }.sorted()
        let boldness = known.count < 3 ? 1.5 : max(1, known[known.count / 2])
        return tiles.contains { tile, seen in
            zone.holds(x: tile.rect.x + tile.rect.width / 2, y: tile.rect.y + tile.rect.height / 2)
                && squareMM(seen) > squareMM(tile.ink) * boldness * 1.3 + Self.excess
        }
    }

    // MARK: What is too pale

    /// Whether there are fine strokes in these places that stand out from the paper but not enough for ink.
    ///
    /// What shows through from the other side is blurred, and so not fine.
    func hasPaleStrokes(in places: [PixelRect]) -> Bool {
        let factor = max(1, Int((dpi / 150).rounded()))
        let fine = filled.reduced(by: factor).fineDarkness(reach: max(1, pixels(0.5) / factor))
        var pale = InkMask(width: filled.width, height: filled.height)
        for place in places {
            for y in place.y..<max(place.y, min(place.maxY, fine.height * factor)) {
                for x in place.x..<max(place.x, min(place.maxX, fine.width * factor)) {
                    let index = y * filled.width + x
                    guard fine[x / factor, y / factor] >= Self.paleContrast, print.surroundings.bytes[index] == 0
                    else { continue }
                    pale.bytes[index] = 1
                }
            }
        }
        guard squareMM(pale.count) >= Self.clear else { return false }
        pale = pale.without(solidInk.dilated(by: pixels(0.35)))
        let strokes = pale.components().filter { component in
            squareMM(component.area) >= Self.piece.area
                && max(component.box.width, component.box.height) >= pixels(Self.piece.length)
        }
        let clear = strokes.flatMap(\.runs).reduce(0) { sum, run in
            sum
                + (run.start..<run.start + run.length).count { index in
                    let (x, y) = (index % filled.width / factor, index / filled.width / factor)
                    return fine[x, y] >= Self.clearContrast
                }
        }
        return squareMM(strokes.reduce(0) { $0 + $1.area }) >= Self.pale || squareMM(clear) >= Self.clear
    }
}

extension EmptyZone {
    /// The ink whose pale edges are no strokes of their own; specks are what is left of pale strokes.
    private var solidInk: InkMask {
        var solid = InkMask(width: seen.ink.width, height: seen.ink.height)
        for component in seen.ink.components() where squareMM(component.area) >= Self.specks {
            for run in component.runs {
                for index in run.start..<run.start + run.length { solid.bytes[index] = 1 }
            }
        }
        return solid
    }
}

extension InkMask {
    /// Pixels of ink in `rect`, which lies inside; with `mask`, those that are set there too.
    func count(in rect: PixelRect, within mask: InkMask? = nil) -> Int {
        var count = 0
        for y in rect.y..<rect.maxY {
            for index in y * width + rect.x..<y * width + rect.maxX where bytes[index] == 1 {
                count += mask.map { Int($0.bytes[index]) } ?? 1
            }
        }
        return count
    }
}

extension PixelRect {
    fileprivate func holds(x column: Int, y row: Int) -> Bool { column >= x && column < maxX && row >= y && row < maxY }
}
