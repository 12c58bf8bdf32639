import Imaging
import Paperwork

/// A part of a blank form, as all scans of it are compared with.
final class BlankZone {
    /// On a picture of the page at the blank's resolution.
    let rect: PixelRect
    /// With white paper, as the scan's part is looked at.
    let pixels: GrayPixels
    /// The grey of its paper on the blank page, whose paper is at 255: less in a tinted box.
    let white: Int
    /// How far its print may lie from where a page's registration puts it, in pixels.
    let play: Int
    let alignment: PrintAlignment
    private let dpi: Double
    /// For coarse scans and for others.
    private var prints: [Bool: BlankPrint] = [:]
    private var covers: [[PixelRect]: Double] = [:]
    /// Its picture in tiles of three millimetres, with the pixels of ink that are in each or within 0.4 mm of it.
    private(set) lazy var inkTiles = tiles()

    /// The same in millimetres.
    private static let play = 0.5

    init(_ rect: PixelRect, of blank: BlankFormPage) {
        self.rect = rect
        dpi = blank.dpi
        play = Int(Measure.pixels(mm: Self.play, dpi: blank.dpi).rounded(.up))
        let cut = blank.pixels.resampled(
            width: rect.width, height: rect.height,
            through: rect.toMillimetres(dpi: blank.dpi, margin: 0).then(blank.toPixels))
        white = cut.paperWhite
        pixels = cut.whitened()
        alignment = PrintAlignment(blank: pixels, play: play)
    }

    /// Where a scan's print may be; that of a scan of few dots per inch is spread wider.
    func print(isCoarse: Bool) -> BlankPrint {
        if let known = prints[isCoarse] { return known }
        let print = BlankPrint(pixels, spread: Int(Measure.pixels(mm: isCoarse ? 0.25 : 0.17, dpi: dpi).rounded()))
        prints[isCoarse] = print
        return print
    }

    /// The share of these places for writing, between 0 and 1, that lies under print which strokes can't be followed
    /// through: fills and words, not rules and dotted lines. The outermost 0.8 mm of a place are its frame's.
    func cover(of places: [PixelRect]) -> Double {
        if let known = covers[places] { return known }
        let hiding = hiding
        let frame = Int(Measure.pixels(mm: 0.8, dpi: dpi).rounded())
        var (area, covered) = (0, 0)
        for place in places {
            let margin = min(frame, place.width / 4, place.height / 4)
            for y in place.y + margin..<max(place.y + margin, place.maxY - margin) {
                for x in place.x + margin..<max(place.x + margin, place.maxX - margin) {
                    area += 1
                    covered += Int(hiding.bytes[y * hiding.width + x])
                }
            }
        }
        let share = Double(covered) / Double(max(1, area))
        covers[places] = share
        return share
    }

    private func tiles() -> [(rect: PixelRect, ink: Int)] {
        let own = InkMask(pixels, threshold: FurnitureRemoval.inkThreshold)
        let side = Int(Measure.pixels(mm: 3, dpi: dpi).rounded())
        let play = Int(Measure.pixels(mm: 0.4, dpi: dpi).rounded())
        return stride(from: 0, to: pixels.height, by: side).flatMap { y in
            stride(from: 0, to: pixels.width, by: side).map { x in
                let near = PixelRect(x: x - play, y: y - play, width: side + 2 * play, height: side + 2 * play)
                    .clipped(width: pixels.width, height: pixels.height)
                return (
                    PixelRect(x: x, y: y, width: side, height: side).clipped(
                        width: pixels.width, height: pixels.height),
                    own.count(in: near)
                )
            }
        }
    }

    /// The print but for its rules: lines of five millimetres and more, dotted ones too, that are thinner than one.
    private var hiding: InkMask {
        let pixels = { (mm: Double) in Int(Measure.pixels(mm: mm, dpi: self.dpi).rounded()) }
        let printed = print(isCoarse: false).printed
        let rules = printed.closed(by: pixels(0.2)).lines(ofAtLeast: pixels(5)).dilated(by: 1)
        return printed.without(rules.without(printed.opened(by: pixels(0.5))))
    }
}

/// Where the print of a part of a blank form may be on its scans.
struct BlankPrint {
    let printed: InkMask
    /// The same and what lies close beside it.
    let seam: InkMask
    /// The same and what lies so close that a pale edge of the print may reach there.
    let surroundings: InkMask

    /// - Parameter spread: how far a scan's print may spread beyond the blank's, in pixels.
    init(_ blank: GrayPixels, spread: Int) {
        printed = InkMask(blank, threshold: 205).dilated(by: spread)
        seam = printed.dilated(by: 2)
        surroundings = seam.dilated(by: 2)
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
    private var fine: (form: String, page: Int, print: FinePrint)?

    package init() {}

    /// The page's fine print; that of the page asked for last is kept.
    func finePrint(of blank: BlankFormPage) -> FinePrint {
        if let fine, fine.form == blank.form, fine.page == blank.page { return fine.print }
        let print = FinePrint(of: blank)
        fine = (blank.form, blank.page, print)
        return print
    }

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
