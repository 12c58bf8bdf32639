import Imaging
import Paperwork

/// A part of a blank form, as all scans of it are compared with.
struct BlankZone {
    /// On a picture of the page at the blank's resolution.
    let rect: PixelRect
    let pixels: GrayPixels
    /// How far its print may lie from where a page's registration puts it, in pixels.
    let play: Int
    let alignment: PrintAlignment

    /// The same in millimetres.
    private static let play = 0.5

    init(_ rect: PixelRect, of blank: BlankFormPage) {
        self.rect = rect
        play = Int(Measure.pixels(mm: Self.play, dpi: blank.dpi).rounded(.up))
        pixels = blank.pixels.resampled(
            width: rect.width, height: rect.height,
            through: rect.toMillimetres(dpi: blank.dpi, margin: 0).then(blank.toPixels))
        alignment = PrintAlignment(blank: pixels, play: play)
    }
}

/// The parts of blank forms that were needed last: scans of one form mostly come one after the other.
package final class BlankZones {
    private struct Key: Hashable {
        var form: String
        var page: Int
        var rect: PixelRect
    }

    /// Pixels that are kept at most, a byte each.
    private static let most = 6_000_000

    private var known: [Key: BlankZone] = [:]
    private var size = 0

    package init() {}

    func zone(_ zone: Zone, of blank: BlankFormPage) -> BlankZone {
        let rect = zone.pixels(dpi: blank.dpi)
            .clipped(
                width: Int(Measure.pixels(mm: blank.paper.width, dpi: blank.dpi)),
                height: Int(Measure.pixels(mm: blank.paper.height, dpi: blank.dpi)))
        let key = Key(form: blank.form, page: blank.page, rect: rect)
        if let zone = known[key] { return zone }
        let zone = BlankZone(rect, of: blank)
        size += zone.pixels.bytes.count
        if size > Self.most {
            known = [:]
            size = zone.pixels.bytes.count
        }
        known[key] = zone
        return zone
    }
}

extension PixelRect {
    /// From the pixels of a picture of this rectangle, `margin` wider on each side, to millimetres on the page.
    func toMillimetres(dpi: Double, margin: Int) -> Homography {
        Homography([
            25.4 / dpi, 0, Double(x - margin) * 25.4 / dpi, 0, 25.4 / dpi, Double(y - margin) * 25.4 / dpi, 0, 0,
        ])
    }
}
