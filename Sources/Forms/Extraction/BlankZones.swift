import Imaging
import Paperwork

/// A part of a blank form, as all scans of it are compared with.
final class BlankZone {
    /// On a picture of the page at the blank's resolution.
    let rect: PixelRect
    let pixels: GrayPixels
    /// How far its print may lie from where a page's registration puts it, in pixels.
    let play: Int
    let alignment: PrintAlignment
    private let dpi: Double
    /// For coarse scans and for others.
    private var prints: [Bool: BlankPrint] = [:]

    /// The same in millimetres.
    private static let play = 0.5

    init(_ rect: PixelRect, of blank: BlankFormPage) {
        self.rect = rect
        dpi = blank.dpi
        play = Int(Measure.pixels(mm: Self.play, dpi: blank.dpi).rounded(.up))
        pixels = blank.pixels.resampled(
            width: rect.width, height: rect.height,
            through: rect.toMillimetres(dpi: blank.dpi, margin: 0).then(blank.toPixels))
        alignment = PrintAlignment(blank: pixels, play: play)
    }

    /// Where a scan's print may be; that of a scan of few dots per inch is spread wider.
    func print(isCoarse: Bool) -> BlankPrint {
        if let known = prints[isCoarse] { return known }
        let print = BlankPrint(pixels, spread: Int(Measure.pixels(mm: isCoarse ? 0.25 : 0.17, dpi: dpi).rounded()))
        prints[isCoarse] = print
        return print
    }
}

/// Where the print of a part of a blank form may be on its scans.
struct BlankPrint {
    let printed: InkMask
    /// The same and what lies close beside it.
    let seam: InkMask

    /// - Parameter spread: how far a scan's print may spread beyond the blank's, in pixels.
    init(_ blank: GrayPixels, spread: Int) {
        printed = InkMask(blank, threshold: 205).dilated(by: spread)
        seam = printed.dilated(by: 2)
    }
}

/// The parts of blank forms that were needed last: scans of one form mostly come one after the other.
package final class BlankZones {
    private struct Key: Hashable {
        var form: String
        var page: Int
        var rect: PixelRect
    }

    /// Pixels that are kept at most, three bytes each.
    private static let most = 4_000_000

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
