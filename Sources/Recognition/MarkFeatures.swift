internal import Foundation
internal import Imaging

/// What of a zone's added ink speaks for a mark.
package struct MarkFeatures {
    /// In the order of `MarkReader`'s weights, after the constant.
    package let values: [Double]

    package init(_ crop: MarkCrop) {
        let ink = MarkInk(crop)
        let zone = crop.zone.clipped(width: ink.width, height: ink.height)
        guard !ink.added.isEmpty, zone.width > 1, zone.height > 1 else {
            values = Self.nothing
            return
        }
        let strokes = MarkStrokes(ink, dpi: crop.dpi).own(to: zone)
        guard !strokes.isEmpty else {
            values = Self.nothing
            return
        }
        let square = Measure.pixels(mm: 1, dpi: crop.dpi) * Measure.pixels(mm: 1, dpi: crop.dpi)
        let middle = Point(Double(zone.x) + Double(zone.width) / 2, Double(zone.y) + Double(zone.height) / 2)
        var darkness = 0.0
        var inside = 0.0
        var center = Point(0, 0)
        var sectors = Set<Int>()
        for pixel in strokes {
            let x = Double(pixel % ink.width)
            let y = Double(pixel / ink.width)
            darkness += Double(ink.added[pixel])
            let across = (x - middle.x) / (Double(zone.width) / 2)
            let down = (y - middle.y) / (Double(zone.height) / 2)
            center = Point(center.x + across, center.y + down)
            if max(abs(across), abs(down)) <= 1 { inside += 1 }
            if (0.4...2.2).contains(hypot(across, down)) {
                sectors.insert(Int((atan2(down, across) + .pi) / (2 * .pi) * 15.999))
            }
        }
        let count = Double(strokes.count)
        let columns = strokes.map { $0 % ink.width }
        let rows = strokes.map { $0 / ink.width }
        let extent = hypot(
            Double((columns.max() ?? 0) - (columns.min() ?? 0)) / Double(zone.width),
            Double((rows.max() ?? 0) - (rows.min() ?? 0)) / Double(zone.height))
        values = [
            log(0.02 + count / square), log(0.02 + inside / square), log(0.05 + extent), darkness / count,
            Double(sectors.count) / 16, min(2, hypot(center.x, center.y) / count),
        ]
    }

    private static let nothing: [Double] = [log(0.02), log(0.02), log(0.05), 0, 0, 0]
}
