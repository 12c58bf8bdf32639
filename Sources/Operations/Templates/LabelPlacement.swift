internal import Imaging
internal import Paperwork

/// Finds room for the names on a page: beside or in their zones, on as little print as can be, never over another name.
struct LabelPlacement {
    /// Millimetres.
    static let height = 2.6

    private let print: GrayPixels
    private let dpi: Double
    private let zones: [Zone]
    private var taken: [Zone] = []

    /// - Parameters:
    ///   - print: the blank form's page.
    ///   - zones: all that are drawn on it.
    init(print: GrayPixels, dpi: Double, zones: [Zone]) {
        self.print = print
        self.dpi = dpi
        self.zones = zones
    }

    /// A place for a name that is `width` mm wide and belongs to `zone`.
    mutating func place(width: Double, for zone: Zone) -> Zone {
        let candidates = candidates(width: width, for: zone)
        let best = candidates.min { cost($0, of: zone) < cost($1, of: zone) } ?? zone
        taken.append(best)
        return best
    }

    /// Above, inside, below, to the right and to the left of the zone; above is best where all are equal.
    private func candidates(width: Double, for zone: Zone) -> [Zone] {
        let page = (width: Measure.mm(pixels: Double(print.width), dpi: dpi), left: 0.5)
        let start = max(page.left, min(zone.left, page.width - width - 0.5))
        let height = Self.height
        return [
            (start, zone.top - height), (start, zone.top), (start, zone.bottom - height), (start, zone.bottom),
            (zone.right, zone.top), (zone.left - width, zone.top),
        ].map { Zone(page: zone.page, left: $0.0, top: $0.1, width: width, height: height) }
    }

    /// Square millimetres of print and of other zones that the name would hide; other names are worse than all print.
    private func cost(_ label: Zone, of zone: Zone) -> Double {
        let names = taken.reduce(0) { $0 + $1.overlap(with: label) }
        let others = zones.filter { $0 != zone }.reduce(0) { $0 + $1.overlap(with: label) }
        let isOutside =
            label.left < 0 || label.top < 0 || label.right > Measure.mm(pixels: Double(print.width), dpi: dpi)
        return ink(under: label) + 0.3 * others + 100 * names + (isOutside ? 1000 : 0)
    }

    private func ink(under label: Zone) -> Double {
        let columns = pixels(label.left, label.right, below: print.width)
        let rows = pixels(label.top, label.bottom, below: print.height)
        let dark = rows.reduce(0) { sum, y in sum + columns.count { print[$0, y] < 160 } }
        let side = Measure.mm(pixels: 1, dpi: dpi)
        return Double(dark) * side * side
    }

    private func pixels(_ start: Double, _ end: Double, below limit: Int) -> Range<Int> {
        let first = max(0, min(limit, Int(Measure.pixels(mm: start, dpi: dpi))))
        return first..<max(first, min(limit, Int(Measure.pixels(mm: end, dpi: dpi))))
    }
}

extension Zone {
    /// Square millimetres that both cover.
    fileprivate func overlap(with other: Zone) -> Double {
        max(0, min(right, other.right) - max(left, other.left))
            * max(0, min(bottom, other.bottom) - max(top, other.top))
    }
}
