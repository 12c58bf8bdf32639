import Imaging
import Paperwork

/// Samples of a blank page's fine print, its characters, by which a scan shows what it has lost.
///
/// A scanner that sets each pixel to black or white leaves nothing pale: where parts of the form's own characters are gone,
/// fine writing may be gone whole.
final class FinePrint {
    private struct Sample {
        var zone: BlankZone
        /// Indices of ink in its picture.
        var ink: [Int]
    }

    private let samples: [Sample]

    /// Millimetres of a character of fine print.
    private static let heights = 0.9...4.0
    private static let widths = 0.3...5.0
    /// Millimetres of a sample.
    private static let side = (width: 12.0, height: 6.0)
    private static let most = 40
    private static let mostPoints = 400
    /// Samples and points of ink below which nothing can be told.
    private static let least = (samples: 4, points: 400)

    init(of blank: BlankFormPage) {
        let pixels = { (mm: Double) in Int(Measure.pixels(mm: mm, dpi: blank.dpi).rounded()) }
        let (width, height) = (pixels(Self.side.width), pixels(Self.side.height))
        var fine = InkMask(width: blank.pixels.width, height: blank.pixels.height)
        var inks: [Int: Int] = [:]
        let columns = blank.pixels.width / width + 1
        for piece in InkMask(blank.pixels, threshold: 140).components()
        where (pixels(Self.heights.lowerBound)...pixels(Self.heights.upperBound)).contains(piece.box.height)
            && (pixels(Self.widths.lowerBound)...pixels(Self.widths.upperBound)).contains(piece.box.width)
        {
            for run in piece.runs {
                for index in run.start..<run.start + run.length { fine.bytes[index] = 1 }
            }
            inks[piece.box.y / height * columns + piece.box.x / width, default: 0] += piece.area
        }
        let tiles = inks.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(Self.most).map { tile, _ in
            PixelRect(x: tile % columns * width, y: tile / columns * height, width: width, height: height)
                .clipped(width: fine.width, height: fine.height)
        }
        samples = tiles.map { rect in
            let zone = BlankZone(rect, of: blank)
            let ink = (0..<rect.width * rect.height).filter { index in
                fine.bytes[(rect.y + index / rect.width) * fine.width + rect.x + index % rect.width] == 1
            }
            let step = max(1, ink.count / Self.mostPoints)
            return Sample(zone: zone, ink: stride(from: 0, to: ink.count, by: step).map { ink[$0] })
        }
    }

    /// The share of the fine print, between 0 and 1, that a scan has within `reach` pixels of its place; nil where the
    /// blank has too little of it to tell.
    ///
    /// - Parameter seen: a part of the scan with white paper, print on print.
    func foundShare(reach: Int, seen: (BlankZone) -> GrayPixels) -> Double? {
        var (found, points) = (0, 0)
        for sample in samples {
            let picture = seen(sample.zone)
            points += sample.ink.count
            found += sample.ink.count { picture.isInk(near: $0, reach: reach) }
        }
        guard samples.count >= Self.least.samples, points >= Self.least.points else { return nil }
        return Double(found) / Double(points)
    }
}

extension GrayPixels {
    /// With paper at 255, print on a scan is darker than this.
    private static let seenInk: UInt8 = 215

    /// Whether there is ink within `reach` pixels of the pixel at `index`.
    func isInk(near index: Int, reach: Int) -> Bool {
        let (x, y) = (index % width, index / width)
        for row in max(0, y - reach)...min(height - 1, y + reach) {
            for column in max(0, x - reach)...min(width - 1, x + reach)
            where bytes[row * width + column] < Self.seenInk { return true }
        }
        return false
    }

    /// Whether nearly every pixel is black or white, as fax machines and scanners for line art leave them: elsewhere the
    /// edges of strokes are grey.
    var isBitonal: Bool {
        var (dark, grey) = (0, 0)
        for index in stride(from: 0, to: bytes.count, by: 7) where bytes[index] < 240 {
            dark += 1
            if bytes[index] > 40 { grey += 1 }
        }
        return grey * 20 < dark
    }
}
